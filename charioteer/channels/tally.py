"""How many channels each place has of each standing, in one read that is bounded however long the register is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from charioteer.channels.models import ChannelQuerySet, Scope
from charioteer.channels.queries import NOT_STATED, THE_TRUST, place_key, place_name
from charioteer.people.models import School, Trust


@dataclass(frozen=True, slots=True)
class Line:
    """One place and one standing: how many channels.

    Args:
        school: with its name and its name in addresses; None for a place that is no school.
    """

    trust_id: int
    scope: str
    school: School | None
    standing: str
    count: int

    @property
    def slug(self) -> str:
        """The place's name in addresses, without its trust's."""
        return self.school.slug if self.school else THE_TRUST if self.scope == Scope.TRUST else NOT_STATED


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """One line of the public home page: a place and how many channels of each standing."""

    name: str
    anchor: str
    counts: dict[str, int]


def tally(channels: ChannelQuerySet, now: datetime, *, most: int | None = None) -> list[Line] | None:
    """Count channels by place and standing; one query.

    Args:
        channels: those to be counted.
        now: the moment their standing is asked for.
        most: how many may be counted; None where it is known that there are not many.
    Returns:
        The lines; None if there are more than `most`.
    """
    by = ("trust_id", "scope", "school_id", "school__slug", "school__name", "standing_now")
    rows: QuerySet[Any, Any] = channels.standing_at(now).order_by().values_list(*by)
    # Counted here and not by the database: what is read is bounded, and a nested question takes longer to put.
    found = list(rows if most is None else rows[: most + 1])
    if most is not None and len(found) > most:
        return None
    return [
        Line(trust, scope, School(pk=pk, trust_id=trust, slug=slug, name=name) if pk else None, standing, count)
        for (trust, scope, pk, slug, name, standing), count in Counter(found).items()
    ]


def schools(lines: Iterable[Line]) -> list[School]:
    """The schools counted, by name."""
    found = {line.school.pk: line.school for line in lines if line.school}
    return sorted(found.values(), key=lambda school: (school.name, school.pk))


def by_standing(lines: Iterable[Line]) -> dict[str, int]:
    """How many there are of each standing."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.standing] = counts.get(line.standing, 0) + line.count
    return counts


def places(lines: Sequence[Line], trusts: Sequence[Trust], limit: int = 30) -> list[PlaceCount]:
    """Where the channels are, trust by trust and school by school, the trust itself first, "not stated" last.

    Args:
        lines: what was counted.
        trusts: every trust, in order.
        limit: schools shown; the others are reached through the list itself.
    """
    there: dict[tuple[int, str, int | None], list[Line]] = {}
    for line in lines:
        there.setdefault((line.trust_id, line.scope, line.school.pk if line.school else None), []).append(line)
    shown = schools(lines)[:limit]
    return [
        PlaceCount(name, anchor, by_standing(there[key]))
        for trust in trusts
        for key, name, anchor in _places_of(trust, shown, several=len(trusts) > 1)
        if key in there
    ]


def _places_of(trust: Trust, found: Iterable[School], *, several: bool) -> Iterator[tuple[Any, str, str]]:
    fixed = {slug: place_name(trust, None, slug, several=several) for slug in (THE_TRUST, NOT_STATED)}
    first = fixed[THE_TRUST] if several else "The Trust itself"
    yield (trust.pk, Scope.TRUST.value, None), first, place_key(trust, THE_TRUST, several=several)
    for one in found:
        if one.trust_id == trust.pk:
            name = place_name(trust, one, one.slug, several=several)
            yield (trust.pk, Scope.SCHOOL.value, one.pk), name, place_key(trust, one.slug, several=several)
    yield (trust.pk, Scope.UNSTATED.value, None), fixed[NOT_STATED], place_key(trust, NOT_STATED, several=several)
