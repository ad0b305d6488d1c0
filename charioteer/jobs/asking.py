"""Asking for work, inside the caller's own transaction: rolled back with it, kept with it."""

from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from charioteer.jobs.declared import FOLLOWERS, Job
from charioteer.jobs.models import Progress, Waiting
from charioteer.jobs.running import run

Id = int | str
NOBODY = UUID(int=0)


class Somebody(Protocol):
    """Whoever begins work: a person, as far as this room knows people."""

    @property
    def pk(self) -> int:
        """Who."""

    @property
    def trust_id(self) -> int:
        """Of which trust."""


def later(what: Job, *, after: timedelta | None = None, key: str = "", **ids: Id) -> None:
    """Have a job done soon, or after a while.

    Args:
        what: the job.
        after: how long to wait at least.
        key: what the work is about. While work of the same job and key waits, it is not queued a second time; once a
            worker has begun it, it is, because what is asked for now may come too late for it.
        ids: what it is about; ids only, never words.
    """
    if not key:
        _enqueue(what.name, ids, _moment(after))
        return
    with transaction.atomic():
        _enqueue_once(f"{what.name}:{key}", what, ids, _moment(after))


def announce(event: str, **ids: Id) -> None:
    """Tell whoever follows: one row of work for each follower, written in the caller's transaction.

    Args:
        event: `app.thing.past_participle`.
        ids: what it is about; ids only, never words.
    """
    for name in FOLLOWERS.get(event, []):
        _enqueue(name, ids, None)


def begin(what: Job, *, by: Somebody, title: str, leads_to: str = "", **ids: Id) -> str:
    """Have a job done that somebody waits for. They can watch it at `/work/<ref>/`.

    Args:
        what: the job; it says how far it is with `progress`.
        by: who began it, and who alone sees it.
        title: what it is, as the page's heading ("Reading your posts").
        leads_to: the path at which its result is found; "" for none.
        ids: what it is about; ids only, never words.
    Returns:
        The reference that the page's address takes.
    """
    with transaction.atomic():
        task_id = _enqueue(what.name, ids, None)
        whose = {"trust_id": by.trust_id, "person_id": by.pk, "began_at": timezone.now()}
        return str(Progress.objects.create(task_id=task_id, title=title, leads_to=leads_to, **whose).ref)


def _moment(after: timedelta | None) -> datetime | None:
    return timezone.now() + after if after else None


def _enqueue(name: str, ids: dict[str, Id], moment: datetime | None) -> UUID:
    task = run.using(run_after=moment) if moment else run
    return UUID(str(task.enqueue(name, ids).id))


def _enqueue_once(key: str, what: Job, ids: dict[str, Id], moment: datetime | None) -> None:
    held, _made = Waiting.objects.select_for_update().get_or_create(key=key)
    # The row is locked until this transaction ends, and a worker passes locked rows by: so it cannot begin the work
    # before what is changed here can be seen.
    ready = DBTaskResult.objects.select_for_update().filter(pk=held.task_id or NOBODY, status="READY").first()
    if ready is None:
        held.task_id = _enqueue(what.name, ids, moment)
        held.save(update_fields=["task_id"])
    elif not ready.worker_ids and ready.run_after > (sooner := moment or timezone.now()) and not _at_once(ready):
        DBTaskResult.objects.filter(pk=ready.pk).update(run_after=sooner)


def _at_once(ready: "DBTaskResult[Any, Any]") -> bool:
    # The queue writes the end of all days where no moment was given.
    return bool(ready.run_after == get_date_max())
