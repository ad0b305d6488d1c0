"""What ended a month ago goes; what waits, runs, or is needed stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from charioteer.jobs import begin, later
from charioteer.jobs.models import Effect, Progress, Waiting, Worker
from charioteer.jobs.tasks import EFFECTS_KEPT, KEPT, WORKERS_KEPT, clear_away
from charioteer.jobs.tests.conftest import NOW, Declare
from charioteer.people.models import Person

pytestmark = pytest.mark.django_db


def _row(status: str, days: int) -> None:
    DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": ["x", {}], "kwargs": {}},
        run_after=NOW,
        finished_at=NOW - timedelta(days=days) if status in {"FAILED", "SUCCESSFUL"} else None,
    )


def test_what_is_old_goes() -> None:
    for status in ("READY", "RUNNING", "FAILED", "SUCCESSFUL"):
        for days in (KEPT.days, KEPT.days + 1):
            _row(status, days)
    assert clear_away(NOW)["work"] == 2
    left = list(DBTaskResult.objects.values_list("status", flat=True))
    assert sorted(left) == ["FAILED", "READY", "READY", "RUNNING", "RUNNING", "SUCCESSFUL"]


def test_what_hung_on_it_goes_too(declare: Declare) -> None:
    job = declare(lambda: None)
    later(job, key="k")
    Waiting.objects.create(key="done long ago", task_id=uuid4())
    begin(job, by=Person(pk=1, trust_id=1), title="Reading")
    old = {"trust_id": 1, "person_id": 1, "title": "Old", "began_at": NOW - KEPT - timedelta(seconds=1)}
    Progress.objects.create(task_id=uuid4(), **old)
    Effect.objects.create(key="old", at=NOW - EFFECTS_KEPT - timedelta(seconds=1))
    Effect.objects.create(key="new", at=NOW)
    Worker.objects.create(id="old", pid=1, started_at=NOW, seen_at=NOW - WORKERS_KEPT - timedelta(seconds=1))
    assert clear_away(NOW) == {"work": 0, "progress": 1, "keys": 1, "workers": 1, "effects": 1}
