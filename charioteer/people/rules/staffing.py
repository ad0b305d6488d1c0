"""Whether somebody may say who is where, who holds which role, and who is who."""

from datetime import date, datetime

from django.utils import timezone

from charioteer.errors import NotAllowed, NotNow, Refused
from charioteer.people.access import cannot, who_can
from charioteer.people.models import Engagement, Person, RoleHolding, User
from charioteer.people.models.acting import lasting
from charioteer.people.queries import administered_by_others, administers, places_of
from charioteer.people.reach import Spot
from charioteer.people.roles import ADMINISTRATOR, ROLES, Right
from charioteer.people.rules.appointing import cannot_appoint, cannot_let_in


def cannot_edit_at(by: Person | None, spot: Spot, now: datetime) -> Refused | None:
    """Whether somebody may say who is at a place; None as the person is the command line, which may."""
    if by is None:
        return None
    day = timezone.localdate(now)
    if refusal := cannot(by, Right.EDIT_PEOPLE, day):
        return refusal
    if by.reach(Right.EDIT_PEOPLE, day).covers(*spot):
        return None
    return NotAllowed("You change who is where at your own schools, not here.", who_can=who_can(Right.EDIT_PEOPLE))


def cannot_edit(by: Person | None, person: Person, now: datetime) -> Refused | None:
    """Whether somebody may change what is known of a person: they must reach every place that person is at.

    An address decides who gets in as whom, so a school does not change that of somebody who is more than its own.
    """
    if person.merged_into_id is not None:
        return NotNow(f"{person.name} was merged into another entry. Change that one.")
    if by is None:
        return None
    if by.trust_id != person.trust_id:
        return NotAllowed("This person belongs to another trust.")
    day = timezone.localdate(now)
    if refusal := cannot(by, Right.EDIT_PEOPLE, day):
        return refusal
    reach = by.reach(Right.EDIT_PEOPLE, day)
    places = places_of(person, day)
    if reach.everywhere or (places and all(reach.covers(*place) for place in places)):
        return None
    return NotAllowed(
        f"{person.name} is also at a place that is not yours, so only somebody of the whole Trust may do this.",
        who_can="An administrator or human resources of the Trust",
    )


def cannot_end_engagement(
    by: Person | None, engagement: Engagement, roles: list[RoleHolding], last_day: date, now: datetime
) -> Refused | None:
    """Whether somebody may note that a person leaves a place, with the roles that would end with it."""
    if refusal := cannot_edit_at(by, Spot(engagement.school_id, engagement.centre_id), now):
        return refusal
    person = engagement.person
    if by is not None:
        reach = by.reach(Right.EDIT_PEOPLE, timezone.localdate(now))
        for held in roles:
            if not reach.covers(held.school_id, held.centre_id):
                name = ROLES[held.role].name.lower()
                return NotAllowed(
                    f"{person.name} is also {name} at a place that is not yours, and leaving would end that.",
                    who_can="An administrator or human resources of the Trust",
                )
    return _last_administrator(person, roles, last_day)


def cannot_give_role(by: Person | None, role: str, person: Person, spot: Spot, now: datetime) -> Refused | None:
    """Whether somebody may give a person a role at a place.

    Who gives reaches the place; a role of the whole Trust is given by an administrator or the chief executive. Nobody
    gives themselves a role; an administrator may, but not one that decides what an administrator may not.
    """
    if by is None:
        return None
    if by.trust_id != person.trust_id:
        return NotAllowed("This person belongs to another trust.")
    if refusal := cannot_appoint(by, spot, now):
        return refusal
    if by.pk != person.pk:
        return None
    day = timezone.localdate(now)
    if any(held.role == ADMINISTRATOR for held in by.acting(day).acts):
        beyond = [right for right in ROLES[role].rights if not by.reach(right, day).covers(*spot)]
        if not beyond:
            return None
        return NotAllowed(
            f"This role may do what an administrator may not ({beyond[0].value.replace('_', ' ')}), so somebody else "
            "has to give it to you.",
            who_can="Another administrator or the chief executive",
        )
    return NotAllowed("Nobody gives themselves a role.", who_can=who_can(Right.GIVE_ROLES))


def cannot_end_role(by: Person | None, holding: RoleHolding, last_day: date, now: datetime) -> Refused | None:
    """Whether somebody may end a role somebody holds."""
    if by is not None:
        if by.trust_id != holding.person.trust_id:
            return NotAllowed("This person belongs to another trust.")
        if refusal := cannot_appoint(by, Spot(holding.school_id, holding.centre_id), now):
            return refusal
    return _last_administrator(holding.person, [holding], last_day)


