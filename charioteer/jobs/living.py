"""Whether a worker lives: asked of the system where it can be asked, and of its heart where it cannot.

A clock proves nothing (it may be set back an hour, or forward), so it is not asked. On the same machine the system says
whether the process still runs. Elsewhere its beats are counted: a worker whose count has not moved for `SILENT` seconds
of our own stopwatch is taken for dead.
"""

import os
import secrets
import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from charioteer.jobs.models import Worker

BEAT = 5.0
SILENT = 60.0
# For a worker that looks only once and cannot wait to see a beat. Longer than any change of a clock.
LONG_SILENT = timedelta(hours=2)


def place() -> str:
    """This boot of this machine, and the namespace our process numbers are of; "" where the system does not say."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{socket.gethostname()[:40]} {boot} {Path('/proc/self/ns/pid').readlink()}"[:120]
    except OSError:
        return ""


def born(pid: int) -> str:
    """When a process was started, as the system counts it; "" if there is none of that number, or nobody says."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    # The name of the program stands in brackets and may hold anything. A process that has ended and was not fetched
    # by its parent (state Z) does nothing any more.
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]


def enter(now: datetime) -> Worker:
    """Write down that this process works."""
    pid = os.getpid()
    identity = {"id": secrets.token_hex(8), "place": place(), "pid": pid, "born": born(pid)}
    return Worker.objects.create(**identity, started_at=now, seen_at=now)


def beat(worker: Worker, *, doing: str, now: datetime) -> None:
    """Count one beat."""
    worker.beats += 1
    Worker.objects.filter(pk=worker.pk).update(beats=worker.beats, seen_at=now, doing=doing[:200])


def leave(worker: Worker, now: datetime) -> None:
    """Write down that this process works no longer."""
    Worker.objects.filter(pk=worker.pk).update(stopped_at=now, seen_at=now, doing="")


@dataclass
class Watch:
    """What one worker has seen of the others' hearts.

    `_seen` holds, for each, its count and when on our stopwatch the count was first seen.
    """

    here: str = field(default_factory=place)
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def dead(self, worker: Worker | None, *, ticks: float, now: datetime) -> bool:
        """Whether a worker does nothing any more.

        Args:
            worker: its row; None where there is none (rows are kept for long after the end).
            ticks: our stopwatch, in seconds.
            now: the clock, for a silence of hours only.
        """
        if worker is None or worker.stopped_at:
            return True
        if self.here and worker.place == self.here:
            return born(worker.pid) != worker.born
        count, since = self._seen.get(worker.pk, (-1, ticks))
        if count != worker.beats:
            self._seen[worker.pk] = (worker.beats, ticks)
            since = ticks
        return ticks - since >= SILENT or abs(now - worker.seen_at) >= LONG_SILENT
