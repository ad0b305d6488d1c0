"""Counts things by place in the database, for controls: how many, how many fail, which; once over the whole table."""

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from charioteer.controls import PRIME, Finding, Scope, State, written

FINE, FAILS, UNKNOWN = 0, 1, 2
M = TypeVar("M", bound=Model)

# The verdict on each thing is worked out once (MATERIALIZED: otherwise SQLite works it out anew for each sum) and then
# summed. The three sums are the digest of what fails, as `charioteer.controls.digests` has it.
_SUMS = f"""
WITH seen (trust_id, school_id, id, verdict) AS MATERIALIZED ({{seen}})
SELECT trust_id, school_id, count(*),
  CAST(sum(CASE verdict WHEN {FAILS} THEN 1 ELSE 0 END) AS bigint),
  CAST(sum(CASE verdict WHEN {UNKNOWN} THEN 1 ELSE 0 END) AS bigint),
  CAST(sum(CASE verdict WHEN {FAILS} THEN id %% {PRIME} END) AS bigint),
  CAST(sum(CASE verdict WHEN {FAILS} THEN ((id %% {PRIME}) * (id %% {PRIME})) %% {PRIME} END) AS bigint),
  CAST(sum(CASE verdict WHEN {FAILS} THEN
    ((((id %% {PRIME}) * (id %% {PRIME})) %% {PRIME}) * (id %% {PRIME})) %% {PRIME} END) AS bigint)
FROM seen GROUP BY trust_id, school_id
"""  # noqa: S608 (our own numbers)


def judged(things: QuerySet[M], *, fails: Q, unknown: Q | None = None) -> QuerySet[M]:
    """Give each thing a `verdict`. What fails is said to fail, whatever else nobody can tell about it.

    Args:
        things: all that is asked about, of every trust.
        fails: which of them fail.
        unknown: which of them nobody can tell about.
    """
    whens = [When(fails, then=Value(FAILS))]
    if unknown is not None:
        whens.append(When(unknown, then=Value(UNKNOWN)))
    verdict = Case(*whens, default=Value(FINE), output_field=IntegerField())
    return cast("QuerySet[M]", things.annotate(verdict=verdict))


def by_place(seen: QuerySet[Any], *, trust: str = "trust_id", school: str = "school_id") -> Iterator[Finding]:
    """One finding for each place that has any of these things. One question to the database.

    Args:
        seen: things with their `verdict` (see `judged`).
        trust: the field that says whose each is.
        school: the field that says at which school; empty for the trust's own.
    """
    sql, params = seen.order_by().values_list(trust, school, "pk", "verdict").query.sql_with_params()
    yield from findings(sql, params)


def findings(sql: str, params: tuple[Any, ...] = ()) -> Iterator[Finding]:
    """The same for things found by SQL of one's own.

    Args:
        sql: selects trust, school, id and verdict of each thing, each thing once for a place.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(seen=sql), params)
        for trust_id, school_id, total, failing, unknown, *sums in cursor.fetchall():
            mark = written(*sums) if failing else ""
            yield Finding(trust_id, school_id, total, (), (), "", None, failing, unknown, mark)


def behind(seen: QuerySet[M], scope: Scope, *, trust: str = "trust_id", school: str = "school_id") -> QuerySet[M]:
    """The things behind one answer, a page of them, by id."""
    verdict = UNKNOWN if scope.state is State.UNKNOWN else FAILS
    place = {trust: scope.trust_id, school: scope.school_id}
    return seen.filter(pk__gt=scope.after, verdict=verdict, **place).order_by("pk")[: scope.most]
