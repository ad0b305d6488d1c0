"""`worker`, `serve --with-worker`, and what `doctor` says of them."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from charioteer.cli import main
from charioteer.cli.tests.test_process import COMMAND, ROOT, _free_port, _page
from charioteer.jobs import living
from charioteer.jobs.models import Schedule, Worker
from charioteer.mail.actions import send
from tests.committed import Committed


def _doctor() -> dict[str, list[dict[str, str]]]:
    answer = CliRunner().invoke(main, ["doctor", "--json"])
    found: dict[str, list[dict[str, str]]] = {}
    for finding in json.loads(answer.stdout)["findings"]:
        found.setdefault(finding["about"], []).append(finding)
    return found


@pytest.mark.django_db
def test_doctor_without_a_worker() -> None:
    said = _doctor()
    assert (said["Worker"][0]["state"], said["Work"][0]["seen"]) == ("warn", "None waits.")
    assert "None has ever run" in said["Worker"][0]["seen"]
    assert "charioteer worker" in said["Worker"][0]["mend"]


@pytest.mark.django_db
def test_doctor_with_a_worker_and_old_work(settings: LazySettings) -> None:
    now = timezone.now()
    living.enter(now)
    row = {"args_kwargs": {"args": ["x", {}], "kwargs": {}}, "backend_name": "default", "run_after": now}
    DBTaskResult.objects.create(status="READY", **row)
    DBTaskResult.objects.update(enqueued_at=now - timedelta(hours=3))
    DBTaskResult.objects.create(status="FAILED", **row)
    settings.SENDS_MAIL = False
    send(to="a@b.example", subject="Waits", lines=["Sign in."], link="", trust_id=1, key="k", now=now)
    said = _doctor()
    assert said["Worker"][0]["state"] == "ok"
    assert [(one["state"], one["seen"]) for one in said["Work"]] == [
        ("warn", "1 piece waits; the oldest was asked for 3 hours ago."),
        ("warn", "1 piece failed."),
    ]
    assert "1 message waits until it is" in said["Mail"][0]["seen"]


@pytest.mark.slow
def test_once_does_what_is_due_and_ends(committed: Committed) -> None:
    env = {**committed.environment, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*COMMAND, "worker", "--once", "--json"], env=env, capture_output=True, check=True, timeout=60
    )
    facts = json.loads(done.stdout)
    assert facts["turns"] == Schedule.objects.count() > 2
    assert facts["failed"] == 0
    assert Worker.objects.get().stopped_at


@pytest.mark.slow
def test_the_worker_beside_the_server_is_started_again_and_stopped(committed: Committed) -> None:
    env, port = {**committed.environment, "PYTHONPATH": str(ROOT)}, _free_port()
    with (Path(committed.data) / "log").open("wb") as log:
        command = [*COMMAND, "serve", "--port", str(port), "--with-worker"]
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        assert _page(f"http://127.0.0.1:{port}/health/") == "ok"
        _until(lambda: Worker.objects.filter(stopped_at=None, beats__gt=0).count() == 1)
        first = Worker.objects.get()
        os.kill(first.pid, signal.SIGKILL)
        _until(lambda: Worker.objects.exclude(pk=first.pk).filter(beats__gt=0).exists())
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    second = Worker.objects.exclude(pk=first.pk).get()
    assert second.stopped_at
    assert not living.born(second.pid)


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until, "it did not come about within a minute"
        time.sleep(0.2)
