"""How the public list is searched, narrowed and paged; a long one is read place by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from charioteer.channels import queries
from charioteer.channels.models import Scope
from charioteer.channels.public import places
from charioteer.channels.public.rows import PublicRow, rows
from charioteer.channels.standing import WORDS, Word
from charioteer.look.lists import Choice, Column, Filter, List, Page
from charioteer.people.models import School

_EMPTY = "Nothing is on the list yet. It fills when the Trust’s register is imported, or a channel is added by hand."
_SHOWN = (Word.OFFICIAL, Word.PARTNER, Word.UNASSESSED, Word.SUSPENDED, Word.CLOSING, Word.CLOSED)
_STANDINGS = tuple(Choice(word.value, WORDS[word], word.value) for word in _SHOWN)
_COLUMN = Column("name", "Name", "title")
_NAMES = ("channel", "channels")
_SEARCHED = ("name", "handle", "owner_body")


@dataclass(frozen=True, slots=True)
class Section:
    """One place of the page, with the rows of it that are on this page."""

    anchor: str
    title: str
    rows: list[PublicRow]


def _count(channels: QuerySet[Any]) -> Mapping[str, int]:
    return dict(channels.values_list("standing_now").annotate(n=Count("pk")))


def _at(place: str) -> Q:
    fixed = {queries.THE_TRUST: Q(scope=Scope.TRUST), queries.NOT_STATED: Q(scope=Scope.UNSTATED)}
    return fixed.get(place) or Q(school__in=School.objects.filter(slug=place).values("pk"))


_PLACE = Filter("place", "School", _at, every="Every school")
_STANDING = Filter("standing", "Show", "standing_now", _STANDINGS, chips=True, counts=_count)
_BY_PLACE = Case(
    When(scope=Scope.TRUST, then=Value(0)),
    When(scope=Scope.SCHOOL, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
WHOLE = List(_NAMES, (_COLUMN,), (_BY_PLACE, "school__name", "school", "name"), (_STANDING, _PLACE), _SEARCHED, _EMPTY)
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
    for row in rows(channels, now):
        titles = {queries.THE_TRUST: "The Trust", queries.NOT_STATED: "School not stated"}
        title = titles.get(row.place, row.school)
        found.setdefault(row.place, Section(row.place, title, [])).rows.append(row)
    return list(found.values())


def _choices(place: str, long: bool) -> Sequence[Choice]:
    if long:
        name = places.name_of(place) if place else ""
        return [Choice(place, name)] if name else []
    schools = [Choice(school.slug, school.name) for school in queries.listed_schools()]
    return [Choice(queries.THE_TRUST, "The Trust"), *schools, Choice(queries.NOT_STATED, "Not stated")]
