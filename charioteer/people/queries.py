"""Reads about trusts and who belongs to them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Prefetch

from charioteer.errors import BadInput
from charioteer.people.models import Absence, Centre, Engagement, Person, RoleHolding, School, Trust, User
from charioteer.people.models.acting import in_force, lasting
from charioteer.people.roles import ADMINISTRATOR


def trusts() -> list[Trust]:
    """Every trust of this installation, with its schools and their centres, in the order they were set up."""
    centres = Prefetch("centres", Centre.objects.order_by("name"))
    schools = Prefetch("schools", School.objects.order_by("name").prefetch_related(centres))
    return list(Trust.objects.order_by("pk").prefetch_related(schools))


def the_trust(slug: str = "") -> Trust:
    """Find the trust that is meant when most installations have exactly one.

    Args:
        slug: the trust's short name; needed only where several live together.
    Raises:
        BadInput: there is none, none of that name, or several and no name was given.
    """
    found = list(Trust.objects.order_by("pk"))
    if not found:
        raise BadInput("No trust is set up yet. Run `charioteer init`.", where="trust")
    if not slug and len(found) == 1:
        return found[0]
    names = ", ".join(trust.slug for trust in found)
    for trust in found:
        if trust.slug == slug:
            return trust
    if slug:
        raise BadInput(f"There is no trust called “{slug}” here. Choose one of: {names}.", where="trust")
    raise BadInput(f"Several trusts live here. Say which one: {names}.", where="trust")


def user_by_email(email: str) -> User | None:
    """Find the sign-in of an address, in whatever case it was typed."""
    return User.objects.filter(email__iexact=email.strip()).select_related("person__trust").first()


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


class _Held(NamedTuple):
    person_id: int
    name: str
    stands_in: bool
    until: date | None
    pk: int


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


def places_of(person: Person, day: date) -> set[tuple[int | None, int | None]]:
    """Where somebody is or will be, as school and centre; where they were, if they are nowhere any more."""
    spots = ("school_id", "centre_id")
    engaged, held = person.engagements.all(), person.roles.all()
    found: set[tuple[int | None, int | None]] = set(engaged.filter(lasting(day)).values_list(*spots))
    found |= set(held.filter(lasting(day)).values_list(*spots))
    return found or set(engaged.values_list(*spots)) | set(held.values_list(*spots))


def roles_that_end(engagement: Engagement, last_day: date) -> list[RoleHolding]:
    """The roles that would end if somebody left a place on a day.

    Those at its school, if they are not engaged there otherwise; every role, if they are engaged nowhere any more.
    """
    after = RoleHolding.objects.filter(person=engagement.person_id).exclude(until_date__lte=last_day).order_by("pk")
    others = Engagement.objects.filter(person=engagement.person_id).exclude(pk=engagement.pk)
    schools = set(others.exclude(until_date__lte=last_day).values_list("school_id", flat=True))
    if not schools:
        return list(after)
    return [] if engagement.school_id in schools else list(after.filter(school=engagement.school))


def school_of(person: Person, day: date) -> int | None:
    """The school whose log tells what happens to somebody who is at several; None is the trust's own."""
    return min((school for school, _ in places_of(person, day) if school is not None), default=None)


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


def loop_of_leaders(person: Person, leader: Person, day: date) -> list[str]:
    """The names of a chain of leaders that would close if `leader` led `person`; [] if none would.

    From the person downwards: who leads whom, ending with the person again.
    """
    led_by: dict[int, int] = {}
    frontier = {leader.pk}
    seen = {leader.pk}
    while frontier and person.pk not in seen:
        found = Engagement.objects.filter(lasting(day), person_id__in=frontier).exclude(leader=None)
        frontier = set()
        for led, above in found.values_list("person_id", "leader_id"):
            if above not in seen:
                led_by[above] = led
                frontier.add(above)
        seen |= frontier
    if person.pk not in seen:
        return []
    chain = [person.pk]
    while chain[-1] != leader.pk:
        chain.append(led_by[chain[-1]])
    names = dict(Person.objects.filter(pk__in=chain).values_list("pk", "name"))
    return [*(names[one] for one in chain), person.name]


def chain_words(names: Sequence[str]) -> str:
    """ "Ana leads Ben, who leads Cy, who leads Ana"."""
    return f"{names[0]} leads " + ", who leads ".join(names[1:])


def find_person(said: str, *, by: Person) -> Person:
    """The one person some words mean: by address or payroll number in the whole trust, by name among those one sees.

    Raises:
        BadInput: nobody, or several.
    """
    said = " ".join(said.split())
    mine = Person.objects.filter(trust=by.trust_id, merged_into=None)
    exact = mine.filter(email__iexact=said) if "@" in said else mine.filter(payroll_number=said)
    found = list(exact[:2]) or list(Person.objects.visible_to(by).filter(name__iexact=said)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"Several people are called {said}. Type the e-mail address or payroll number.")
    raise BadInput(f"Nobody on the list is “{said}”. Type their e-mail address, payroll number or whole name.")
