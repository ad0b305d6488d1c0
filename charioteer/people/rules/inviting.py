"""Whether somebody may invite, to what and to where."""

from datetime import datetime

from django.utils import timezone

from charioteer.errors import BadInput, NotAllowed, NotNow, Refused
from charioteer.people.access import cannot, who_can
from charioteer.people.models import Invitation, Person, School, Trust
from charioteer.people.reach import Spot
from charioteer.people.roles import ROLES, At, Right, Role
from charioteer.people.rules.appointing import cannot_let_in, cannot_let_in_as, still_answers

ASK_AGAIN = "This link does not work any more. Ask whoever invited you for a new one."


def cannot_invite(person: Person | None, trust: Trust, now: datetime) -> Refused | None:
    """Whether this person may invite to this trust at all; None as the person is the command line, which may."""
    if person is None:
        return None
    if person.trust_id != trust.pk:
        return NotAllowed(f"You cannot invite somebody to {trust.name}.", who_can=who_can(Right.INVITE))
    return cannot(person, Right.INVITE, timezone.localtime(now).date())


def cannot_invite_as(person: Person | None, role: Role, school: School | None, now: datetime) -> Refused | None:
    """Whether this person may invite to this role at this place (school None: the whole trust)."""
    if person is None:
        return None
    if refusal := _does_not_fit(role, school):
        return refusal
    day, place = timezone.localtime(now).date(), school.name if school else "the whole Trust"
    if not person.reach(Right.INVITE, day).covers(school.pk if school else None):
        return NotAllowed(f"Your role does not let you invite somebody to {place}.", who_can=who_can(Right.INVITE))
    if cannot_let_in_as(person, role.key, Spot(school.pk if school else None), now):
        words = f"You cannot invite somebody as {role.name.lower()} of {place}: that role is not yours to give there."
        return NotAllowed(words, who_can=who_can(Right.GIVE_ROLES))
    return None


def cannot_accept(invitation: Invitation, known: Person | None, now: datetime) -> Refused | None:
    """Whether a link still lets in: whoever made it must still be one who may, for all that it gives by now.

    Args:
        known: who has this address on the list already.
    """
    by = invitation.invited_by
    refusal = cannot_invite_as(by, ROLES[invitation.role], invitation.school, now)
    if refusal is None and known is not None:
        refusal = cannot_let_in(by, known, now)
    return NotNow(ASK_AGAIN) if refusal or not still_answers(by, now) else None


def cannot_withdraw(person: Person | None, invitation: Invitation, now: datetime) -> Refused | None:
    """Whether this person may withdraw this invitation at this moment."""
    if refusal := cannot_invite(person, invitation.trust, now):
        return refusal
    day = timezone.localtime(now).date()
    if person and not person.reach(Right.INVITE, day).covers(invitation.school_id):
        return NotAllowed("This invitation is to a place you do not invite to.", who_can=who_can(Right.INVITE))
    if invitation.used_at is not None:
        return NotNow("This invitation has been used, so there is nothing to withdraw.")
    if invitation.withdrawn_at is not None:
        return NotNow("This invitation is withdrawn already.")
    return None


def _does_not_fit(role: Role, school: School | None) -> BadInput | None:
    if role.at is At.TRUST and school:
        return BadInput(f"{role.name} is a role of the whole Trust. Choose the whole Trust.", where="place")
    if role.at is At.SCHOOL and not school:
        return BadInput(f"{role.name} is a role of one school. Choose which.", where="place")
    if role.at is At.CENTRE:
        words = f"{role.name} is a role of one centre. Invite them as a member of staff, then give them that role."
        return BadInput(words, where="role")
    return None
