"""Having the board asked: by whom, how often, and never in the request itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from charioteer.assurance import actions, running, tasks
from charioteer.assurance.models import Occasion, Run
from charioteer.assurance.tests.asked import made, only
from charioteer.audit.models import Entry
from charioteer.controls import CONTROLS
from charioteer.errors import NotAllowed, NotNow
from charioteer.jobs.declared import FOLLOWERS
from charioteer.people.models import School
from tests.cast import NOW, Cast, signed_in


def test_the_press_asks_the_worker_and_leaves_an_entry(cast: Cast) -> None:
    before = DBTaskResult.objects.count()
    answer = signed_in(cast["hana"]).post("/board/ask/")
    assert answer.status_code == 302
    assert Run.objects.count() == 0
    assert DBTaskResult.objects.count() == before + 1
    assert Entry.objects.get(kind="assurance.board.asked").actor == f"people.person:{cast['hana'].pk}"


@pytest.mark.parametrize("who", ["gita", "tom", "priya"])
def test_who_only_reads_it_does_not(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.ask_board(by=cast[who], now=NOW)
    assert "administrator" in refused.value.who_can.lower()
    assert signed_in(cast[who]).post("/board/ask/").status_code == 403


def test_not_twice_within_a_moment(cast: Cast, vega: School) -> None:
    running.ask([made("t.one", lambda now: [])], now=NOW)
    with pytest.raises(NotNow):
        actions.ask_board(by=cast["hana"], now=NOW + timedelta(seconds=20))
    actions.ask_board(by=cast["hana"], now=NOW + timedelta(seconds=31))


def test_the_worker_asks_all_of_them(cast: Cast) -> None:
    tasks.ask_now.do(trust_id=cast.lyra.pk)
    assert set(Run.objects.values_list("control", flat=True)) == set(CONTROLS)
    tasks.ask_now.do(trust_id=cast.lyra.pk)
    assert Run.objects.count() == len(CONTROLS)


def test_every_event_a_control_names_has_a_follower() -> None:
    events = {event for one in CONTROLS.values() for event in one.on}
    assert events
    for event in events:
        assert f"assurance.ask_after_{event.replace('.', '_')}" in FOLLOWERS[event]


def test_what_follows_an_event_is_asked_and_nothing_else(cast: Cast) -> None:
    with only(made("t.one", lambda now: [], on=("x.y.z",)), made("t.two", lambda now: [])):
        tasks._ask("x.y.z", timezone.now())
        assert list(Run.objects.values_list("control", "occasion")) == [("t.one", Occasion.EVENT)]


def test_a_burst_is_answered_together(cast: Cast) -> None:
    follower = tasks.FOLLOWING["channels.channel.changed"]
    follower.do(trust_id=1, channel_id=1)
    asked = Run.objects.count()
    assert asked
    before = DBTaskResult.objects.count()
    follower.do(trust_id=1, channel_id=2)
    follower.do(trust_id=1, channel_id=3)
    assert Run.objects.count() == asked
    assert DBTaskResult.objects.count() == before + 2
    now = timezone.now()
    tasks.ask_again.do(event="channels.channel.changed", since=now.isoformat())
    tasks.ask_again.do(event="channels.channel.changed", since=now.isoformat())
    assert Run.objects.count() == 2 * asked


def test_the_schedule_asks_what_is_due(cast: Cast) -> None:
    tasks.ask_due.do()
    tasks.ask_due.do()
    assert Run.objects.count() == len(CONTROLS)


def test_a_channel_that_changes_has_the_board_asked(cast: Cast) -> None:
    from charioteer.channels.tests.conftest import put

    DBTaskResult.objects.all().delete()
    put(cast["amara"], platform="x", account="@VegaStars", name="Vega Stars", school="vega-house")
    names = [row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()]
    assert names == ["assurance.ask_after_channels_channel_changed"]


def test_old_runs_go_but_for_the_last_of_each_day_and_those_that_failed(cast: Cast) -> None:
    old = NOW - timedelta(days=40)
    for minutes in (0, 15, 30):
        running.ask([made("t.one", lambda now: [])], now=old + timedelta(minutes=minutes))
    running.ask([made("t.one", lambda now: 1 / 0)], now=old + timedelta(minutes=45))
    running.ask([made("t.one", lambda now: [])], now=NOW)
    assert actions.let_old_runs_go(now=NOW) == 2
    kept = Run.objects.order_by("asked_at").values_list("asked_at", "ok")
    assert list(kept) == [(old + timedelta(minutes=30), True), (old + timedelta(minutes=45), False), (NOW, True)]
