"""For whom somebody acts today: they are away and named a deputy, or named none and somebody stands in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from charioteer.people.models import Absence, Person, RoleHolding


@dataclass(frozen=True)
class Away:
    """Somebody who is away: who, their name, and until when, if that is known."""

    person_id: int
    name: str
    until: date | None


def of(person: Person, day: date) -> list[Away]:
    """Everybody for whom this person acts on that day, by name; one question to the database."""
    condition: Q = Q(deputy=person)
    mine = [held for held in person.roles.all() if held.stands_in and _holds(held, day)]
    if mine:
        theirs = Q()
        for held in mine:
            theirs |= Q(role=held.role, school_id=held.school_id, centre_id=held.centre_id)
        office = RoleHolding.objects.filter(theirs, _on(day), person=OuterRef("person"), stands_in=False)
        condition |= Q(Exists(office), deputy=None)
    absences = Absence.objects.filter(_on(day), condition, person__trust_id=person.trust_id)
    found = absences.exclude(person=person).select_related("person").order_by("person__name", "person_id", "pk")
    return list({one.person_id: Away(one.person_id, one.person.name, one.until_date) for one in found}.values())


def everybody(trust_id: int, day: date) -> dict[int, set[int]]:
    """For each person of a trust who acts for others on that day, for whom; three questions to the database."""
    absences = list(Absence.objects.filter(_on(day), person__trust_id=trust_id).values_list("person_id", "deputy_id"))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for absent, deputy in absences:
        if deputy is not None:
            found[deputy].add(absent)
    without = {absent for absent, deputy in absences if deputy is None}
    if not without:
        return found
    current = RoleHolding.objects.filter(_on(day), person__trust_id=trust_id)
    office = ("role", "school_id", "centre_id", "person_id")
    standing_in = _by_office(current.filter(stands_in=True).values_list(*office))
    for role, school, centre, absent in current.filter(
        stands_in=False, role__in={key[0] for key in standing_in}
    ).values_list(*office):
        if absent in without:
            for deputy in standing_in.get((role, school, centre), set()) - {absent}:
                found[deputy].add(absent)
    return found


def _by_office(
    holdings: Iterable[tuple[str, int | None, int | None, int]],
) -> dict[tuple[str, int | None, int | None], set[int]]:
    found: defaultdict[tuple[str, int | None, int | None], set[int]] = defaultdict(set)
    for role, school, centre, person in holdings:
        found[role, school, centre].add(person)
    return found


def _on(day: date) -> Q:
    return (Q(until_date=None) | Q(until_date__gte=day)) & Q(from_date__lte=day)


def _holds(held: RoleHolding, day: date) -> bool:
    return held.from_date <= day and (held.until_date is None or held.until_date >= day)
