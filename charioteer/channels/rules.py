"""Who may change the register, and when: each answer serves the lock and the explanation beside the button."""

from datetime import datetime

from django.utils import timezone

from charioteer.channels.models import Channel
from charioteer.channels.standing import FactKind
from charioteer.errors import NotAllowed, Refused
from charioteer.people.models import Person
from charioteer.people.roles import Right

_WHO = "An administrator of the Trust’s register"


def cannot_edit(person: Person, channel: Channel, now: datetime) -> Refused | None:
    """Why this person may not change this channel, or None."""
    if channel.trust_id != person.trust_id:
        return NotAllowed("This channel is another trust’s.")
    if not person.may(Right.EDIT_REGISTER, timezone.localdate(now)):
        return NotAllowed("You may read the register, not change it.", who_can=_WHO, clause="3.1")
    return None


def cannot_add(person: Person, now: datetime) -> Refused | None:
    """Why this person may not put a channel on the list, or None."""
    if not person.may(Right.EDIT_REGISTER, timezone.localdate(now)):
        return NotAllowed("You may read the register, not add to it.", who_can=_WHO, clause="3.1")
    return None


def cannot_import(person: Person, now: datetime) -> Refused | None:
    """Why this person may not bring a register in from a file, or None."""
    if not person.may(Right.IMPORT_REGISTER, timezone.localdate(now)):
        return NotAllowed("You may read the register, not import one.", who_can=_WHO, clause="3.1")
    return None


def cannot_export(person: Person, now: datetime) -> Refused | None:
    """Why this person may not take the register away as a file, or None."""
    if not person.may(Right.EXPORT_REGISTER, timezone.localdate(now)):
        return NotAllowed("You may read the register, not take a copy of it.", who_can=_WHO, clause="3.1")
    return None


def cannot_set_platform(person: Person, now: datetime) -> Refused | None:
    """Why this person may not say whether a platform is for school use, or None."""
    if not person.may(Right.SET_PLATFORMS, timezone.localdate(now)):
        return NotAllowed("You may read the list of platforms, not change it.", who_can=_WHO, clause="1.1")
    return None


def cannot_note_fact(person: Person, channel: Channel, kind: FactKind, now: datetime) -> Refused | None:
    """Why this person may not record this fact, or None.

    Nobody approves what they listed or run themselves (design rule 1), and approval and assessment have a way of
    their own; so neither is taken as a bare statement here.
    """
    if refusal := cannot_edit(person, channel, now):
        return refusal
    if kind in {FactKind.RISK_ASSESSMENT, FactKind.APPROVAL}:
        return NotAllowed(
            "A risk assessment and an approval are decisions, not notes. They are made by the headteacher or the chief "
            "executive, never by whoever looks after the register.",
            who_can="The headteacher (a school’s channel) or the chief executive (the Trust’s)",
            clause="3.2b",
        )
    return None
