"""`invite`: the only way to a first sign-in; `help-back-in`: the way back for the only administrator."""

import click
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from charioteer.cli import answers
from charioteer.errors import BadInput
from charioteer.people import links
from charioteer.people.actions import invite as make_invitation
from charioteer.people.actions import make_password_link
from charioteer.people.actions.helping import LINK_WORKS_FOR, help_from_the_server
from charioteer.people.actions.invitations import GOOD_FOR
from charioteer.people.models import School, Trust, User
from charioteer.people.queries import the_trust, trusts, user_by_email
from charioteer.people.roles import ROLES, At


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice(list(ROLES)), default="administrator", show_default=True)
@click.option("--school", default="", help="The short name of the school where they hold the role.")
@click.option("--trust", "slug", default="", help="The trust's short name, where several live together.")
@click.option("--if-nobody", is_flag=True, help="Only if nobody can sign in yet; for script/server.")
@answers.json_option
def invite(email: str, role: str, school: str, slug: str, if_nobody: bool, as_json: bool) -> None:
    """Print a one-time link with which EMAIL chooses a password. It works for seven days, once.

    An earlier link to the same address stops working. Somebody who signs in already gets a link, good for three days,
    with which they choose a new password; their second factor and their roles stay.
    """
    if if_nobody and (User.objects.exists() or not trusts()):
        answers.say(as_json, {"link": None}, _why_not())
        return
    user = user_by_email(email)
    if user:
        _new_password(user, as_json)
    else:
        trust = the_trust(slug)
        _invitation(email, role, trust, _school(trust, school, role), as_json)


@click.command("help-back-in")
@click.argument("email")
@answers.json_option
def help_back_in(email: str, as_json: bool) -> None:
    """Print a one-time link with which EMAIL sets up a new second factor, with their password, within the hour.

    Their old phone, passkeys, recovery codes and tokens stop working once the link is used. For the only administrator;
    for everybody else a second person does it in the browser, under “Help somebody back in”.
    """
    user = user_by_email(email)
    if user is None:
        raise BadInput(f"Nobody signs in with {email}. Look at the address again.", where="email")
    now = timezone.now()
    link = links.to("back_in", help_from_the_server(user=user, now=now))
    until = timezone.localtime(now + LINK_WORKS_FOR)
    words = (
        f"{link}\nHand it to {user.person.name} yourself. It works once, with their password, until {until:%H:%M %Z}."
    )
    answers.say(as_json, {"email": user.email, "link": link, "expires_at": until.isoformat()}, words)


def _school(trust: Trust, slug: str, role: str) -> School | None:
    if slug:
        if found := School.objects.filter(trust=trust, slug=slug).first():
            return found
        known = ", ".join(School.objects.filter(trust=trust).order_by("slug").values_list("slug", flat=True)[:20])
        raise BadInput(f"There is no school called “{slug}” here. Choose one of: {known}.", where="school")
    if ROLES[role].at is At.SCHOOL:
        raise BadInput(f"{ROLES[role].name} is a role of one school. Say which with --school.", where="school")
    return None


def _why_not() -> str:
    if trusts():
        return "Somebody can sign in already, so no link is made."
    return "No trust is set up yet. Set one up with `charioteer init --trust FILE`, then `charioteer invite EMAIL`."


def _new_password(user: User, as_json: bool) -> None:
    now = timezone.now()
    key = make_password_link(user=user, by=None, now=now)
    link = settings.SITE_ADDRESS + reverse("account_reset_password_from_key", kwargs=key)
    words = f"{link}\nWhoever opens it chooses a new password for {user.email}. It works once, for three days."
    answers.say(as_json, {"email": user.email, "link": link, "new_password": True}, words)


def _invitation(email: str, role: str, trust: Trust, school: School | None, as_json: bool) -> None:
    now = timezone.now()
    token = make_invitation(email=email, role=role, trust=trust, by=None, now=now, school=school)
    link = settings.SITE_ADDRESS + reverse("invitation", args=[token])
    until = timezone.localtime(now + GOOD_FOR)
    facts = {"email": email.strip().lower(), "role": role, "trust": trust.slug, "link": link}
    words = f"{link}\nIt works once, until {until:%A %-d %B %Y, %H:%M %Z}. Whoever opens it first becomes {email}."
    answers.say(as_json, {**facts, "expires_at": until.isoformat()}, words)
