"""Whether somebody may hand a role on at a place: one answer for giving, inviting, filling, merging and deputising."""

from datetime import date, datetime

from django.utils import timezone

from charioteer.errors import BadInput, NotAllowed, NotNow, Refused
from charioteer.people.access import cannot, who_can
from charioteer.people.models import Person, RoleHolding, Trust, User
from charioteer.people.models.acting import lasting
from charioteer.people.reach import Spot
from charioteer.people.roles import ROLES, Right, Role


def cannot_appoint(by: Person, spot: Spot, now: datetime) -> Refused | None:
    """Whether somebody gives and ends roles at a place; over the whole trust only who holds that right there."""
    day = timezone.localdate(now)
    if refusal := cannot(by, Right.GIVE_ROLES, day):
        return refusal
    if by.reach(Right.GIVE_ROLES, day).covers(*spot):
        return None
    who = "An administrator or the chief executive"
    if spot.school_id is None:
        return NotAllowed(
            "A role for the whole Trust is given and ended by an administrator or the chief executive.", who_can=who
        )
    return NotAllowed("You give and end roles at your own schools, not here.", who_can=who)


def cannot_let_in_as(by: Person, role: str, spot: Spot, now: datetime) -> Refused | None:
    """Whether somebody may hand over a way in by which a role is had at a place.

    Who gives roles there may. Who only invites may where the role asks for no second factor and does nothing there
    that they may not: nobody becomes an officer by the word of somebody who appoints none.
    """
    refusal, day = cannot_appoint(by, spot, now), timezone.localdate(now)
    if refusal is None:
        return None
    mine = all(by.reach(right, day).covers(*spot) for right in ROLES[role].rights)
    return None if mine and not ROLES[role].second_factor else refusal


def cannot_let_in(by: Person | None, person: Person, now: datetime) -> Refused | None:
    """Whether somebody may hand over the first way in to a person who is known already, with all that they hold.

    Whoever holds the link chooses the password, so it is worth every role of that person, soon to begin or lent too.
    """
    if by is None:
        return None
    day = timezone.localdate(now)
    held: list[RoleHolding] = [*person.roles.lasting(day), *person.acting(day).acts]  # type: ignore[attr-defined]
    if any(cannot_let_in_as(by, one.role, Spot(one.school_id, one.centre_id), now) for one in held):
        words = f"{person.name} holds a role that is not yours to give, so a way in for them is not either."
        return NotAllowed(words, who_can=who_can(Right.GIVE_ROLES))
    return None


def still_answers(by: Person | None, now: datetime) -> bool:
    """Whether what somebody handed over may still be used: not once their own sign-in is closed.

    Their rights are asked again besides; None is the command line.
    """
    return by is None or not User.objects.filter(person=by, is_active=False).exists()


def cannot_take_up(
    what: Role, person: Person, spot: Spot, *, from_date: date, until_date: date | None = None, stands_in: bool = False
) -> NotNow | None:
    """Whether an office is free for somebody in these days: asked in every verb by which a role comes to be held.

    Asked behind the lock on the trust, so that of two who fill one office at once the second finds it filled.
    """
    if person.merged_into_id is not None:
        return NotNow(f"{person.name} was merged into another entry. Use that one.")
    at = RoleHolding.objects.filter(
        lasting(from_date),
        role=what.key,
        school=spot.school_id,
        centre=spot.centre_id,
        person__trust=person.trust_id,
        from_date__lte=until_date or date.max,
    ).select_related("person")
    if at.filter(person=person).exists():
        return NotNow(f"{person.name} has this role there already.")
    if what.sole and not stands_in and (held := at.filter(stands_in=False).first()):
        until = f" until {held.until_date:%-d %B %Y}" if held.until_date else ""
        return NotNow(
            f"{held.person.name} holds this office there{until}, and one person holds it at a time. End that first, "
            f"or let {person.name} stand in.",
            who_can="An administrator or the chief executive",
        )
    return None


def cannot_offer(what: Role, trust: Trust, spot: Spot, known: Person | None, day: date) -> BadInput | None:
    """Whether an office that one person holds at a time is held by somebody else than whom it is offered to."""
    at = RoleHolding.objects.filter(lasting(day), role=what.key, school=spot.school_id, centre=spot.centre_id)
    others = at.filter(person__trust=trust, stands_in=False).exclude(person=known)
    held = others.select_related("person").first() if what.sole else None
    if held is None:
        return None
    words = f"{held.person.name} holds the office “{what.name.lower()}” there, and one person holds it at a time."
    return BadInput(f"{words} End that first, or invite them as a member of staff.", where="role")
