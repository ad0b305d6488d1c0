"""Reads for the board: what was asked, what was answered, what one place said over time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, Q

from charioteer.assurance.answers import Asked, Held
from charioteer.assurance.models import Result, Run
from charioteer.assurance.places import Place

_HELD = ("state", "total", "failing", "unknown", "note")


def runs(moment: datetime | None) -> dict[str, Asked]:
    """The last asking of each control. One question.

    Args:
        moment: before then; None for now.
    """
    found = Run.objects.order_by()
    if moment is None:
        found = found.filter(latest=True)
    else:
        last = found.filter(asked_at__lte=moment).values("control").annotate(pk_last=Max("pk")).values("pk_last")
        found = found.filter(pk__in=last)
    rows = found.values_list("control", "asked_at", "ok", "error")
    return {key: Asked(asked_at, ok, error) for key, asked_at, ok, error in rows}


def first_asked() -> datetime | None:
    """When anything was asked for the first time."""
    found: datetime | None = Run.objects.aggregate(first=Min("asked_at"))["first"]
    return found


def results(
    trust_id: int, places: Collection[Place], moment: datetime | None, *, every_place: bool = False
) -> dict[tuple[str, int | None], Held]:
    """What was answered about some places of a trust, by control and school. One question.

    Args:
        places: which.
        moment: as it was then; None for now.
        every_place: they are all the places there are, so the database need not be told each.
    """
    found = Result.objects.filter(trust_id=trust_id).order_by()
    found = found.current() if moment is None else found.at(moment)
    if not every_place:
        wanted = Q(school_id__in=[place.school_id for place in places if place.school_id is not None])
        found = found.filter(wanted | Q(school=None) if any(place.of_trust for place in places) else wanted)
    rows = found.values_list("control", "school_id", *_HELD)
    return {(control, school): Held(*held) for control, school, *held in rows.iterator(chunk_size=5_000)}


@dataclass(frozen=True, slots=True)
class Once:
    """What one control said of one place, from when until when (None: to this day)."""

    control: str
    version: int
    held: Held
    valid_from: datetime
    valid_until: datetime | None


def history(trust_id: int, place: Place, controls: Collection[str], most: int = 60) -> list[Once]:
    """What some controls said of one place, newest first. One question."""
    at = Q(school=None) if place.school_id is None else Q(school_id=place.school_id)
    rows = Result.objects.filter(at, trust_id=trust_id, control__in=controls)
    rows = rows.order_by("-valid_from", "-pk")[:most]
    return [
        Once(control, version, Held(*held), since, until)
        for control, version, since, until, *held in rows.values_list(
            "control", "version", "valid_from", "valid_until", *_HELD
        )
    ]
