"""One office at one place, and how it stands: who holds it, whether the place does without, how many are missing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from charioteer.people.models import Centre, NoSuchOffice, RoleHolding, School, Trust
from charioteer.people.posts import BY_ROLE, POSTS, ROLES_ASKED, Post, Step
from charioteer.people.roles import ROLES, At

STAND_IN = "stand-in"
Place = tuple[int, int | None, int | None]
"""Trust, school, centre."""


class Holder(NamedTuple):
    """Somebody who holds a role at a place today. Not a row of the database: a trust may have very many."""

    pk: int
    role: str
    trust_id: int
    school_id: int | None
    centre_id: int | None
    stands_in: bool
    person_id: int
    name: str
    since: date

    @property
    def role_name(self) -> str:
        """The name of the role."""
        return ROLES[self.role].name


@dataclass(frozen=True)
class Slot:
    """One office at one place; or, with `stand_in`, standing in for it."""

    post: Post
    trust: Trust
    school: School | None = None
    centre: Centre | None = None
    stand_in: bool = False

    @property
    def key(self) -> str:
        """Its name in an address: "dsl.vega-house", "stand-in.ceo"."""
        parts = [STAND_IN] if self.stand_in else []
        parts.append(self.post.role)
        return ".".join(parts + [place.slug for place in (self.school, self.centre) if place])

    @property
    def where(self) -> str:
        """The place in words."""
        return str((self.centre or self.school or self.trust).name)

    @property
    def place(self) -> Place:
        """The place by its numbers."""
        school, centre = self.school, self.centre
        return self.trust.pk, school.pk if school else None, centre.pk if centre else None

    @property
    def step(self) -> Step:
        """Where in the setting up it is filled."""
        return Step.STAND_INS if self.stand_in else self.post.step

    @property
    def least(self) -> int:
        """How many must hold it."""
        return 1 if self.stand_in else self.post.least

    @property
    def several(self) -> bool:
        """Whether more than one may hold it."""
        return self.stand_in or self.post.several

    @property
    def words(self) -> str:
        """What it is, in the middle of a sentence: "stand-in for the headteacher"."""
        return f"stand-in for the {self.post.words}" if self.stand_in else self.post.words

    @property
    def title(self) -> str:
        """What it is, as a heading."""
        return f"Stand-in: {self.post.name}" if self.stand_in else self.post.name


@dataclass(frozen=True)
class Filled:
    """How one slot stands on one day."""

    slot: Slot
    holders: tuple[Holder, ...] = ()
    none: NoSuchOffice | None = None

    @property
    def lacks(self) -> int:
        """How many people are missing."""
        people = {held.person_id for held in self.holders}
        return 0 if self.none else max(self.slot.least - len(people), 0)

    @property
    def open(self) -> bool:
        """Whether somebody could still be added."""
        return self.slot.several or not self.holders


@dataclass
class _Read:
    """What was read of the database, by role and place."""

    held: dict[tuple[str, Place, bool], list[Holder]] = field(default_factory=lambda: defaultdict(list))
    nones: dict[tuple[str, Place, bool], NoSuchOffice] = field(default_factory=dict)


def survey(day: date, *, trust_ids: Collection[int] | None = None, school: School | None = None) -> Iterator[Filled]:
    """Every slot of every place and how it stands, in the order of the pages: the trust, then school by school.

    Five queries, however many schools there are.

    Args:
        day: which day's holders count.
        trust_ids: which trusts; None for all.
        school: only this school and its centres.
    """
    trusts = Trust.objects.order_by("name", "pk")
    trusts = trusts if trust_ids is None else trusts.filter(pk__in=trust_ids)
    places = {trust.pk: trust for trust in trusts}
    schools = School.objects.filter(trust__in=places, **({"pk": school.pk} if school else {})).order_by("name", "pk")
    centres = Centre.objects.filter(school__in=schools).order_by("name", "pk")
    read = _read(day, places, school)
    under: dict[int, list[Centre]] = defaultdict(list)
    for centre in centres:
        under[centre.school_id].append(centre)
    found: dict[int, list[School]] = defaultdict(list)
    for one in schools:
        found[one.trust_id].append(one)
    for trust in places.values():
        if school is None:
            yield from (_filled(slot, read) for slot in _slots(trust, None, None))
        for one in found[trust.pk]:
            yield from (_filled(slot, read) for slot in _slots(trust, one, None))
            for centre in under[one.pk]:
                yield from (_filled(slot, read) for slot in _slots(trust, one, centre))


def one_slot(trust: Trust, key: str) -> Slot | None:
    """The slot an address names, or None."""
    parts = key.split(".")
    stand_in = parts[0] == STAND_IN
    role, *slugs = parts[stand_in:] or [""]
    post = BY_ROLE.get(role)
    if post is None or (stand_in and not post.stood_in_for) or len(slugs) != _DEPTH[post.at]:
        return None
    school = School.objects.filter(trust=trust, slug=slugs[0]).first() if slugs else None
    centre = Centre.objects.filter(school=school, slug=slugs[1]).first() if len(slugs) > 1 and school else None
    if [school, centre].count(None) != 2 - len(slugs):
        return None
    return Slot(post, trust, school, centre, stand_in)


def as_it_stands(slot: Slot, day: date) -> Filled:
    """How one slot stands."""
    return _filled(slot, _read(day, [slot.trust.pk], slot.school))


_OF_A_HOLDER = ("pk", "role", "person__trust", "school", "centre", "stands_in", "person", "person__name", "from_date")
_DEPTH = {At.TRUST: 0, At.SCHOOL: 1, At.CENTRE: 2}


def _slots(trust: Trust, school: School | None, centre: Centre | None) -> Iterator[Slot]:
    at = At.CENTRE if centre else At.SCHOOL if school else At.TRUST
    for post in POSTS:
        if post.at is at:
            yield Slot(post, trust, school, centre)
            if post.stood_in_for:
                yield Slot(post, trust, school, centre, stand_in=True)


def _read(day: date, trust_ids: Iterable[int], school: School | None) -> _Read:
    here = Q(school=None) | Q(school=school) if school else Q()
    held = RoleHolding.objects.on(day).filter(here, person__trust__in=trust_ids, role__in=ROLES_ASKED)
    read = _Read()
    for row in held.order_by("person__name", "pk").values_list(*_OF_A_HOLDER):
        one = Holder(*row)
        read.held[one.role, (one.trust_id, one.school_id, one.centre_id), one.stands_in].append(one)
    for none in NoSuchOffice.objects.filter(here, trust__in=trust_ids):
        read.nones[none.role, (none.trust_id, none.school_id, none.centre_id), none.stand_in] = none
    return read


def _filled(slot: Slot, read: _Read) -> Filled:
    role, place = slot.post.role, slot.place
    holders = [*read.held.get((role, place, slot.stand_in), ())]
    if slot.stand_in:
        holders += [held for deputy in slot.post.deputies for held in read.held.get((deputy, place, False), ())]
    elif slot.post.step is not Step.OFFICES:
        # Whoever clears or keeps custody for the whole trust does so for each of its schools.
        holders += read.held.get((role, (place[0], None, None), False), ())
    return Filled(slot, tuple(holders), read.nones.get((role, place, slot.stand_in)))
