"""Who holds which office on a day, and who acts in it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from charioteer.people.models import Absence, Person, RoleHolding, User
from charioteer.people.models.acting import in_force, lasting
from charioteer.people.roles import ADMINISTRATOR


class Office(NamedTuple):
    """One role at one place; both None is the trust itself."""

    role: str
    school_id: int | None = None
    centre_id: int | None = None


class Way(StrEnum):
    """How somebody comes to an office."""

    HOLDS = "holds"
    STANDS_IN = "stands in"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Holder:
    """One person and one office on one day.

    Args:
        away: they are away that day. That takes nothing from whoever holds the office.
        acts: they may act in it that day.
        instead_of: whom a deputy acts for.
        until: the last day of it, if that is known.
        holding_id: the row it comes from; a deputy's is that of whoever is away.
    """

    person_id: int
    name: str
    way: Way
    away: bool
    acts: bool
    holding_id: int
    instead_of: str = ""
    until: date | None = None


class _Held(NamedTuple):
    person_id: int
    name: str
    stands_in: bool
    until: date | None
    pk: int


def holders(
    role: str, trust_id: int, day: date, *, school_id: int | None = None, centre_id: int | None = None
) -> list[Holder]:
    """Who holds, stands in for or deputises in one office on a day; `acts` says who may act in it. Empty: vacant.

    Args:
        school_id, centre_id: the place; neither is the trust itself.
    """
    at = None if school_id is None else {school_id}
    found = offices(trust_id, day, roles={role}, school_ids=at, whole_trust=school_id is None)
    return found.get(Office(role, school_id, centre_id), [])


def offices(
    trust_id: int,
    day: date,
    *,
    roles: Collection[str] | None = None,
    school_ids: Collection[int] | None = None,
    whole_trust: bool = False,
) -> Mapping[Office, list[Holder]]:
    """Who is in every office of a trust on a day, in two queries. An office nobody is in is not there.

    Args:
        roles: only these; None for all.
        school_ids: only at these schools and their centres; None for everywhere.
        whole_trust: only the offices of the trust itself.
    """
    held = RoleHolding.objects.on(day).filter(person__trust_id=trust_id)
    gone = Absence.objects.filter(in_force(day), person__trust_id=trust_id)
    if roles is not None:
        held = held.filter(role__in=roles)
    if whole_trust:
        held = held.filter(school=None)
    elif school_ids is not None:
        held = held.filter(school_id__in=school_ids)
        gone = gone.filter(person_id__in=held.values("person_id"))
    away: dict[int, list[tuple[int | None, str | None]]] = defaultdict(list)
    for person_id, deputy_id, deputy in gone.values_list("person_id", "deputy_id", "deputy__name"):
        away[person_id].append((deputy_id, deputy))
    at: dict[Office, list[_Held]] = defaultdict(list)
    columns = ("role", "school_id", "centre_id", "person_id", "person__name", "stands_in", "until_date", "pk")
    for role, school_id, centre_id, *row in held.order_by("stands_in", "from_date", "pk").values_list(*columns):
        at[Office(role, school_id, centre_id)].append(_Held(*row))
    return {office: list(_in_office(rows, away)) for office, rows in at.items()}


def _in_office(rows: list[_Held], away: Mapping[int, list[tuple[int | None, str | None]]]) -> Iterator[Holder]:
    manned = any(not row.stands_in and row.person_id not in away for row in rows)
    for row in rows:
        acts = not (row.stands_in and manned)
        way = Way.STANDS_IN if row.stands_in else Way.HOLDS
        yield Holder(row.person_id, row.name, way, row.person_id in away, acts, row.pk, until=row.until)
        for deputy_id, deputy in away.get(row.person_id, ()):
            if deputy_id is not None:
                gone = deputy_id in away
                yield Holder(deputy_id, str(deputy), Way.DEPUTY, gone, acts, row.pk, instead_of=row.name)


def administered_by_others(person: Person, day: date) -> bool:
    """Whether anybody else is an administrator of the trust from a day on, without end, and can sign in."""
    others = RoleHolding.objects.filter(
        role=ADMINISTRATOR, stands_in=False, until_date=None, from_date__lte=day, person__trust=person.trust_id
    )
    return others.filter(person__user__is_active=True).exclude(person=person).exists()


def administers(person: Person, day: date) -> bool:
    """Whether somebody is an administrator of their trust on a day or from a later one, and can sign in."""
    held = person.roles.filter(lasting(day)).filter(role=ADMINISTRATOR, stands_in=False)
    return held.exists() and User.objects.filter(person=person, is_active=True).exists()
