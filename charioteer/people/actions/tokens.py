"""Tokens for programs: made, used, revoked."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.errors import BadInput, NotAllowed, NotSignedIn
from charioteer.people import rules
from charioteer.people.links import hash_of, new_secret
from charioteer.people.models import ApiToken, Person
from charioteer.people.trail import sign_ins

PREFIX = "chr_"
"""So that programs which look for leaked secrets know ours."""
LONGEST = timedelta(days=365)
USUAL = timedelta(days=90)

MADE = kind("people.token.made", "Made a token for a program", visible=sign_ins)
REVOKED = kind("people.token.revoked", "Revoked a token", visible=sign_ins)


@transaction.atomic
def make_token(*, person: Person, name: str, ends_on: date, proved: bool, by: Person, now: datetime) -> str:
    """Make a token with which a program reads what this person may read.

    Args:
        person: whose; only oneself.
        name: what it is for.
        ends_on: its last day, at most a year away.
        proved: whether the session that asks has proved a second factor.
        by: who makes it.
        now: when.
    Returns:
        The token. It is returned once and kept nowhere.
    Raises:
        NotAllowed: it is another person's, or their role asks for a second factor that was not proved.
        BadInput: the name or the day cannot be used.
    """
    day = timezone.localtime(now).date()
    if person.pk != by.pk:
        raise NotAllowed("You cannot make a token for somebody else.", who_can="They themselves")
    if person.needs_second_factor(day) and not proved:
        raise NotAllowed("Your role asks for a second factor before a token is made. Sign in with it first.")
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise BadInput("Say what the token is for, in 1 to 80 letters.", where="name")
    if not day <= ends_on <= day + LONGEST:
        raise BadInput("A token lasts at most a year. Choose a last day from today on.", where="ends_on")
    secret = PREFIX + new_secret()
    token = ApiToken.objects.create(
        person=person, name=name, token_hash=hash_of(secret), proved=proved, made_at=now, ends_on=ends_on
    )
    facts, words = {"ends_on": ends_on.isoformat()}, {"name": name}
    record(MADE, of=token, by=by, now=now, trust_id=person.trust_id, facts=facts, words=words)
    return secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Person, now: datetime) -> None:
    """Make a token useless at once. Revoking it twice changes nothing.

    Raises:
        NotAllowed: it is another person's.
    """
    if token.person_id != by.pk:
        raise NotAllowed("This token is not one of yours.", who_can="Whoever made it")
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        record(REVOKED, of=token, by=by, now=now, trust_id=by.trust_id)


def use_token(*, secret: str, now: datetime) -> ApiToken:
    """Let a program in with a token, and note the day it was used: one write a day at most.

    Raises:
        NotSignedIn: there is no such token, it does not work any more, or its person has left.
        NotAllowed: their role asks for a second factor that the token was made without.
    """
    found = (
        ApiToken.objects.filter(token_hash=hash_of(secret)) if secret.startswith(PREFIX) else ApiToken.objects.none()
    )
    token = found.select_related("person__trust").prefetch_related("person__roles", "person__engagements").first()
    if token is None:
        raise NotSignedIn("This token is not known here. Copy it whole, or make a new one at /account/tokens/.")
    if refusal := rules.cannot_use_token(token, now):
        raise refusal
    day = timezone.localtime(now).date()
    if token.last_used_on != day:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=day)
    return token
