"""Whether somebody may invite, to what and to where."""

from datetime import date, datetime

from django.utils import timezone

from charioteer.errors import BadInput, NotAllowed, NotNow, Refused
from charioteer.people.access import cannot, who_can
from charioteer.people.models import Invitation, Person, RoleHolding, School, Trust
from charioteer.people.models.acting import in_force
from charioteer.people.roles import ROLES, At, Right, Role

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
    if not _may_hand_on(person, role, school, day):
        words = f"You cannot invite somebody as {role.name.lower()} of {place}: that role may do more there than yours."
        return NotAllowed(words, who_can=who_can(Right.GIVE_ROLES))
    return None


def cannot_be_second(role: Role, trust: Trust, school: School | None, email: str, now: datetime) -> BadInput | None:
    """Whether an office that one person holds at a time is somebody else's already than theirs at this address."""
    held = RoleHolding.objects.filter(person__trust=trust, role=role.key, school=school, centre=None, stands_in=False)
    held = held.filter(in_force(timezone.localtime(now).date())).exclude(person__email__iexact=email)
    if not role.sole or not (other := held.select_related("person").first()):
        return None
    words = f"{other.person.name} is {role.name.lower()} of {school.name if school else trust.name}, and one person is."
    return BadInput(f"{words} End that first, or invite them as a member of staff.", where="role")


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


def _may_hand_on(person: Person, role: Role, school: School | None, day: date) -> bool:
    place = school.pk if school else None
    if person.reach(Right.GIVE_ROLES, day).covers(place):
        return True
    return role.at is not At.TRUST and all(person.reach(right, day).covers(place) for right in ROLES[role.key].rights)
