"""A worker is killed at every step: nothing is lost, nothing is done twice."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from charioteer.jobs import later
from charioteer.jobs.living import LONG_SILENT
from charioteer.jobs.models import Effect, Progress, Schedule, Worker
from charioteer.jobs.tests.killing import STEPS, declare
from tests.committed import Committed

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
KILLING = [sys.executable, "-m", "charioteer.jobs.tests.killing"]
COMMAND = [sys.executable, "-c", "from charioteer.cli import main; main()", "worker"]


def _environment(committed: Committed, **more: str) -> dict[str, str]:
    return {**committed.environment, "PYTHONPATH": str(ROOT), **more}


def _counter() -> Progress:
    return Progress.objects.create(task_id=uuid4(), trust_id=1, person_id=1, title="Counting", began_at=timezone.now())


@pytest.mark.parametrize("step", STEPS)
def test_killed_at(step: str, committed: Committed, tmp_path: Path) -> None:
    counters = [_counter() for _ in range(3)]
    for counter in counters:
        later(declare(), ref=str(counter.pk))
    env = _environment(committed, CHARIOTEER_TEST_STEP=step, CHARIOTEER_TEST_DIED=str(tmp_path / "died"))
    first = subprocess.run(KILLING, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert first.returncode == -signal.SIGKILL, first.stderr
    second = subprocess.run(KILLING, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (second.returncode, second.stdout) == (0, "to the end\n"), second.stderr
    assert list(Progress.objects.values_list("done", flat=True)) == [1, 1, 1]
    assert Effect.objects.count() == 3
    assert {row.status for row in DBTaskResult.objects.all()} == {"SUCCESSFUL"}
    assert not Schedule.objects.exclude(holder="").exists()


def test_two_workers_do_each_piece_once(committed: Committed) -> None:
    counters = [_counter() for _ in range(60)]
    for counter in counters:
        later(declare(), ref=str(counter.pk))
    env = _environment(committed)
    both = [
        subprocess.Popen(KILLING, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    for one in both:
        said, complained = one.communicate(timeout=120)
        assert (one.returncode, said) == (0, b"to the end\n"), complained
    assert set(Progress.objects.values_list("done", flat=True)) == {1}
    assert all(len(row.worker_ids) == 1 for row in DBTaskResult.objects.all())


def test_a_worker_that_is_told_to_stop_does(committed: Committed) -> None:
    worker = subprocess.Popen(
        [*COMMAND, "--json"], env=_environment(committed), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        _until(lambda: Schedule.objects.exclude(last_outcome="").count() >= 3)
        assert Worker.objects.get().stopped_at is None
    finally:
        worker.send_signal(signal.SIGTERM)
        said, complained = worker.communicate(timeout=30)
    assert worker.returncode == 0, complained
    assert b'"turns"' in said
    assert Worker.objects.get().stopped_at is not None
    assert not Schedule.objects.exclude(holder="").exists()


def test_a_worker_whose_parent_is_gone_ends(committed: Committed) -> None:
    start = f"import os, subprocess; subprocess.Popen([*{COMMAND!r}, '--beside', str(os.getpid())])"
    subprocess.run([sys.executable, "-c", start], env=_environment(committed), cwd=ROOT, check=True, timeout=60)
    _until(lambda: Worker.objects.exclude(stopped_at=None).exists())


def test_the_restarted_worker_catches_up_once(committed: Committed) -> None:
    """A schedule that slept for a week takes one turn, not a thousand."""
    subprocess.run([*COMMAND, "--once"], env=_environment(committed), cwd=ROOT, check=True, timeout=60)
    a_week_ago = timezone.now() - timedelta(days=7)
    Schedule.objects.update(next_at=a_week_ago, last_at=a_week_ago)
    did = subprocess.run(
        [*COMMAND, "--once", "--json"],
        env=_environment(committed),
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert f'"turns": {Schedule.objects.count()}'.encode() in did.stdout
    assert not Schedule.objects.filter(next_at__lte=timezone.now()).exists()


def test_the_queue_of_a_machine_that_is_gone_is_taken_over(committed: Committed, tmp_path: Path) -> None:
    """Not on this machine, so only its silence tells."""
    counter = _counter()
    later(declare(), ref=str(counter.pk))
    env = _environment(committed, CHARIOTEER_TEST_STEP="after claim", CHARIOTEER_TEST_DIED=str(tmp_path / "died"))
    subprocess.run(KILLING, env=env, cwd=ROOT, timeout=60)
    Worker.objects.update(place="elsewhere", seen_at=timezone.now() - LONG_SILENT)
    subprocess.run(KILLING, env=env, cwd=ROOT, check=True, timeout=60)
    counter.refresh_from_db()
    assert counter.done == 1


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until, "it did not come about within 30 seconds"
        time.sleep(0.1)
