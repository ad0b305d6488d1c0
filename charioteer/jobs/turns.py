"""The schedule: whose turn it is, and that nobody takes the same turn twice.

A turn is due when its moment has come. It is also due when its moment is further away than the job's own interval:
that happens only when a clock was set back, and then waiting for it would be a pause nobody asked for. After a pause,
however long, a job takes one turn and not all those it has missed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from charioteer.jobs import waits
from charioteer.jobs.declared import JOBS, Job
from charioteer.jobs.models import Outcome, Schedule

# Jobs that come more often than this are kept by one worker for as long as it lives (see `quick`).
QUICK = timedelta(seconds=2)


@dataclass(frozen=True)
class Went:
    """How one turn went: the sentence of a failure, whether it failed, how long it took."""

    said: str = ""
    failed: bool = False
    took: timedelta = timedelta()


def scheduled(*, quick: bool | None = None) -> list[Job]:
    """The jobs that come by themselves.

    Args:
        quick: only those that come every two seconds or more often, or only the others; None for all.
    """
    found = [job for job in JOBS.values() if job.every is not None]
    return [job for job in found if quick is None or (_every(job) <= QUICK) == quick]


def lay_out(now: datetime) -> None:
    """See that each scheduled job has its row; a new one is due at once."""
    known = set(Schedule.objects.values_list("name", flat=True))
    new = [Schedule(name=job.name, next_at=now) for job in scheduled() if job.name not in known]
    if new:
        Schedule.objects.bulk_create(new, ignore_conflicts=True)


def is_due(row: Schedule, job: Job, now: datetime) -> bool:
    """Whether its next turn should be taken now."""
    longest = waits.longest_turn(_every(job)) if row.failures else _every(job)
    return row.next_at <= now or row.next_at - now > longest


def take(job: Job, worker: str, now: datetime) -> bool:
    """Take the next turn of a job, if it is due and nobody has it."""
    row = Schedule.objects.filter(pk=job.name).first()
    if row is None or row.holder or not is_due(row, job, now):
        return False
    free = Schedule.objects.filter(pk=job.name, holder="", next_at=row.next_at)
    return bool(free.update(holder=worker, started_at=now, next_at=_following(row.next_at, _every(job), now)))


def settle(job: Job, worker: str, went: Went, *, now: datetime, keep: bool = False) -> bool:
    """Write down how a turn went. False if the turn was taken away from us meanwhile.

    Args:
        job: the job.
        worker: who had the turn.
        went: how it went.
        now: when it ended.
        keep: whether this worker keeps the job for the next turn.
    """
    row = Schedule.objects.filter(pk=job.name, holder=worker).first()
    if row is None:
        return False
    row.last_outcome = Outcome.FAILED if went.failed else Outcome.DONE
    row.last_at, row.last_said, row.last_took = now, went.said, round(went.took.total_seconds() * 1000)
    row.failures = row.failures + 1 if went.failed else 0
    if went.failed:
        row.next_at = now + waits.before_turn(row.failures, _every(job), job.tries)
    row.holder = worker if keep else ""
    row.started_at = row.started_at if keep else None
    if keep and not went.failed:
        row.next_at = now + _every(job)
    written = ["last_outcome", "last_at", "last_said", "last_took", "failures", "next_at", "holder", "started_at"]
    return bool(Schedule.objects.filter(pk=job.name, holder=worker).update(**{n: getattr(row, n) for n in written}))


def free(worker: str, now: datetime, *, cut_off: bool) -> int:
    """Let go of every turn a worker has; `cut_off` if it died over them, so that they are taken again at once."""
    held = Schedule.objects.filter(holder=worker)
    if cut_off:
        return held.update(holder="", started_at=None, next_at=now, last_at=now, last_outcome=Outcome.CUT_OFF)
    return held.update(holder="", started_at=None, next_at=now)


def _following(turn: datetime, every: timedelta, now: datetime) -> datetime:
    # Keeps its beat while it is on time; otherwise counts anew from now.
    following = turn + every
    return following if now < following <= now + every else now + every


def _every(job: Job) -> timedelta:
    assert job.every is not None
    return job.every
