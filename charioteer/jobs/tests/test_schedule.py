"""The schedule: in its turn, once, by one worker; whatever the clock does and however long the pause was."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from charioteer.jobs import turns, waits
from charioteer.jobs.models import Outcome, Schedule
from charioteer.jobs.quick import BETWEEN_WRITINGS, Quick
from charioteer.jobs.tests.conftest import NOW, Declare, Time
from charioteer.jobs.worker import Worker

pytestmark = pytest.mark.django_db
Hire = Callable[[], Worker]
QUARTER = timedelta(minutes=15)


@pytest.fixture
def done(declare: Declare) -> list[int]:
    """A job of every quarter of an hour; what it did."""
    seen: list[int] = []
    declare(lambda: seen.append(1), every=QUARTER)
    return seen


def test_in_its_turn(done: list[int], worker: Hire, time: Time) -> None:
    for seconds, in_all in ((0, 1), (899, 1), (1, 2), (900, 3)):
        time.passes(seconds)
        worker().once()
        assert len(done) == in_all


def test_it_keeps_its_beat_when_it_is_a_little_late(done: list[int], worker: Hire, time: Time) -> None:
    worker().once()
    time.passes(910)
    worker().once()
    assert Schedule.objects.get().next_at == NOW + 2 * QUARTER


def test_after_a_week_it_takes_one_turn(done: list[int], worker: Hire, time: Time) -> None:
    worker().once()
    time.passes(7 * 86_400)
    worker().once()
    worker().once()
    assert len(done) == 2
    assert Schedule.objects.get().next_at == time.now + QUARTER


@pytest.mark.parametrize("step", [-3600, 3600, -86_400 * 365])
def test_a_clock_that_is_set_neither_stalls_nor_floods(done: list[int], worker: Hire, time: Time, step: int) -> None:
    """In the six hours after, the job does not rest for longer than its interval, and takes one turn more at most."""
    worker().once()
    time.now += timedelta(seconds=step)
    before, rested, longest = len(done), 0, 0
    for _ in range(6 * 60):
        time.passes(60)
        seen = len(done)
        worker().once()
        rested = 0 if len(done) > seen else rested + 1
        longest = max(longest, rested)
    assert longest <= 15
    assert 24 <= len(done) - before <= 25


def test_a_turn_is_taken_by_one(done: list[int], time: Time) -> None:
    turns.lay_out(time.now)
    job = turns.scheduled()[0]
    assert [turns.take(job, name, time.now) for name in ("one", "two")] == [True, False]
    time.passes(3600)
    assert not turns.take(job, "two", time.now), "nor is the next one, while the first lasts"
    assert turns.settle(job, "one", turns.Went(), now=time.now)
    assert not turns.settle(job, "two", turns.Went(), now=time.now)
    assert turns.take(job, "two", time.now)


def test_the_turn_of_a_dead_worker_is_taken_again(done: list[int], worker: Hire, time: Time) -> None:
    turns.lay_out(time.now)
    turns.take(turns.scheduled()[0], "dead", time.now)
    assert worker().once().given_back == 1
    assert len(done) == 1


def test_a_failure_is_told_and_tried_sooner(declare: Declare, worker: Hire, time: Time) -> None:
    def broken() -> None:
        raise TimeoutError("amara@auriga.example")

    declare(broken, every=timedelta(days=1), tries=3)
    rests = []
    for _ in range(3):
        worker().once()
        row = Schedule.objects.get()
        assert (row.last_outcome, row.last_said) == (Outcome.FAILED, "Another server did not answer in time.")
        rests.append((row.next_at - time.now).total_seconds())
        time.passes(rests[-1])
    assert rests == [10, 20, 86_400]


def test_what_comes_often_slows_down_while_it_fails() -> None:
    second, ten = timedelta(seconds=1), timedelta(seconds=10)
    assert [waits.before_turn(n, second, 5).total_seconds() for n in (1, 3, 99)] == [10, 40, 60]
    assert [waits.before_turn(n, ten, 5).total_seconds() for n in (1, 3, 99)] == [10, 40, 600]


def _quick(time: Time, name: str = "one") -> Quick:
    return Quick(name, lambda: time.now, lambda: time.ticks)


def test_a_job_of_every_second_is_cheap(
    declare: Declare, time: Time, django_assert_max_num_queries: Callable[..., object]
) -> None:
    seen: list[int] = []
    declare(lambda: seen.append(1), every=timedelta(seconds=1))
    turns.lay_out(time.now)
    quick = _quick(time)
    quick.step()
    written = 0
    for _ in range(60):
        time.passes(1)
        before = Schedule.objects.values("last_at").get()
        with django_assert_max_num_queries(6):
            quick.step()
        written += Schedule.objects.values("last_at").get() != before
    assert len(seen) == 61
    assert written <= 60 / BETWEEN_WRITINGS


def test_a_job_of_every_second_is_kept_by_one(declare: Declare, time: Time) -> None:
    seen: list[str] = []
    declare(lambda: seen.append("x"), every=timedelta(seconds=1))
    turns.lay_out(time.now)
    one, two = _quick(time, "one"), _quick(time, "two")
    for _ in range(20):
        one.step()
        two.step()
        time.passes(1)
    assert len(seen) == 20
    turns.free("one", time.now, cut_off=True)
    assert two.step() == 1
    time.passes(1)
    assert (one.step(), two.step()) == (0, 1)


def test_a_clock_set_back_is_nothing_to_a_job_of_every_second(declare: Declare, time: Time) -> None:
    seen: list[int] = []
    declare(lambda: seen.append(1), every=timedelta(seconds=1))
    turns.lay_out(time.now)
    quick = _quick(time)
    quick.step()
    time.now -= timedelta(hours=1)
    for _ in range(10):
        time.passes(1)
        quick.step()
    assert len(seen) == 11


def test_the_main_loop_leaves_the_seconds_alone(declare: Declare) -> None:
    quick = declare(lambda: None, every=timedelta(seconds=1))
    assert turns.scheduled(quick=False) == []
    assert turns.scheduled(quick=True) == turns.scheduled() == [quick]
