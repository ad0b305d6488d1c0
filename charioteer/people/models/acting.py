"""Which roles somebody acts in on a day: their own, those they stand in for, and those of whoever named them deputy."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from charioteer.people.models.persons import Person, RoleHolding


@dataclass(frozen=True, slots=True)
class Acting:
    """What one person may act as on one day.

    Args:
        acts: the roles that give rights today.
        rests: the roles in which they only stand in, while somebody who holds the office is here.
    """

    acts: "Sequence[RoleHolding]"
    rests: "Sequence[RoleHolding]"


def in_force(day: date, path: str = "") -> Q:
    """A condition on rows with a first and a last day: the day lies between them.

    Args:
        path: from the row asked to the row with the days ("roles__").
    """
    begun, open_end, not_over = f"{path}from_date__lte", f"{path}until_date", f"{path}until_date__gte"
    return Q(**{begun: day}) & (Q(**{open_end: None}) | Q(**{not_over: day}))


def lasting(day: date) -> Q:
    """A condition on rows with a last day: they are not over on a day, begun or not."""
    return Q(until_date=None) | Q(until_date__gte=day)


def acting(person: "Person", day: date) -> Acting:
    """Work it out, in two queries; up to five if they are somebody's deputy and stand in for somebody.

    A deputy has the roles of whoever is away, at the places where those are held; what that person has only as a
    deputy is not passed on. Whoever stands in acts while nobody who holds the office is here: all are away, or the
    office is vacant. Being away takes nothing from anybody: they may still sign in and act.
    """
    own = list(person.roles.filter(in_force(day)))
    away = person.deputising.filter(in_force(day)).prefetch_related("person__roles")
    lent = [held for absence in away for held in absence.person.roles.all() if held.in_force(day)]
    every = [*own, *lent]
    manned = _manned(person, [held for held in every if held.stands_in], day)
    rests = [held for held in every if held.stands_in and held.office in manned]
    return Acting([held for held in every if held not in rests], rests)


def _manned(
    person: "Person", waiting: "Collection[RoleHolding]", day: date
) -> "set[tuple[str, int | None, int | None]]":
    """Those of the offices that somebody who holds them is here to fill."""
    if not waiting:
        return set()
    offices = Q()
    for held in waiting:
        offices |= Q(role=held.role, school_id=held.school_id, centre_id=held.centre_id)
    same = person.roles.model._default_manager.filter(offices, in_force(day), person__trust=person.trust_id)
    absences = person.absences.model._default_manager.filter(in_force(day), person=OuterRef("person_id"))
    here = same.filter(~Exists(absences), stands_in=False)
    return set(here.values_list("role", "school_id", "centre_id"))
