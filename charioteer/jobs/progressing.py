"""How far the work of this moment is, told to whoever began it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from charioteer.jobs.models import Progress

SECONDS_BETWEEN = 1.0


@dataclass
class _Now:
    task_id: UUID
    told: float = float("-inf")


_NOW: ContextVar[_Now | None] = ContextVar("work of this moment", default=None)


@contextmanager
def working_on(task_id: UUID) -> Iterator[None]:
    """What is told inside is about this work."""
    token = _NOW.set(_Now(task_id))
    try:
        yield
    finally:
        _NOW.reset(token)


def progress(done: int, total: int, words: str = "") -> None:
    """Tell how far this work is. It is written once a second at most, so it may be called for every row.

    Call it between transactions: what is told inside one is seen when it ends. Where nobody waits (a scheduled job, a
    job that nobody began) it does nothing.

    Args:
        done: how many are done.
        total: how many there are; 0 if nobody knows.
        words: what is counted, in the plural ("posts"); never a name.
    """
    now = _NOW.get()
    if now is None or (done < total and time.monotonic() - now.told < SECONDS_BETWEEN):
        return
    now.told = time.monotonic()
    told = {"done": done, "total": total, "words": words, "told_at": timezone.now()}
    Progress.objects.filter(task_id=now.task_id).update(**told)
