"""Giving and ending roles."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.errors import BadInput, NotNow
from charioteer.jobs import announce
from charioteer.people import kinds, rules
from charioteer.people.actions.sign_ins import close_if_nothing_is_left
from charioteer.people.models import Centre, Person, RoleHolding, School, Trust
from charioteer.people.reach import Spot
from charioteer.people.roles import ROLES, At, Role

_WHERE = {
    At.TRUST: "is held for the whole Trust. Choose the Trust itself",
    At.SCHOOL: "is held at a school. Choose one",
    At.CENTRE: "is held at a centre. Choose one",
}


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: str,
    school: School | None,
    centre: Centre | None = None,
    from_date: date,
    until_date: date | None = None,
    stands_in: bool = False,
    by: Person | None,
    now: datetime,
) -> RoleHolding:
    """Give somebody a role at a place, from a day on.

    Args:
        role: a key of `roles.ROLES`.
        school, centre: where; neither is the whole trust.
        until_date: the last day, if it is known.
        stands_in: to act only while nobody who holds it is here.
    Raises:
        NotAllowed: see `rules.cannot_give_role`.
        BadInput: the role is not held at such a place, or the days do not fit.
        NotNow: they have it already, or it is held by one person and somebody holds it.
    """
    what = _role(role)
    _check_place(what, person, school, centre)
    if until_date is not None and until_date < from_date:
        raise BadInput("The last day is before the first one. Mend one of the two.", where="until_date")
    spot = Spot(school.pk if school else None, centre.pk if centre else None)
    if refusal := rules.cannot_give_role(by, role, person, spot, now):
        raise refusal
    Trust.objects.select_for_update().get(pk=person.trust_id)  # two who fill one office wait in turn
    if refusal := rules.cannot_take_up(
        what, person, spot, from_date=from_date, until_date=until_date, stands_in=stands_in
    ):
        raise refusal
    held = RoleHolding.objects.create(
        person=person,
        role=role,
        school=school,
        centre=centre,
        stands_in=stands_in,
        from_date=from_date,
        until_date=until_date,
    )
    _record(kinds.ROLE_GIVEN, held, by, now)
    return held


@transaction.atomic
def end_role(*, holding: RoleHolding, last_day: date, by: Person | None, now: datetime) -> None:
    """End a role on a day; one that begins later than that never begins.

    Raises:
        NotAllowed: `by` does not give roles there.
        NotNow: it is over already, or they are the last administrator.
    """
    Trust.objects.select_for_update().get(pk=holding.person.trust_id)
    found = RoleHolding.objects.select_related("person").filter(pk=holding.pk).first()
    if found is None or (found.until_date is not None and found.until_date < timezone.localdate(now)):
        raise NotNow("This role is over already.")
    if refusal := rules.cannot_end_role(by, found, last_day, now):
        raise refusal
    _record(kinds.ROLE_ENDED, found, by, now, last_day)
    found.end_on(last_day)
    close_if_nothing_is_left(person=found.person, now=now)


def _role(key: str) -> Role:
    if key not in ROLES:
        raise BadInput(f"There is no role called “{key}”. Choose one of the list.", where="role")
    return ROLES[key]


def _check_place(what: Role, person: Person, school: School | None, centre: Centre | None) -> None:
    if (school is not None and school.trust_id != person.trust_id) or (
        centre is not None and (school is None or centre.school_id != school.pk)
    ):
        raise BadInput("That place belongs to somebody else. Choose one of the list.", where="place")
    at = At.CENTRE if centre else At.SCHOOL if school else At.TRUST
    if what.at not in {At.ANYWHERE, at}:
        raise BadInput(f"{what.name} {_WHERE[what.at]}.", where="place")


def _record(kind: str, held: RoleHolding, by: Person | None, now: datetime, last_day: date | None = None) -> None:
    person, until = held.person, last_day or held.until_date
    facts = {
        "role": held.role,
        "school": held.school_id,
        "centre": held.centre_id,
        "stands_in": held.stands_in,
        "from": held.from_date.isoformat(),
        "until": until.isoformat() if until else None,
    }
    record(kind, of=person, by=by, now=now, trust_id=person.trust_id, school_id=held.school_id, facts=facts)
    announce("people.role.changed", trust_id=person.trust_id, person_id=person.pk)
