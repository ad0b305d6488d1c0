"""Asking for work, inside the caller's own transaction: rolled back with it, kept with it."""

from datetime import timedelta

from django.utils import timezone

from charioteer.jobs.declared import FOLLOWERS, Job
from charioteer.jobs.running import run

Id = int | str


def later(what: Job, *, after: timedelta | None = None, **ids: Id) -> None:
    """Have a job done soon, or after a while.

    Args:
        what: the job.
        after: how long to wait at least.
        ids: what it is about; ids only, never words.
    """
    _enqueue(what.name, ids, after)


def announce(event: str, **ids: Id) -> None:
    """Tell whoever follows: one row of work for each follower, written in the caller's transaction.

    Args:
        event: `app.thing.past_participle`.
        ids: what it is about; ids only, never words.
    """
    for name in FOLLOWERS.get(event, []):
        _enqueue(name, ids, None)


def _enqueue(name: str, ids: dict[str, Id], after: timedelta | None) -> None:
    task = run.using(run_after=timezone.now() + after) if after else run
    task.enqueue(name, ids)
