"""How the public list is searched, narrowed and paged; a long one is read place by place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.safestring import SafeString

from charioteer.channels import queries, tally
from charioteer.channels.models import Channel, Scope
from charioteer.channels.public import places, written
from charioteer.channels.public.places import House, Place
from charioteer.channels.public.rows import PublicRow, listed_rows
from charioteer.channels.queries import NOT_STATED, THE_TRUST, place_key, place_name
from charioteer.channels.standing import WORDS, Word
from charioteer.channels.tally import Line
from charioteer.look.lists import Asked, Choice, Column, Counted, Filter, List, Page
from charioteer.people.models import School, Trust

_EMPTY = "Nothing is on the list yet. It fills when the Trust’s register is imported, or a channel is added by hand."
_SHOWN = (Word.OFFICIAL, Word.PARTNER, Word.UNASSESSED, Word.SUSPENDED, Word.CLOSING, Word.CLOSED)
_STANDINGS = tuple(Choice(word.value, WORDS[word], word.value) for word in _SHOWN)
_COLUMN = Column("name", "Name", "title")
_NAMES = ("channel", "channels")
_SEARCHED = ("name", "handle", "owner_body")


@dataclass(frozen=True, slots=True)
class Section:
    """One place of the page, with the rows of it that are on this page.

    Args:
        unstated: the register names no school for these.
        rows: ready to be shown, in full or in brief.
    """

    anchor: str
    title: str
    unstated: bool
    rows: SafeString


def _count(channels: QuerySet[Any]) -> Mapping[str, int] | None:
    found = list(channels.values_list("standing_now", flat=True)[: places.LONG + 1])
    return None if len(found) > places.LONG else Counter(found)


_PLACE = Filter("place", "School", places.at, every="Every school")
_STANDING = Filter("standing", "Show", "standing_now", _STANDINGS, chips=True, counts=_count)
_BY_PLACE = Case(
    When(scope=Scope.TRUST, then=Value(0)),
    When(scope=Scope.SCHOOL, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
_IN_ORDER = (_BY_PLACE, "school__name", "school_id", "name")
OF_ONE_TRUST = List(_NAMES, (_COLUMN,), _IN_ORDER, (_STANDING, _PLACE), _SEARCHED, _EMPTY)
WHOLE = List(_NAMES, (_COLUMN,), ("trust__name", "trust_id", *_IN_ORDER), (_STANDING, _PLACE), _SEARCHED, _EMPTY)
ONE_PLACE = List(_NAMES, (_COLUMN,), ("name",), (_STANDING, _PLACE), _SEARCHED, _EMPTY)
FOUND = List(_NAMES, (_COLUMN,), (), (_PLACE,), _SEARCHED, _EMPTY)
SCHOOLS = List(("school", "schools"), (_COLUMN,), ("name",))


def page_of(asked: Mapping[str, str], *, house: House, now: datetime) -> Page:
    """One page of channels.

    Args:
        asked: `request.GET`; nothing in it can make this fail.
        house: whose list it is; of a long one, only the place asked for is counted, and only as far as `LONG`.
        now: the moment standings are asked for.
    """
    channels = queries.public_rows(now)
    if house.long:
        return _of_a_place(channels, asked, house, now)
    lines = tally.tally(Channel.objects.public(), now) or []
    trusts = {trust.pk: trust for trust in all_trusts(house)}
    there = {*tally.by_standing(lines), asked.get("standing", "")}
    choices = {
        "place": _places(lines, trusts, several=house.several),
        "standing": [one for one in _STANDINGS if one.value in there],
    }

    def counted(wanted: Asked) -> Counted | None:
        place = wanted.filters.get("place")
        keys = ((line, place_key(trusts[line.trust_id], line.slug, several=house.several)) for line in lines)
        return _counted(wanted, [line for line, key in keys if place in {None, key}])

    return _whole(house).read(channels, asked, choices=choices, exports=False, counted=counted)


def whole(house: House, now: datetime) -> list[Section]:
    """Every channel, place by place and in brief; for a list that is known to be short."""
    channels = queries.public_rows(now).order_by(*_whole(house).order, "pk")
    return sections(list(channels), house, now, brief=True)


def schools_of(asked: Mapping[str, str], house: House) -> Page:
    """One page of the schools that have channels, for a list that is read place by place."""
    return SCHOOLS.read(_listed_schools(house), {"page": asked.get("page", "")}, exports=False)


def links(schools: Iterable[School], house: House) -> list[Place]:
    """The schools of a long list as places."""
    if house.several:
        return [places.of_school(school, long=True, several=True) for school in schools]
    address = places.href("", long=True)
    return [Place(school.name, school.slug, f"{address}{quote(school.slug)}") for school in schools]


def first_schools(house: House, limit: int = 30) -> list[Place]:
    """The first schools of a long list, by name."""
    return links(_listed_schools(house)[:limit], house)


def all_trusts(house: House) -> Sequence[Trust]:
    """Every trust, by name; asked only where there are several."""
    return list(Trust.objects.order_by("name", "pk")) if house.several else house.trusts


def sections(channels: Sequence[Any], house: House, now: datetime, *, brief: bool = False) -> list[Section]:
    """The channels of one page, place by place in the order they come.

    Args:
        channels: of `queries.public_rows`.
        house: whose list it is.
        now: the moment standings are asked for.
        brief: rows with no more than name, sort and standing; which offices run them is not asked.
    """
    trusts = {trust.pk: trust for trust in all_trusts(house)}
    made = listed_rows(channels, {pk: trust.name for pk, trust in trusts.items()}, now, brief=brief)
    found: dict[tuple[int, str], list[PublicRow]] = {}
    for channel, one in zip(channels, made, strict=True):
        found.setdefault((channel.trust_id, one.place), []).append(one)
    return [_section(trusts[pk], there, house, brief) for (pk, _), there in found.items()]


def _section(trust: Trust, there: list[PublicRow], house: House, brief: bool) -> Section:
    place, write = there[0].place, written.in_brief if brief else written.in_full
    school = School(name=there[0].school) if there[0].school else None
    title = place_name(trust, school, place, several=house.several)
    return Section(place_key(trust, place, several=house.several), title, place == NOT_STATED, write(there))


def _whole(house: House) -> List:
    return WHOLE if house.several else OF_ONE_TRUST


def _listed_schools(house: House) -> QuerySet[School]:
    schools = queries.listed_schools()
    return (
        schools.only("name", "slug", "trust__name", "trust__slug").select_related("trust") if house.several else schools
    )


def _of_a_place(channels: QuerySet[Any], asked: Mapping[str, str], house: House, now: datetime) -> Page:
    place = asked.get("place", "")
    lines: list[Line] | None = None
    if place and place.isprintable():  # PostgreSQL refuses to look for a NUL
        lines = tally.tally(Channel.objects.public().filter(places.at(place)), now, most=places.LONG)
    name = _name(place, lines, house)
    choices = {"place": [Choice(place, name)] if name else []}
    if not name:
        return FOUND.read(channels, asked, choices=choices, exports=False)
    return ONE_PLACE.read(
        channels,
        asked,
        choices=choices,
        exports=False,
        counted=lambda wanted: None if lines is None else _counted(wanted, lines),
    )


def _name(place: str, lines: list[Line] | None, house: House) -> str:
    if lines and house.trust and lines[0].slug == place:
        return place_name(house.trust, lines[0].school, place, several=False)
    return places.name_of(place) if place else ""


def _counted(wanted: Asked, lines: Sequence[Line]) -> Counted | None:
    """What is known of a page from the lines of its place; nothing, once somebody searches it."""
    if wanted.q:
        return None
    counts = tally.by_standing(lines)
    standing = wanted.filters.get("standing")
    return Counted(counts.get(standing, 0) if standing else sum(counts.values()), {"standing": counts})


def _places(lines: Sequence[Line], trusts: Mapping[int, Trust], *, several: bool) -> list[Choice]:
    named = [
        Choice(place_key(trust, school.slug, several=several), place_name(trust, school, school.slug, several=several))
        for school in tally.schools(lines)
        for trust in (trusts[school.trust_id],)
    ]
    if not several:
        return [Choice(THE_TRUST, "The Trust"), *named, Choice(NOT_STATED, "Not stated")]
    own, unstated = ([_of_trust(trust, slug) for trust in trusts.values()] for slug in (THE_TRUST, NOT_STATED))
    return [*own, *named, *unstated]


def _of_trust(trust: Trust, slug: str) -> Choice:
    return Choice(place_key(trust, slug, several=True), place_name(trust, None, slug, several=True))
