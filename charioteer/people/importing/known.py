"""What the trust knows of the people a file names, read in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from charioteer.intake.matching import header_hash
from charioteer.people.models import Engagement, Person, School, Trust
from charioteer.people.models.acting import lasting
from charioteer.people.reading.places import Known as KnownSchool
from charioteer.people.reading.places import Map

T = TypeVar("T")
AT_ONCE = 2_000
#: A file of more rows than this names so many that everybody is read at once.
MANY = 20_000


class Somebody(NamedTuple):
    """One person as stored."""

    pk: int
    name: str
    email: str
    payroll_number: str


class There(NamedTuple):
    """One engagement as stored."""

    pk: int
    person_id: int
    kind: str
    school_id: int | None
    centre_id: int | None
    from_date: date
    until_date: date | None
    job_title: str
    leader_id: int | None
    source: str

    @property
    def spot(self) -> tuple[int, str, int | None, int | None]:
        """Who, in what capacity, where: what a row is compared by."""
        return self.person_id, self.kind, self.school_id, self.centre_id


@dataclass
class Ground:
    """The people of one trust that a file is about.

    Args:
        day: the day of the import.
        source: names the list the file is an edition of: files with the same heads are one list.
        by_payroll, by_email: who has a number, an address.
        there: where each of them is or was, the latest last, by who, capacity and place.
        led: by whom everybody of the trust is led who is, now; only read for a file that names leaders.
    """

    trust: Trust
    day: date
    source: str
    places: Map
    by_payroll: dict[str, Somebody] = field(default_factory=dict)
    by_email: dict[str, Somebody] = field(default_factory=dict)
    there: dict[tuple[int, str, int | None, int | None], list[There]] = field(default_factory=dict)
    led: dict[int, set[int]] = field(default_factory=dict)


def source_of(header: Sequence[str]) -> str:
    """The name of the list that files with these heads are editions of."""
    return f"list {header_hash(header)[:16]}"


def ground_of(trust: Trust, header: Sequence[str], day: date) -> Ground:
    """Where an import begins: the places, and nobody yet."""
    schools = School.objects.filter(trust=trust).order_by("name").prefetch_related("centres")
    known = [
        KnownSchool(one.pk, one.name, one.slug, one.known_by, [(c.pk, c.name, c.slug) for c in one.centres.all()])
        for one in schools
    ]
    return Ground(trust, day, source_of(header), Map(trust.name, known))


def learn(ground: Ground, payrolls: Sequence[str], emails: Sequence[str]) -> None:
    """Read everybody who has one of these numbers or addresses, and where they are."""
    columns = Somebody._fields
    mine = Person.objects.filter(trust=ground.trust, merged_into=None).order_by()
    if len(payrolls) + len(emails) > MANY:
        found: Iterable[tuple[int, str, str, str]] = mine.values_list(*columns).iterator(chunk_size=AT_ONCE)
    else:
        by_number = (
            row for some in chunks(payrolls) for row in mine.filter(payroll_number__in=some).values_list(*columns)
        )
        by_address = (row for some in chunks(emails) for row in mine.filter(email__in=some).values_list(*columns))
        found = [*by_number, *by_address]
    people = {row[0]: Somebody(*row) for row in found}
    for one in people.values():
        if one.payroll_number:
            ground.by_payroll[one.payroll_number] = one
        if one.email:
            ground.by_email[one.email] = one
    _learn_places(ground, people)


def _learn_places(ground: Ground, people: dict[int, Somebody]) -> None:
    every = Engagement.objects.filter(person__trust=ground.trust).order_by("from_date", "pk")
    columns = There._fields
    if len(people) > MANY:
        rows: Iterable[tuple[object, ...]] = every.values_list(*columns).iterator(chunk_size=AT_ONCE)
    else:
        rows = (row for some in chunks(list(people)) for row in every.filter(person__in=some).values_list(*columns))
    there: dict[tuple[int, str, int | None, int | None], list[There]] = defaultdict(list)
    for row in rows:
        one = There._make(row)
        there[one.spot].append(one)
    ground.there = there


def learn_leaders(ground: Ground) -> None:
    """Read who is led by whom in the whole trust, to find circles that a file would close."""
    led = Engagement.objects.filter(lasting(ground.day), person__trust=ground.trust).exclude(leader=None)
    found: dict[int, set[int]] = defaultdict(set)
    for person, leader in led.values_list("person_id", "leader_id").iterator(chunk_size=AT_ONCE):
        found[person].add(leader)
    ground.led = found


def from_this_list(ground: Ground) -> Iterator[There]:
    """Where people are today whom an earlier edition of the list named there."""
    rows = Engagement.objects.filter(lasting(ground.day), source=ground.source, person__trust=ground.trust)
    for row in rows.values_list(*There._fields).iterator(chunk_size=AT_ONCE):
        yield There._make(row)


def chunks(things: Iterable[T]) -> Iterator[list[T]]:
    """A few at a time, as many as a query takes."""
    steps = iter(things)
    while some := list(islice(steps, AT_ONCE)):
        yield some
