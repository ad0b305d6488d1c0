"""What may not be done to people and invitations, and why."""

from datetime import datetime

from django.utils import timezone

from charioteer.errors import NotAllowed, NotNow, Refused
from charioteer.people.access import cannot, who_can
from charioteer.people.models import Invitation, Person, Trust
from charioteer.people.roles import Right

ASK_AGAIN = "This link does not work any more. Ask whoever invited you for a new one."


def cannot_invite(person: Person | None, trust: Trust, now: datetime) -> Refused | None:
    """Whether this person may invite to this trust; None as the person is the command line, which may."""
    if person is None:
        return None
    if person.trust_id != trust.pk:
        return NotAllowed(f"You cannot invite somebody to {trust.name}.", who_can=who_can(Right.INVITE))
    return cannot(person, Right.INVITE, timezone.localtime(now).date())


def cannot_withdraw(person: Person | None, invitation: Invitation, now: datetime) -> Refused | None:
    """Whether this person may withdraw this invitation at this moment."""
    if refusal := cannot_invite(person, invitation.trust, now):
        return refusal
    if invitation.used_at is not None:
        return NotNow("This invitation has been used, so there is nothing to withdraw.")
    if invitation.withdrawn_at is not None:
        return NotNow("This invitation is withdrawn already.")
    return None
