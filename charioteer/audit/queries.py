"""Reads of the log."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef

from charioteer.audit import heads
from charioteer.audit.heads import SignedHead
from charioteer.audit.kinds import ERASED
from charioteer.audit.models import Entry, Head, Position, PublishedHead


@dataclass(frozen=True)
class Awaiting:
    """Entries that have no place yet: how many, and for how many seconds the oldest has waited (None for none)."""

    count: int
    oldest: float | None


def awaiting(*, now: datetime) -> Awaiting:
    """What is not sealed yet, of all logs.

    An entry written while the clock stood an hour behind has not waited for an hour: no entry can have waited longer
    than since the last head, unless it was passed over; so the shorter of the two counts.
    """
    placed = Position.objects.filter(entry_id=OuterRef("pk"))
    waiting = Entry.objects.filter(~Exists(placed))
    count = waiting.count()
    if not count:
        return Awaiting(0, None)
    last = Head.objects.order_by("-pk").first()
    passed_over = last is not None and waiting.filter(pk__lte=last.top).exists()
    since = waiting.aggregate(Min("at"))["at__min"]
    if last is not None and not passed_over:
        since = max(since, last.at)
    return Awaiting(count, max(0.0, (now - since).total_seconds()))


def erased_refs() -> set[str]:
    """The entries whose words were erased, which a restore must erase again: the entries of the erasing are the list.

    Returns:
        Their references.
    """
    return {ref for body in _erasing() for ref in body["facts"]["refs"]}


def _erasing() -> Iterable[dict[str, dict[str, list[str]]]]:
    bodies = Entry.objects.filter(kind=ERASED).order_by("pk").values_list("body", flat=True)
    return (json.loads(body) for body in bodies.iterator())


def latest_head(trust_id: int | None) -> SignedHead | None:
    """The newest head of one log; None while nothing is sealed."""
    head = Head.objects.filter(trust_id=trust_id).order_by("-size").first()
    return heads.shown(head, heads.public_keys()) if head else None


def published(trust_id: int | None) -> SignedHead | None:
    """The newest head of one log that was shown to the world; None before the first full hour."""
    head = PublishedHead.objects.filter(trust_id=trust_id).order_by("-at").first()
    return heads.shown(head, heads.public_keys()) if head else None