def cannot_note_absence(by: Person | None, person: Person, deputy: Person | None, now: datetime) -> Refused | None:
    """Whether somebody may note that a person is away, and who is the deputy.

    Everybody may say it of themselves, and name their own deputy. A deputy gets roles, so for anybody else that takes
    who may give them; and nobody notes an absence by which they would act themselves.
    """
    if by is None or by.pk == person.pk:
        return None
    if refusal := cannot_edit(by, person, now):
        return refusal
    day = timezone.localdate(now)
    held = list(person.roles.filter(lasting(day)))
    offices = {one.office for one in held if not one.stands_in}
    waiting = [*by.roles.filter(lasting(day)), *by.acting(day).rests]  # what rests may be lent by somebody away
    if by.pk == (deputy.pk if deputy else None) or any(mine.stands_in and mine.office in offices for mine in waiting):
        return NotAllowed(
            f"You would act for {person.name} by it, so somebody else has to note it.",
            who_can=f"{person.name}, or an administrator",
        )
    if deputy is not None:
        return _cannot_move(by, held, deputy, now)
    return None


def cannot_merge(by: Person | None, kept: Person, gone: Person, now: datetime) -> Refused | None:
    """Whether somebody may say that two entries are one person: the one gets all that the other has."""
    for person in (kept, gone):
        if refusal := cannot_edit(by, person, now):
            return refusal
    if by is None:
        return None
    if by.pk in {kept.pk, gone.pk}:
        return NotAllowed(
            "You are one of the two, so somebody else has to say that you are both.",
            who_can="Another administrator, or human resources",
        )
    day = timezone.localdate(now)
    if refusal := _cannot_move(by, list(gone.roles.filter(lasting(day))), kept, now):
        return refusal
    if User.objects.filter(person=gone).exists() and not User.objects.filter(person=kept).exists():
        return cannot_let_in(by, kept, now)  # whoever signs in as the one will be the other
    return None


def cannot_part(by: Person | None, person: Person, roles: list[RoleHolding], now: datetime) -> Refused | None:
    """Whether somebody may say that one entry is two people; the roles named go to the other of them."""
    if refusal := cannot_edit(by, person, now):
        return refusal
    if by is not None and by.pk == person.pk:
        return NotAllowed(
            "This entry is you, so somebody else has to part it.", who_can="Another administrator, or human resources"
        )
    return _cannot_move(by, roles, person, now)


def _cannot_move(by: Person | None, roles: list[RoleHolding], to: Person, now: datetime) -> Refused | None:
    found = (cannot_give_role(by, one.role, to, Spot(one.school_id, one.centre_id), now) for one in roles)
    return next((refusal for refusal in found if refusal), None)


def cannot_import_people(by: Person | None, now: datetime) -> Refused | None:
    """Whether somebody may take people in from a file, which may name any school."""
    if by is None:
        return None
    day = timezone.localdate(now)
    if refusal := cannot(by, Right.IMPORT_PEOPLE, day):
        return refusal
    if by.reach(Right.IMPORT_PEOPLE, day).everywhere:
        return None
    return NotAllowed(
        "A file may name people of every school, so taking it in needs the right for the whole Trust; you have it for "
        "your own schools.",
        who_can="An administrator, or human resources of the Trust",
    )


def cannot_export_people(by: Person, now: datetime) -> Refused | None:
    """Whether somebody may take people away as a file."""
    return cannot(by, Right.EXPORT_PEOPLE, timezone.localdate(now))


def cannot_close_sign_in(by: Person | None, person: Person, now: datetime) -> Refused | None:
    """Whether somebody may close a person's sign-in."""
    if refusal := cannot_edit(by, person, now):
        return refusal
    day = timezone.localdate(now)
    if administers(person, day) and not administered_by_others(person, day):
        return _the_last(person)
    return None


def _last_administrator(person: Person, roles: list[RoleHolding], last_day: date) -> Refused | None:
    ends = any(held.role == ADMINISTRATOR and not held.stands_in for held in roles)
    if ends and administers(person, last_day) and not administered_by_others(person, last_day):
        return _the_last(person)
    return None


def _the_last(person: Person) -> NotNow:
    return NotNow(
        f"{person.name} is the last administrator of the Trust who can sign in. Make somebody else an administrator "
        "first, and let them sign in once."
    )
