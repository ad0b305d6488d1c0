"""What dead workers left behind, and what a clock set back has put out of reach."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from charioteer.jobs import claiming, later
from charioteer.jobs.tests.conftest import NOW, Declare, Time
from charioteer.jobs.worker import Worker

pytestmark = pytest.mark.django_db
Hire = Callable[[], Worker]


def test_a_row_whose_worker_is_dead_is_done_again(declare: Declare, worker: Hire) -> None:
    seen: list[int] = []
    later(declare(lambda: seen.append(1)))
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["dead"], started_at=NOW)
    did = worker().once()
    assert (did.given_back, did.done, seen) == (1, 1, [1])


def test_work_that_kills_its_worker_each_time_fails_in_the_end(declare: Declare, worker: Hire) -> None:
    later(declare(lambda: None, tries=3))
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["a", "b", "c"], started_at=NOW)
    assert worker().once().done == 0
    row = DBTaskResult.objects.get()
    assert (row.status, row.traceback) == ("FAILED", "The worker was stopped hard each time it did this.")


def test_a_row_that_was_taken_away_is_not_settled_by_the_late_one(declare: Declare, worker: Hire, time: Time) -> None:
    later(declare(lambda: None))
    slow = claiming.claim("slow", time.now)
    assert slow
    assert claiming.give_back(slow.row, time.now)
    time.passes(1)
    quick = claiming.claim("quick", time.now)
    assert quick
    assert not claiming.succeed(slow, time.now)
    assert claiming.succeed(quick, time.now)
    assert not claiming.give_back(slow.row, time.now)


def test_a_retry_that_a_clock_put_out_of_reach_is_brought_back(declare: Declare, worker: Hire, time: Time) -> None:
    def broken() -> None:
        raise OSError

    later(declare(broken))
    worker().once()
    time.now -= timedelta(hours=3)
    assert worker().once().again == 1


def test_work_that_was_asked_for_a_day_later_keeps_its_day(
    declare: Declare, worker: Hire, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charioteer.jobs.asking.timezone.now", lambda: time.now)
    later(declare(lambda: None), after=timedelta(days=1))
    assert worker().once().done == 0
    assert DBTaskResult.objects.get().run_after == NOW + timedelta(days=1)
