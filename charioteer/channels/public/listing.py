"""How the public list is searched, narrowed and paged; a long one is read place by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from charioteer.channels import queries
from charioteer.channels.models import Scope
from charioteer.channels.public import places
from charioteer.channels.public.rows import PublicRow, rows
from charioteer.channels.standing import WORDS, Word
from charioteer.look.lists import Choice, Column, Filter, List, Page

_EMPTY = "Nothing is on the list yet. It fills when the Trust’s register is imported, or a channel is added by hand."
_SHOWN = (Word.OFFICIAL, Word.PARTNER, Word.UNASSESSED, Word.SUSPENDED, Word.CLOSING, Word.CLOSED)
_STANDINGS = tuple(Choice(word.value, WORDS[word], word.value) for word in _SHOWN)
_COLUMN = Column("name", "Name", "title")
_FIXED = (queries.THE_TRUST, queries.NOT_STATED)
_NAMES = ("channel", "channels")
_SEARCHED = ("name", "handle", "owner_body")


@dataclass(frozen=True, slots=True)
class Section:
    """One place of the page, with the rows of it that are on this page.

    Args:
        unstated: the register names no school for these.
    """

    anchor: str
    title: str
    unstated: bool
    rows: list[PublicRow]


def _count(channels: QuerySet[Any]) -> Mapping[str, int]:
    return dict(channels.values_list("standing_now").annotate(n=Count("pk")))


_PLACE = Filter("place", "School", places.at, every="Every school")
_STANDING = Filter("standing", "Show", "standing_now", _STANDINGS, chips=True, counts=_count)
_BY_PLACE = Case(
    When(scope=Scope.TRUST, then=Value(0)),
    When(scope=Scope.SCHOOL, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
_IN_ORDER = ("trust__name", "trust", _BY_PLACE, "school__name", "school", "name")
WHOLE = List(_NAMES, (_COLUMN,), _IN_ORDER, (_STANDING, _PLACE), _SEARCHED, _EMPTY)
ONE_PLACE = List(_NAMES, (_COLUMN,), ("name",), (_STANDING, _PLACE), _SEARCHED, _EMPTY)
FOUND = List(_NAMES, (_COLUMN,), (), (_PLACE,), _SEARCHED, _EMPTY)
SCHOOLS = List(("school", "schools"), (_COLUMN,), ("name",))


def page_of(asked: Mapping[str, str], *, long: bool, now: datetime) -> Page:
    """One page of channels.

    Args:
        asked: `request.GET`; nothing in it can make this fail.
        long: whether the list is read place by place.
        now: the moment standings are asked for.
    """
    place = asked.get("place", "")
    wanted = WHOLE if not long else ONE_PLACE if place else FOUND
    channels: QuerySet[Any] = queries.public_register().standing_at(now)
    choices: dict[str, Sequence[Choice]] = {"place": _choices(place, long), "standing": _STANDINGS}
    if not long:
        there = set(channels.order_by().values_list("standing_now", flat=True).distinct())
        choices["standing"] = [one for one in _STANDINGS if one.value in {*there, asked.get("standing", "")}]
    return wanted.read(channels, asked, choices=choices, exports=False)


def whole(now: datetime) -> list[Section]:
    """Every channel, place by place; for a list that is known to be short."""
    channels = queries.public_register().standing_at(now)
    return sections(list(channels.order_by(*WHOLE.order, "pk")), now)


def schools_of(asked: Mapping[str, str]) -> Page:
    """One page of the schools that have channels, for a list that is read place by place."""
    return SCHOOLS.read(queries.listed_schools(), {"page": asked.get("page", "")}, exports=False)


def sections(channels: Sequence[Any], now: datetime) -> list[Section]:
    """The channels of one page, place by place in the order they come."""
    found: dict[str, Section] = {}
    several = queries.several_trusts()
    for channel, row in zip(channels, rows(channels, now), strict=True):
        anchor = queries.place_key(channel.trust, row.place, several=several)
        if anchor not in found:
            title = queries.place_name(channel.trust, channel.school, row.place, several=several)
            found[anchor] = Section(anchor, title, row.place == queries.NOT_STATED, [])
        found[anchor].rows.append(row)
    return list(found.values())


def _choices(place: str, long: bool) -> Sequence[Choice]:
    if long:
        name = places.name_of(place) if place else ""
        return [Choice(place, name)] if name else []
    several = queries.several_trusts()
    schools = [places.of_school(school, long=False, several=several) for school in queries.listed_schools()]
    named = [Choice(school.anchor, school.name) for school in schools]
    own, unstated = [Choice(queries.THE_TRUST, "The Trust")], [Choice(queries.NOT_STATED, "Not stated")]
    if several:
        own, unstated = ([Choice(place.anchor, place.name) for place in places.of_trusts(slug)] for slug in _FIXED)
    return [*own, *named, *unstated]
