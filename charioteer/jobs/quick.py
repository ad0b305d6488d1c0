"""Jobs of every second: kept by one worker while it lives, so that a turn costs no writing.

Taking and settling a turn are two writes, and two writes a second for ever are a burden on a disk. So the first worker
that comes along takes such a job and keeps it: it counts the seconds with its own stopwatch, looks before each turn
whether the job is still its own, and writes how it went when that changes, or every ten seconds. When it stops it lets
go; when it dies, whoever notices lets go for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from charioteer.jobs import doing, turns, waits
from charioteer.jobs.declared import Job
from charioteer.jobs.models import Schedule
from charioteer.jobs.troubles import sentence

BETWEEN_WRITINGS = 10.0


@dataclass
class _Kept:
    due: float = float("-inf")
    written: float = float("-inf")
    said: str | None = None
    failures: int = 0


@dataclass
class Quick:
    """The quick jobs of one worker.

    Args:
        worker: its id.
        clock: what time it is.
        ticks: a stopwatch, in seconds.
    """

    worker: str
    clock: Callable[[], datetime]
    ticks: Callable[[], float]
    kept: dict[str, _Kept] = field(default_factory=dict)

    def step(self) -> int:
        """Take every quick turn that is due and ours. Returns how many."""
        taken = 0
        for job in turns.scheduled(quick=True):
            kept = self.kept.setdefault(job.name, _Kept())
            if self.ticks() < kept.due:
                continue
            if self._ours(job):
                self._turn(job, kept)
                taken += 1
            else:
                self.kept[job.name] = _Kept(due=self.ticks() + job.every.total_seconds())  # type: ignore[union-attr]
        return taken

    def _ours(self, job: Job) -> bool:
        holder = Schedule.objects.filter(pk=job.name).values_list("holder", flat=True).first()
        if holder == self.worker:
            return True
        free = Schedule.objects.filter(pk=job.name, holder="")
        return holder == "" and bool(free.update(holder=self.worker, started_at=self.clock()))

    def _turn(self, job: Job, kept: _Kept) -> None:
        assert job.every is not None
        began = self.ticks()
        error = doing.do_turn(job)
        ended = self.ticks()
        kept.failures = kept.failures + 1 if error else 0
        wait = waits.before_turn(kept.failures, job.every, job.tries) if error else job.every
        kept.due = max(began + wait.total_seconds(), ended)
        said = sentence(error) if error else ""
        if said != kept.said or ended - kept.written >= BETWEEN_WRITINGS:
            went = turns.Went(said, failed=bool(error), took=doing.seconds(began, ended))
            turns.settle(job, self.worker, went, now=self.clock(), keep=True)
            kept.said, kept.written = said, ended
