"""Who is dead: the system is asked where it can be, beats are counted where not, and no clock decides."""

import os
import subprocess
import time
from datetime import timedelta

import pytest

from charioteer.jobs import living
from charioteer.jobs.living import SILENT, Watch
from charioteer.jobs.models import Worker
from charioteer.jobs.tests.conftest import NOW

pytestmark = pytest.mark.django_db


def _worker(**says: object) -> Worker:
    usual = {"place": "elsewhere", "pid": 1, "born": "1", "started_at": NOW, "seen_at": NOW, "beats": 3}
    return Worker(id="w", **{**usual, **says})


def test_ourselves_live() -> None:
    us = living.enter(NOW)
    assert us.pid == os.getpid()
    assert not Watch().dead(us, ticks=0, now=NOW + timedelta(days=9))
    living.beat(us, doing="Counting", now=NOW)
    us.refresh_from_db()
    assert (us.beats, us.doing) == (1, "Counting")
    living.leave(us, NOW)
    us.refresh_from_db()
    assert Watch().dead(us, ticks=0, now=NOW)


def test_a_process_that_is_gone_here_is_dead_at_once() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert Watch().dead(_worker(place=living.place(), pid=gone.pid), ticks=0, now=NOW)


def test_another_process_of_the_same_number_is_another() -> None:
    assert Watch().dead(_worker(place=living.place(), pid=os.getpid(), born="1"), ticks=0, now=NOW)


def test_a_process_that_ended_and_was_not_fetched_is_dead() -> None:
    ended = subprocess.Popen(["true"])
    try:
        until = time.monotonic() + 30  # a test that hangs tells nobody anything
        while living.born(ended.pid) and time.monotonic() < until:
            time.sleep(0.01)
        assert not living.born(ended.pid)
    finally:
        ended.wait()


def test_elsewhere_a_minute_without_a_beat_is_death() -> None:
    watch, worker = Watch(here="here"), _worker()
    assert not watch.dead(worker, ticks=0, now=NOW)
    assert not watch.dead(worker, ticks=SILENT - 1, now=NOW)
    assert watch.dead(worker, ticks=SILENT, now=NOW)
    worker.beats += 1
    assert not watch.dead(worker, ticks=SILENT + 1, now=NOW)


@pytest.mark.parametrize("hour", [1, -1])
def test_elsewhere_a_clock_that_is_set_kills_nobody(hour: int) -> None:
    watch, worker = Watch(here="here"), _worker()
    assert not watch.dead(worker, ticks=0, now=NOW + timedelta(hours=hour))
    worker.beats += 1
    assert not watch.dead(worker, ticks=SILENT + 1, now=NOW + timedelta(hours=hour))


def test_elsewhere_hours_of_silence_need_no_watching() -> None:
    assert Watch(here="here").dead(_worker(), ticks=0, now=NOW + living.LONG_SILENT)


def test_nobody_is_dead() -> None:
    assert Watch().dead(None, ticks=0, now=NOW)
