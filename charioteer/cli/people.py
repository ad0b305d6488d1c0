"""`invite`: the only way to a first sign-in."""

import click
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from charioteer.cli import answers
from charioteer.people.actions import invite as make_invitation
from charioteer.people.actions.invitations import GOOD_FOR
from charioteer.people.queries import the_trust
from charioteer.people.roles import ROLES


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice(list(ROLES)), default="administrator", show_default=True)
@click.option("--trust", "slug", default="", help="The trust's short name, where several live together.")
@answers.json_option
def invite(email: str, role: str, slug: str, as_json: bool) -> None:
    """Print a one-time link with which EMAIL chooses a password. It works for seven days, once.

    An earlier link to the same address stops working.
    """
    trust = the_trust(slug)
    now = timezone.now()
    token = make_invitation(email=email, role=role, trust=trust, by=None, now=now)
    link = settings.SITE_ADDRESS + reverse("invitation", args=[token])
    until = timezone.localtime(now + GOOD_FOR)
    facts = {"email": email.strip().lower(), "role": role, "trust": trust.slug, "link": link}
    words = f"{link}\nIt works once, until {until:%A %-d %B %Y, %H:%M %Z}. Whoever opens it first becomes {email}."
    answers.say(as_json, {**facts, "expires_at": until.isoformat()}, words)
