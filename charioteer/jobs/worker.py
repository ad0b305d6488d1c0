"""The worker: takes turns of the schedule and rows of the queue, one after the other, until it is told to stop.

Beside its main loop it has two threads: its heart, so that a long job still beats, and the jobs of every second, so
that a long job does not hold those up. Told to stop, it finishes what it does; killed, it loses nothing (see
`reaping`).
"""

import logging
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection, connections
from django.utils import timezone

from charioteer.jobs import claiming, doing, living, reaping, turns
from charioteer.jobs.declared import Job
from charioteer.jobs.models import Worker as Row
from charioteer.jobs.quick import Quick
from charioteer.jobs.troubles import sentence

log = logging.getLogger("charioteer.jobs")
IDLE = 0.5
LOOK_AT_SCHEDULE = 1.0
LOOK_FOR_DEAD = 5.0
PATIENCE_AT_THE_END = 20.0
AWAY = (OperationalError, InterfaceError)


@dataclass
class Tally:
    """What one worker did."""

    turns: int = 0
    done: int = 0
    again: int = 0
    failed: int = 0
    given_back: int = 0


@dataclass
class Worker:
    """One worker.

    Args:
        clock: what time it is.
        ticks: a stopwatch, in seconds.
        threads: whether its heart and the jobs of every second run beside it.
        parent: the process it works for: it stops when that one is gone.
    """

    clock: Callable[[], datetime] = timezone.now
    ticks: Callable[[], float] = time.monotonic
    threads: bool = True
    parent: int | None = None
    tally: Tally = field(default_factory=Tally)
    doing: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)
    _rest: threading.Event = field(default_factory=threading.Event)
    _watch: living.Watch = field(default_factory=living.Watch)
    _chance: random.Random = field(default_factory=random.Random)
    _looked: dict[str, float] = field(default_factory=dict)
    _row: Row | None = None
    _busy: bool = False

    @property
    def id(self) -> str:
        """Its name among the workers; "" before it has begun."""
        return self._row.pk if self._row else ""

    def stop(self) -> None:
        """Finish what is being done, and end. May be called by a signal."""
        self._stop.set()

    def run(self) -> Tally:
        """Work until told to stop."""
        self._enter()
        beside = self._beside(self._beating, self._quickly) if self.threads else []
        try:
            while not self._stop.is_set() and not self._orphaned():
                if not self._patiently(self._step):
                    self._stop.wait(IDLE)
        finally:
            self._leave(beside)
        return self.tally

    def once(self) -> Tally:
        """Do all that is due, and what that brings about, and end."""
        self._enter()
        beside = self._beside(self._beating) if self.threads else []
        try:
            self._reap()
            self._take_turns(turns.scheduled())
            while not self._stop.is_set() and self._do_next():
                pass
        finally:
            self._leave(beside)
        return self.tally

    def _orphaned(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent

    def _step(self) -> bool:
        if self._time_to("reap", LOOK_FOR_DEAD):
            self._reap()
        worked = self._time_to("turns", LOOK_AT_SCHEDULE) and self._take_turns(turns.scheduled(quick=False))
        return self._do_next() or bool(worked)

    def _reap(self) -> None:
        self.tally.given_back += reaping.reap(self._watch, ticks=self.ticks(), now=self.clock())

    def _take_turns(self, jobs: list[Job]) -> int:
        taken = 0
        for job in jobs:
            if self._stop.is_set():
                break
            if turns.take(job, self.id, self.clock()):
                self._turn(job)
                taken += 1
        return taken

    def _turn(self, job: Job) -> None:
        self.doing, began = job.words, self.ticks()
        error = doing.do_turn(job)
        said = sentence(error) if error else ""
        went = turns.Went(said, failed=error is not None, took=doing.seconds(began, self.ticks()))
        self._surely(lambda: turns.settle(job, self.id, went, now=self.clock()))
        self.doing = ""
        self.tally.turns += 1

    def _do_next(self) -> bool:
        taken = claiming.claim(self.id, self.clock(), look_first=not self._busy)
        self._busy = taken is not None
        if taken is None:
            return False
        self.doing = taken.words
        error = doing.do_claimed(taken)
        self._surely(lambda: self._settle(taken, error))
        self.doing = ""
        return True

    def _settle(self, taken: claiming.Claim, error: Exception | None) -> None:
        if error is None:
            self.tally.done += claiming.succeed(taken, self.clock())
            return
        state = claiming.fail(taken, error, now=self.clock(), chance=self._chance)
        self.tally.failed += state == claiming.FAILED
        self.tally.again += state == claiming.READY

    def _surely(self, settle: Callable[[], object]) -> None:
        # The work is done; that it is must be written down, however long the database is away. Told to stop, we try a
        # little longer. Then the row is found by the next reaper.
        until = None
        for tries in range(1_000_000):
            try:
                settle()
            except AWAY as why:
                if self._stop.is_set() and until is None:
                    until = self.ticks() + PATIENCE_AT_THE_END
                if until is not None and self.ticks() > until:
                    return
                self._away(why, tries)
            else:
                return

    def _patiently(self, step: Callable[[], bool]) -> bool:
        try:
            return step()
        except AWAY as why:
            self._away(why, 0)
            return False

    def _away(self, why: Exception, tries: int) -> None:
        log.warning("The database is away: %s", str(why).partition("\n")[0])
        if not connection.in_atomic_block:
            connection.close()
        time.sleep(min(30.0, 0.2 * 2 ** min(tries, 8)))

    def _time_to(self, what: str, seconds: float) -> bool:
        if self.ticks() - self._looked.get(what, float("-inf")) < seconds:
            return False
        self._looked[what] = self.ticks()
        return True

    def _enter(self) -> None:
        now = self.clock()
        turns.lay_out(now)
        self._row = living.enter(now)

    def _leave(self, beside: list[threading.Thread]) -> None:
        self._rest.set()
        for thread in beside:
            thread.join()
        assert self._row is not None
        row = self._row
        self._surely(lambda: turns.free(row.pk, self.clock(), cut_off=False))
        self._surely(lambda: living.leave(row, self.clock()))

    def _beside(self, *loops: Callable[[], float]) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._loop, args=(loop,), daemon=True) for loop in loops]
        for thread in threads:
            thread.start()
        return threads

    def _loop(self, step: Callable[[], float]) -> None:
        # A thread has a connection of its own, and closes it.
        wait = 0.0
        while not self._rest.wait(wait):
            try:
                wait = step()
            except AWAY:
                connection.close()
                wait = living.BEAT
            except Exception:  # neither the heart nor the seconds may stop for one surprise
                log.exception("Beside the work, something broke")
                wait = living.BEAT
        connections.close_all()

    def _beating(self) -> float:
        assert self._row is not None
        living.beat(self._row, doing=self.doing, now=self.clock())
        return living.BEAT

    def _quickly(self) -> float:
        if not hasattr(self, "_quick"):
            self._quick = Quick(self.id, self.clock, self.ticks)
        if not self._stop.is_set():
            self._quick.step()
        return 0.1
