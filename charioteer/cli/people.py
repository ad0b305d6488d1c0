"""`invite`: the only way to a first sign-in."""

import click
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from charioteer.cli import answers
from charioteer.people.actions import invite as make_invitation
from charioteer.people.actions import make_password_link
from charioteer.people.actions.invitations import GOOD_FOR
from charioteer.people.models import Trust, User
from charioteer.people.queries import the_trust, trusts, user_by_email
from charioteer.people.roles import ROLES


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice(list(ROLES)), default="administrator", show_default=True)
@click.option("--trust", "slug", default="", help="The trust's short name, where several live together.")
@click.option("--if-nobody", is_flag=True, help="Only if nobody can sign in yet; for script/server.")
@answers.json_option
def invite(email: str, role: str, slug: str, if_nobody: bool, as_json: bool) -> None:
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
        _invitation(email, role, the_trust(slug), as_json)


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


def _invitation(email: str, role: str, trust: Trust, as_json: bool) -> None:
    now = timezone.now()
    token = make_invitation(email=email, role=role, trust=trust, by=None, now=now)
    link = settings.SITE_ADDRESS + reverse("invitation", args=[token])
    until = timezone.localtime(now + GOOD_FOR)
    facts = {"email": email.strip().lower(), "role": role, "trust": trust.slug, "link": link}
    words = f"{link}\nIt works once, until {until:%A %-d %B %Y, %H:%M %Z}. Whoever opens it first becomes {email}."
    answers.say(as_json, {**facts, "expires_at": until.isoformat()}, words)
