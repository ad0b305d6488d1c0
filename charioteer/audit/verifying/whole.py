"""The whole check, from the locks of the tables to the last entry."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError

from charioteer.audit import triggers
from charioteer.audit.heads import SignedHead
from charioteer.audit.models import Head, Position
from charioteer.audit.queries import awaiting
from charioteer.audit.verifying import apart, checkpoints, entries, words
from charioteer.audit.verifying.report import LATE, Log, Report
from charioteer.audit.verifying.walking import Walk

Progress = Callable[[int, int], None]
_log = logging.getLogger(__name__)


def verify(
    *,
    now: datetime,
    trust_id: int | None = None,
    only: bool = False,
    outside: SignedHead | None = None,
    progress: Progress | None = None,
) -> Report:
    """Recompute everything and compare it with what is stored. Reads only.

    Args:
        now: when, for what still waits to be sealed.
        trust_id: whose log; counts only with `only`.
        only: that log alone; otherwise every log there is.
        outside: a head kept elsewhere, with which the log must be consistent.
        progress: told how many entries are done, and of how many.
    Returns:
        What was found.
    """
    report = Report()
    for name in triggers.missing():
        report.found(f"The database does not refuse changes of the log: the trigger {name} is missing.")
    known: dict[int | None, list[checkpoints.Checkpoint]] = {}
    worded = 0
    with _legible(report, "the heads and the keys they were signed with"):
        checkpoints.check_keys(report)
        known = checkpoints.collect(report, trust_id=trust_id, only=only, outside=outside)
    with _legible(report, "the entries"):
        worded = _walk(report, known, trust_id, only, progress)
    with _legible(report, "what is said about people"):
        words.check(report, trust_id=trust_id, only=only, sealed=worded)
    report.awaiting = awaiting(now=now)
    if report.awaiting.oldest is not None and report.awaiting.oldest > LATE:
        report.found(
            f"{report.awaiting.count} entries wait to be sealed, the oldest for {report.awaiting.oldest:.0f} seconds:"
            " nothing seals them. Start `charioteer worker`."
        )
    return report


@contextmanager
def _legible(report: Report, what: str) -> Iterator[None]:
    """Whatever else an intruder wrote where it does not belong is a finding, and the rest is checked all the same."""
    try:
        yield
    except (DatabaseError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as why:
        _log.debug("The log could not be read", exc_info=True)
        report.found(f"Of {what} something cannot be read any more ({type(why).__name__}): it was changed or damaged.")


def _walk(
    report: Report,
    known: dict[int | None, list[checkpoints.Checkpoint]],
    trust_id: int | None,
    only: bool,
    progress: Progress | None,
) -> int:
    """Recompute every log; returns how many entries say something about people."""
    walks = {whose: _begin(report, whose, known[whose]) for whose in sorted(known, key=lambda one: one or 0)}
    places = Position.objects.filter(trust_id=trust_id) if only else Position.objects.all()
    total, done = places.count(), 0
    for some in apart.read(trust_id, only=only):
        if some.trust_id not in walks:
            walks[some.trust_id] = _begin(report, some.trust_id, [])
        walks[some.trust_id].take(some)
        done += len(some.places)
        if progress:
            progress(done, max(done, total))
    for walk in walks.values():
        walk.end()
        _check_covered(report, walk)
    return sum(walk.worded for walk in walks.values())


def _begin(report: Report, trust_id: int | None, known: list[checkpoints.Checkpoint]) -> Walk:
    log = Log(trust_id)
    report.logs.append(log)
    return Walk(log, known, report)


def _check_covered(report: Report, walk: Walk) -> None:
    # Something may have been sealed while we read; then there is a head by now that covers it.
    trust_id = walk.log.trust_id
    if walk.log.size <= walk.covered or Head.objects.filter(trust_id=trust_id, size__gte=walk.log.size).exists():
        return
    first = entries.beyond(trust_id, walk.covered)
    if first is not None:
        sentence = f"No head was signed over entry {first.position + 1} (reference {first.ref}) and what follows it."
        report.found(sentence, trust_id=trust_id, position=first.position, ref=first.ref)
