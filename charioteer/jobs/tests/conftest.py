"""Jobs that are declared for one test, and a worker whose clock is set by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from charioteer.jobs import Job, declared
from charioteer.jobs.worker import Worker

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
Declare = Callable[..., Job]


@dataclass
class Time:
    """A clock and a stopwatch; the clock can be set, the stopwatch only runs."""

    now: datetime = NOW
    ticks: float = 1000.0

    def passes(self, seconds: float) -> None:
        """Both go on."""
        self.now += timedelta(seconds=seconds)
        self.ticks += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def worker(time: Time) -> Callable[[], Worker]:
    """Makes a worker without threads; call it anew for each run."""
    return lambda: Worker(clock=lambda: time.now, ticks=lambda: time.ticks, threads=False)


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Declares a job for this test; nothing else is declared."""
    monkeypatch.setattr(declared, "JOBS", jobs := {})
    monkeypatch.setattr(declared, "FOLLOWERS", followers := {})
    for module in ("asking", "running", "claiming", "turns"):
        for name, value in (("JOBS", jobs), ("FOLLOWERS", followers)):
            monkeypatch.setattr(f"charioteer.jobs.{module}.{name}", value, raising=False)

    def made(do: Callable[..., Any], words: str = "Do it", *, event: str = "", **says: Any) -> Job:
        do.__module__ = "charioteer.jobs.tasks"
        with_name = declared.follows(event, words, **says) if event else declared.job(words, **says)
        return with_name(do)

    return made
