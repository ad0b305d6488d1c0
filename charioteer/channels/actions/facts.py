"""Recording what is known about a channel."""

from datetime import datetime

from django.db import transaction

from charioteer.channels import deriving, kinds, rules
from charioteer.channels.announcing import tell
from charioteer.channels.models import Channel, Fact
from charioteer.channels.noting import note
from charioteer.channels.standing import FactKind
from charioteer.errors import BadInput
from charioteer.people.models import Person


@transaction.atomic
def note_fact(
    *,
    channel: Channel,
    kind: FactKind,
    holds: bool,
    at: datetime,
    expires_at: datetime | None,
    evidence: str,
    by: Person,
    now: datetime,
) -> Fact:
    """Record one dated statement with its evidence, and store the standing that follows.

    Args:
        channel: what it is about.
        kind: which question it answers.
        holds: the answer.
        at: when it was true (not in the future).
        expires_at: when it must be shown again; None for never.
        evidence: what shows it, in words.
    Raises:
        NotAllowed: this person may not record this.
        BadInput: no evidence, or dates that cannot be.
    """
    if refusal := rules.cannot_note_fact(by, channel, kind, now):
        raise refusal
    if not evidence.strip():
        raise BadInput("Say what shows it: who looked, at what, when.", where="evidence")
    if at > now:
        raise BadInput("The day it was seen has not come yet. Give today or an earlier day.", where="at")
    if expires_at is not None and expires_at <= at:
        raise BadInput("It would run out before it was seen. Give a later day.", where="expires_at")
    given = {"kind": kind, "holds": holds, "at": at, "expires_at": expires_at, "evidence": evidence.strip()}
    fact = Fact.objects.create(channel=channel, identity=channel.identity, by=by, **given)
    facts = {"fact": fact.pk, "kind": kind, "holds": holds, "at": at.isoformat()}
    facts["expires_at"] = expires_at.isoformat() if expires_at else None
    words = {"evidence": fact.evidence}
    note(kinds.FACT_NOTED, channel, by=by, now=now, facts=facts, words=words)
    deriving.refresh(channel, by=by, now=now)
    tell(channel)
    return fact
