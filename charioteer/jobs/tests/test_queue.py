"""The queue: done, tried again, failed, refused; asked for inside a transaction, and not twice under one key."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from charioteer.errors import NotNow
from charioteer.jobs import Trouble, announce, claiming, later, troubles, waits
from charioteer.jobs.models import Waiting
from charioteer.jobs.tests.conftest import Declare, Time
from charioteer.jobs.worker import Worker

pytestmark = pytest.mark.django_db
Hire = Callable[[], Worker]


def _row() -> "DBTaskResult":
    return DBTaskResult.objects.get()


def test_done(declare: Declare, worker: Hire, time: Time) -> None:
    seen: list[dict[str, object]] = []
    later(declare(lambda **ids: seen.append(ids)), trust_id=3, name="x")
    assert worker().once().done == 1
    assert seen == [{"trust_id": 3, "name": "x"}]
    assert (_row().status, _row().finished_at) == ("SUCCESSFUL", time.now)


def test_later_is_later(declare: Declare, worker: Hire, time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charioteer.jobs.asking.timezone.now", lambda: time.now)
    later(declare(lambda: None), after=timedelta(hours=1))
    assert worker().once().done == 0
    time.passes(3600)
    assert worker().once().done == 1


def test_tried_again_with_longer_waits_and_then_failed(declare: Declare, worker: Hire, time: Time) -> None:
    def broken() -> None:
        raise OSError("amara@auriga.example is not reached")

    later(declare(broken, tries=3))
    waited = []
    for _ in range(2):
        assert worker().once().again == 1
        waited.append((_row().run_after - time.now).total_seconds())
        assert worker().once().again == 0, "it waits"
        time.passes(waited[-1])
    assert worker().once().failed == 1
    assert 5 <= waited[0] <= 10 <= waited[1] <= 20
    row = _row()
    assert (row.status, len(row.worker_ids), row.finished_at) == ("FAILED", 3, time.now)
    assert row.exception_class_path == "builtins.OSError"
    assert row.traceback == "A file or another server could not be reached."
    assert worker().once() == type(worker().tally)()


def test_a_refusal_is_final(declare: Declare, worker: Hire) -> None:
    def refused() -> None:
        raise NotNow("Amara has closed it.")

    later(declare(refused))
    assert worker().once().failed == 1
    assert "Amara" not in _row().traceback


def test_a_job_nobody_declares_any_more(declare: Declare, worker: Hire) -> None:
    later(declare(lambda: None))
    claiming.JOBS.clear()
    assert worker().once().again == 1, "a newer worker may know it"
    assert "no part of the software knows" in _row().traceback


def test_every_error_has_a_sentence_that_is_not_its_own() -> None:
    class Ours(Trouble):
        says = "The moon is away."

    assert troubles.sentence(Ours("Amara")) == "The moon is away."
    for error in (OSError("Amara"), KeyError("Amara"), TimeoutError("Amara"), ZeroDivisionError("Amara")):
        assert "Amara" not in troubles.sentence(error)


def test_waits_grow_to_an_hour_and_no_further() -> None:
    chance = random.Random(1)  # noqa: S311 (no secret)
    for tries in range(1, 60):
        full = min(waits.LONGEST, waits.FIRST * 2 ** min(tries - 1, 20))
        assert full / 2 <= waits.before_try(tries, chance) <= full <= waits.LONGEST


def test_work_is_rolled_back_with_the_change(declare: Declare) -> None:
    job = declare(lambda **ids: None, event="people.role.changed")
    with transaction.atomic():
        later(job)
        announce("people.role.changed", person_id=1)
        later(job, key="k")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    assert not Waiting.objects.exists()


def test_two_followers_each_get_their_own(declare: Declare, worker: Hire) -> None:
    seen: list[str] = []

    def one(person_id: int) -> None:
        seen.append(f"one {person_id}")

    def two(person_id: int) -> None:
        raise OSError

    declare(one, event="people.role.changed")
    declare(two, event="people.role.changed")
    announce("people.role.changed", person_id=7)
    announce("nobody.follows.this", person_id=7)
    did = worker().once()
    assert (did.done, did.again, seen) == (1, 1, ["one 7"])


def test_a_follower_that_is_no_longer_declared_fails_alone(declare: Declare, worker: Hire) -> None:
    declare(lambda **ids: None, event="people.role.changed", tries=1)
    announce("people.role.changed", person_id=7)
    claiming.JOBS.clear()
    did = worker().once()
    assert (did.done, did.again) == (0, 1)


def test_the_same_work_is_not_queued_twice_while_it_waits(declare: Declare, worker: Hire) -> None:
    job = declare(lambda **ids: None)
    for _ in range(3):
        later(job, key="school:3", school_id=3)
    later(job, key="school:4", school_id=4)
    assert worker().once().done == 2
    later(job, key="school:3", school_id=3)
    assert worker().once().done == 1


def test_while_it_is_done_the_same_may_be_asked_for_again(declare: Declare, worker: Hire) -> None:
    """What is changed meanwhile may come too late for the one that runs."""
    asked: list[int] = []

    def asks() -> None:
        asked.append(1)
        if len(asked) == 1:
            later(job, key="k")

    job = declare(asks)
    later(job, key="k")
    assert worker().once().done == 2


def test_sooner_wins(declare: Declare, worker: Hire) -> None:
    job = declare(lambda: None)
    later(job, key="k", after=timedelta(hours=1))
    later(job, key="k")
    hired = worker()
    hired.clock = lambda: DBTaskResult.objects.values_list("run_after", flat=True).first() or 0
    assert DBTaskResult.objects.count() == 1
    assert hired.once().done == 1
