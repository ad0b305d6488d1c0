"""Writes down what changed since a control was asked last, and nothing else."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from django.db import connection

from charioteer import bulk
from charioteer.assurance.models import Result
from charioteer.controls import Finding

_COLUMNS = (
    *("control", "version", "trust_id", "school_id", "state", "total", "failing", "unknown", "digest", "note"),
    "valid_from",
)
_HELD = ("trust_id", "school_id", "pk", "version", "state", "total", "failing", "unknown", "digest", "note")
_AT_ONCE = 800
_LONGEST_NOTE = 120

Place = tuple[int, int | None]
Said = tuple[int, str, int, int, int, str, str]


def keep(control: str, version: int, findings: Sequence[Finding], *, now: datetime) -> int:
    """End what is no longer so and begin what is new, in the caller's transaction.

    Args:
        control: its key.
        version: of its question; an answer to another version is another answer.
        findings: all it says now. A place it says nothing about any more has no result.
    Returns:
        How many results began or ended without a successor.
    """
    held = _held(control)
    ended: list[int] = []
    begun: list[tuple[object, ...]] = []
    moment = bulk.moment(now)
    for one in findings:
        said = _said(one, version)
        was = held.pop((one.trust_id, one.school_id), None)
        if was is not None:
            if was[1] == said:
                continue
            ended.append(was[0])
        begun.append((control, said[0], one.trust_id, one.school_id, *said[1:], moment))
    gone = [pk for pk, _ in held.values()]
    _end([*ended, *gone], now)
    if begun:
        bulk.insert(Result, _COLUMNS, begun)
    return len(begun) + len(gone)


def _held(control: str) -> dict[Place, tuple[int, Said]]:
    # Past the ORM, which would look at each of some hundred thousand values once more; no column here needs it.
    sql, params = (
        Result.objects.current().filter(control=control).order_by().values_list(*_HELD).query.sql_with_params()
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {row[:2]: (row[2], row[3:]) for row in cursor.fetchall()}


def _said(one: Finding, version: int) -> Said:
    return (version, one.stands.value, one.total, one.fails, one.doubted, one.digest, one.note[:_LONGEST_NOTE])


def _end(results: Sequence[int], now: datetime) -> None:
    left = iter(results)
    while some := list(islice(left, _AT_ONCE)):
        Result.objects.filter(pk__in=some).update(valid_until=now)
