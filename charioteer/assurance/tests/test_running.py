"""Asking: a row where something changed, a run that says how fresh it is, and nothing kept of what broke."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection

from charioteer.assurance import running
from charioteer.assurance.limits import Overdue, at_most
from charioteer.assurance.models import Occasion, Result, Run
from charioteer.assurance.tests.asked import made, only
from charioteer.controls import Finding, Level, State
from charioteer.people.models import School
from tests.cast import NOW, Cast

LATER = NOW + timedelta(minutes=15)


def at(school: School, **figures: object) -> Finding:
    return Finding(school.trust_id, school.pk, **{"total": 3, **figures})


def current(key: str = "t.one") -> list[tuple]:
    return list(Result.objects.current().filter(control=key).values_list("state", "total", "failing", "valid_from"))


def test_a_row_for_each_answer_and_a_run_that_says_when(vega: School, sulafat: School) -> None:
    control = made("t.one", lambda now: [at(vega, failing=[5]), at(sulafat)])
    [run] = running.ask([control], now=NOW, occasion=Occasion.COMMAND)
    assert (run.ok, run.places, run.changed, run.latest, run.occasion) == (True, 2, 2, True, "command")
    assert sorted(current()) == [("ok", 3, 0, NOW), ("partial", 3, 1, NOW)]


def test_nothing_new_is_no_new_row_but_a_new_run(vega: School) -> None:
    control = made("t.one", lambda now: [at(vega, failing=[5, 6])])
    running.ask([control], now=NOW)
    [again] = running.ask([control], now=LATER)
    assert (Result.objects.count(), again.changed) == (1, 0)
    assert list(Run.objects.order_by("pk").values_list("asked_at", "latest")) == [(NOW, False), (LATER, True)]


@pytest.mark.parametrize(
    "changed",
    [{"failing": [6]}, {"failing": [5], "unknown": [7]}, {"failing": [5], "total": 4}, {"failing": [5], "note": "x"}],
    ids=["other things fail", "more is unknown", "more was asked about", "other words"],
)
def test_what_changed_ends_the_old_row_and_begins_a_new_one(vega: School, changed: dict) -> None:
    said = [at(vega, failing=[5])]
    control = made("t.one", lambda now: said)
    running.ask([control], now=NOW)
    said[:] = [at(vega, **changed)]
    running.ask([control], now=LATER)
    old, new = Result.objects.order_by("pk")
    assert (old.valid_from, old.valid_until) == (NOW, LATER)
    assert (new.valid_from, new.valid_until) == (LATER, None)


def test_another_version_of_the_question_is_another_answer(vega: School) -> None:
    running.ask([made("t.one", lambda now: [at(vega)])], now=NOW)
    running.ask([made("t.one", lambda now: [at(vega)], version=2)], now=LATER)
    assert list(Result.objects.order_by("pk").values_list("version", "valid_until")) == [(1, LATER), (2, None)]


def test_a_place_it_says_nothing_about_any_more_has_no_answer(vega: School) -> None:
    said = [at(vega)]
    control = made("t.one", lambda now: said)
    running.ask([control], now=NOW)
    said.clear()
    running.ask([control], now=LATER)
    assert current() == []


def raises(now: object) -> list[Finding]:
    raise ValueError("the head’s own name")


def loops(now: object) -> list[Finding]:
    for _ in count():
        pass
    return []


def swallows(now: object) -> list[Finding]:
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            time.sleep(0.001)


def asks_for_ever(now: object) -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")
    return []


def sleeps(now: object) -> list[Finding]:
    time.sleep(8)
    return []


def waits_for_an_answer(now: object) -> list[Finding]:
    here, _there = socket.socketpair()
    here.settimeout(8)
    here.recv(1)
    return []


@pytest.mark.parametrize("breaks", [raises, loops, swallows, asks_for_ever, sleeps, waits_for_an_answer])
def test_one_that_breaks_or_hangs_is_unknown_and_the_others_are_asked(cast: Cast, vega: School, breaks: object) -> None:
    good, bad = made("t.two", lambda now: [at(vega)]), made("t.one", lambda now: [at(vega)])
    running.ask([bad, good], now=NOW)
    broken = made("t.one", breaks, most=timedelta(seconds=0.3))
    started = time.monotonic()
    first, second = running.ask([broken, good], now=LATER)
    assert time.monotonic() - started < 5
    assert (first.ok, second.ok) == (False, True)
    assert first.error.endswith(".")
    assert "name" not in first.error
    assert current("t.one") == []
    assert [state for state, *_ in current("t.two")] == ["ok"]
    assert Result.objects.get(control="t.one").valid_until == LATER


def test_it_answers_again_when_it_is_mended(vega: School) -> None:
    running.ask([made("t.one", raises)], now=NOW)
    running.ask([made("t.one", lambda now: [at(vega)])], now=LATER)
    assert [state for state, *_ in current()] == ["ok"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda vega, algorab: [Finding(vega.trust_id, algorab.pk, 1)],
        lambda vega, algorab: [Finding(algorab.trust_id, vega.pk, 1)],
        lambda vega, algorab: [Finding(vega.trust_id, 999_999, 1)],
        lambda vega, algorab: [Finding(999_999, None, 1)],
        lambda vega, algorab: [Finding(vega.trust_id, vega.pk, 1), Finding(vega.trust_id, vega.pk, 2)],
        lambda vega, algorab: [Finding(vega.trust_id, vega.pk, 1, failing=[1, 2])],
        lambda vega, algorab: [Finding(vega.trust_id, vega.pk, -1)],
    ],
    ids=[
        "another trust’s",
        "the other way",
        "no such school",
        "no such trust",
        "twice",
        "more fail",
        "fewer than none",
    ],
)
def test_a_wrong_place_is_refused_whole(vega: School, algorab: School, sulafat: School, wrong: object) -> None:
    control = made("t.one", lambda now: [at(sulafat), *wrong(vega, algorab)])
    [run] = running.ask([control], now=NOW)
    assert not run.ok
    assert "place that is not there" in run.error
    assert Result.objects.count() == 0


def test_what_is_asked_of_the_trust_alone_is_not_answered_for_a_school(vega: School) -> None:
    control = made("t.one", lambda now: [at(vega)], levels=(Level.TRUST,))
    assert [run.ok for run in running.ask([control], now=NOW)] == [False]


def test_an_older_asking_that_ends_later_changes_nothing(vega: School) -> None:
    running.ask([made("t.one", lambda now: [at(vega)])], now=LATER)
    assert running.ask([made("t.one", lambda now: [at(vega, failing=[1])])], now=NOW) == []
    assert [state for state, *_ in current()] == ["ok"]


def test_what_is_due(vega: School) -> None:
    with only(made("t.one", lambda now: []), made("t.two", lambda now: [], every=timedelta(hours=6))):
        assert {one.key for one in running.due(NOW)} == {"t.one", "t.two"}
        running.ask_all(now=NOW)
        assert running.due(NOW + timedelta(minutes=14)) == []
        assert [one.key for one in running.due(NOW + timedelta(minutes=15))] == ["t.one"]


def test_what_no_app_declares_any_more_ends(vega: School) -> None:
    with only(made("t.one", lambda now: [at(vega)])):
        running.ask_all(now=NOW)
    with only(made("t.two", lambda now: [])):
        running.ask_all(now=LATER)
    assert current() == []
    assert Result.objects.get().valid_until == LATER


def test_a_state_that_figures_cannot_say_is_kept(vega: School) -> None:
    running.ask([made("t.one", lambda now: [at(vega, total=0, state=State.NOT_APPLICABLE)])], now=NOW)
    assert [state for state, *_ in current()] == ["not_applicable"]


def test_the_same_answer_after_a_failure_is_begun_anew(vega: School) -> None:
    good, bad = made("t.one", lambda now: [at(vega, failing=[5])]), made("t.one", raises)
    for control, minutes in ((good, 0), (bad, 15), (good, 30)):
        running.ask([control], now=NOW + timedelta(minutes=minutes))
    spans = list(Result.objects.order_by("pk").values_list("valid_from", "valid_until"))
    assert spans == [(NOW, LATER), (NOW + timedelta(minutes=30), None)]


def test_the_same_answers_in_another_order_are_the_same(vega: School, sulafat: School) -> None:
    said = [at(vega, failing=[5]), at(sulafat, state=State.STALE)]
    control = made("t.one", lambda now: said)
    running.ask([control], now=NOW)
    said.reverse()
    [run] = running.ask([control], now=LATER)
    assert (run.changed, Result.objects.count()) == (0, 2)


def test_a_thread_that_is_not_the_first_is_broken_out_of_too(vega: School) -> None:
    def overdue() -> bool:
        try:
            with at_most(timedelta(seconds=0.3)):
                loops(None)
        except Overdue:
            return True
        finally:
            connection.close()
        return False

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(overdue).result(timeout=10)
