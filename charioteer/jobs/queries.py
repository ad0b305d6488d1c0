"""What whoever looks after the machine wants to know: is anybody at work, what waits, what failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django_tasks_db.models import DBTaskResult, get_date_max

from charioteer.jobs import claiming, turns
from charioteer.jobs.claiming import Row
from charioteer.jobs.living import SILENT, Watch
from charioteer.jobs.models import Outcome, Progress, Schedule, Worker

LATELY = timedelta(seconds=SILENT)
SHOWN = 50


@dataclass(frozen=True)
class Alive:
    """One worker at work."""

    started_at: datetime
    seen_at: datetime
    doing: str


@dataclass(frozen=True)
class Turn:
    """One scheduled job: what it does, how its last turn went, when the next one is."""

    words: str
    every: timedelta
    last_at: datetime | None
    outcome: str
    said: str
    next_at: datetime | None
    running: bool

    @property
    def every_words(self) -> str:
        """How often it comes ("5 minutes")."""
        seconds = round(self.every.total_seconds())
        for length, word in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
            if seconds >= length and seconds % length == 0:
                count = seconds // length
                return word if count == 1 else f"{count} {word}s"
        return f"{seconds} seconds"


@dataclass(frozen=True)
class Piece:
    """One piece of work, in words: nothing of whom or what it is about."""

    ref: str
    words: str
    tries: int
    of_tries: int
    asked_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    error: str
    said: str


def alive(now: datetime) -> list[Alive]:
    """The workers at work, longest first."""
    watch, rows = Watch(), Worker.objects.filter(stopped_at=None).order_by("started_at")
    living = [row for row in rows if not watch.dead(row, ticks=0, now=now) and _beats(row, watch, now)]
    return [Alive(row.started_at, row.seen_at, row.doing) for row in living]


def last_seen() -> datetime | None:
    """When a worker was last at work; None if there never was one."""
    return Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def schedule() -> list[Turn]:
    """Every scheduled job, by its words."""
    rows = Schedule.objects.in_bulk()
    return sorted((_turn(job, rows.get(job.name)) for job in turns.scheduled()), key=lambda one: one.words)


def work(trust_id: int) -> QuerySet[Row]:
    """The rows that are about this trust, or about none: of other trusts' work nothing is said, not even how much."""
    named = "args_kwargs__args__1__trust_id"
    ours = Q(**{named: trust_id}) | ~Q(args_kwargs__args__1__has_key="trust_id")
    return DBTaskResult.objects.filter(ours)


def pieces(rows: QuerySet[Row], status: str) -> list[Piece]:
    """The first few rows in a state, oldest first; of failed ones the newest first."""
    newest = "-finished_at" if status == claiming.FAILED else "enqueued_at"
    return [_piece(row) for row in rows.filter(status=status).order_by(newest)[:SHOWN]]


def oldest(rows: QuerySet[Row], now: datetime) -> datetime | None:
    """Since when the oldest row waits that could be done now; None if none waits."""
    due = rows.filter(Q(run_after__lte=now) | Q(run_after=get_date_max()), status=claiming.READY)
    return due.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()


def begun_by(ref: str, person_id: int) -> tuple[Progress, Row | None] | None:
    """What this person began, and its row of the queue (None once it has been cleared away)."""
    found = Progress.objects.filter(pk=ref, person_id=person_id).first()
    return (found, DBTaskResult.objects.filter(pk=found.task_id).first()) if found else None


def failing() -> Iterator[Turn]:
    """The scheduled jobs whose last turn failed."""
    return (turn for turn in schedule() if turn.outcome == Outcome.FAILED)


def _beats(row: Worker, watch: Watch, now: datetime) -> bool:
    # Here the system has said that it lives; elsewhere all we can see at one glance is when it was last seen.
    return row.place == watch.here or abs(now - row.seen_at) <= LATELY


def _turn(job: Any, row: Schedule | None) -> Turn:
    if row is None:
        return Turn(job.words, job.every, None, "", "", None, running=False)
    running = bool(row.holder) and job.every > turns.QUICK
    return Turn(job.words, job.every, row.last_at, row.last_outcome, row.last_said, row.next_at, running=running)


def _piece(row: Row) -> Piece:
    return Piece(
        ref=str(row.pk),
        words=claiming.words_of(row),
        tries=len(row.worker_ids),
        of_tries=claiming.tries_of(row),
        asked_at=row.enqueued_at,
        began_at=row.started_at,
        ended_at=row.finished_at,
        error=row.exception_class_path.rpartition(".")[2],
        said=row.traceback,
    )
