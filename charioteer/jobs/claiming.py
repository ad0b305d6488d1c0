"""One row of the queue: taken by one worker, done, and then settled: done, to be tried again, or failed."""

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult, get_date_max
from django_tasks_db.utils import exclusive_transaction

from charioteer.errors import Refused
from charioteer.jobs import troubles, waits
from charioteer.jobs.declared import JOBS

READY, RUNNING, DONE, FAILED = "READY", "RUNNING", "SUCCESSFUL", "FAILED"
TRIES = 5

Row: TypeAlias = DBTaskResult[Any, Any]
"""One row of the queue."""


@dataclass(frozen=True)
class Claim:
    """One row taken: nobody else touches it while `worker` holds it."""

    row: Row
    worker: str
    at: datetime

    @property
    def words(self) -> str:
        """What is done, in words."""
        return words_of(self.row)


def claim(worker: str, now: datetime, *, look_first: bool = True) -> Claim | None:
    """Take the next row that is due, or None if none is.

    Args:
        worker: who takes it.
        now: when.
        look_first: look without a lock whether there is any, so as not to stand in the way of writers for nothing. Not
            worth it while one row follows the other.
    """
    due = Q(run_after__lte=now) | Q(run_after=get_date_max())
    rows = DBTaskResult.objects.filter(due, status=READY, backend_name="default")
    if look_first and not rows.order_by().exists():
        return None
    with exclusive_transaction():
        row = rows.get_locked()
        if row is None:
            return None
        row.status, row.started_at, row.worker_ids = RUNNING, now, [*row.worker_ids, worker]
        row.save(update_fields=["status", "started_at", "worker_ids"])
    return Claim(row, worker, now)


def succeed(taken: Claim, now: datetime) -> bool:
    """Write down that it is done. False if the row was taken away from us meanwhile."""
    said = {"status": DONE, "finished_at": now, "exception_class_path": "", "traceback": ""}
    return bool(_ours(taken).update(**said))


def fail(taken: Claim, error: BaseException, *, now: datetime, chance: random.Random) -> str:
    """Write down that it did not go, and have it tried again unless that is of no use.

    Returns:
        The row's new state; "" if the row was taken away from us meanwhile.
    """
    tries = len(taken.row.worker_ids)
    final = isinstance(error, Refused) or tries >= tries_of(taken.row)
    # The table has a column for a traceback. A traceback may name people, so only our sentence is kept there.
    said: dict[str, Any] = {"exception_class_path": troubles.path(error), "traceback": troubles.sentence(error)}
    if final:
        said |= {"status": FAILED, "finished_at": now}
    else:
        said |= {"status": READY, "run_after": now + waits.before_try(tries, chance)}
    return said["status"] if _ours(taken).update(**said) else ""


def give_back(row: Row, now: datetime) -> bool:
    """A row whose worker is dead waits again, or has failed if its tries are used up. False if it was settled."""
    with transaction.atomic():
        held = DBTaskResult.objects.select_for_update().filter(pk=row.pk, status=RUNNING).first()
        if held is None or held.worker_ids != row.worker_ids:
            return False
        if len(held.worker_ids) >= tries_of(held):
            killed = troubles.Killed()
            said = {"exception_class_path": troubles.path(killed), "traceback": troubles.sentence(killed)}
            return bool(_row(held).update(status=FAILED, finished_at=now, **said))
        return bool(_row(held).update(status=READY, run_after=get_date_max()))


def name_of(row: Row) -> str:
    """The name of the job a row is for."""
    arguments = row.args_kwargs.get("args") or [""]
    return str(arguments[0])


def words_of(row: Row) -> str:
    """What a row is for, in words."""
    found = JOBS.get(name_of(row))
    return found.words if found else "Work that no part of the software knows any more"


def tries_of(row: Row) -> int:
    """How often a row is tried in all."""
    found = JOBS.get(name_of(row))
    return found.tries if found else TRIES


def _ours(taken: Claim) -> Any:
    # No second claim of one row is made at the same microsecond, so the moment says whose it is.
    return _row(taken.row).filter(status=RUNNING, started_at=taken.at)


def _row(row: Row) -> Any:
    return DBTaskResult.objects.filter(pk=row.pk)
