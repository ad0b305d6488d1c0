"""How many pieces of work one worker does in a second, each claimed, done and settled in transactions of its own.

The work is next to nothing (one row counted up by an effect that happens once, and the same without), so what is
measured is what the queue itself costs. The peer is django-tasks' own worker, which neither beats nor retries.

    .venv/bin/python bench/jobs.py [--pieces 2000] [--rounds 3] [--cpu]                         # SQLite
    DATABASE_URL=postgres://user@host/name .venv/bin/python bench/jobs.py                # uses that database
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

HERE = Path(__file__).resolve().parent
FOLDER = tempfile.TemporaryDirectory()
os.environ |= {"CHARIOTEER_DATA": FOLDER.name, "DJANGO_SETTINGS_MODULE": "charioteer.settings"}
os.environ["PYTHONPATH"] = str(HERE.parent)
sys.path.insert(0, str(HERE.parent))

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as Theirs

from charioteer.jobs import job, later, once
from charioteer.jobs.models import Progress
from charioteer.jobs.worker import Worker

ONE = uuid4()
CPU = "--cpu" in sys.argv  # on a machine that is busy with other things, only its own seconds say anything


def _clock() -> float:
    return time.process_time() if CPU else time.perf_counter()


def _declare() -> dict[str, Any]:
    def nothing(*, name: str) -> None:
        pass

    def counted(*, name: str) -> None:
        with once(name) as first:
            if first:
                Progress.objects.filter(pk=ONE).update(done=F("done") + 1)

    for do in (nothing, counted):
        do.__module__ = "charioteer.jobs.tasks"
    return {"work that does nothing": job("Nothing")(nothing), "one effect, once": job("Count")(counted)}


def _ask(what: Any, pieces: int) -> None:
    with transaction.atomic():
        for _ in range(pieces):
            later(what, name=uuid4().hex)


def _ours() -> float:
    began = _clock()
    worker = Worker()
    worker._enter()
    beside = worker._beside(worker._beating)
    while worker._do_next():
        pass
    took = _clock() - began
    worker._leave(beside)
    return took


def _theirs() -> float:
    worker = Theirs(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="bench",
        excluded_queue_names=[],
    )
    began = _clock()
    worker.run()
    return _clock() - began


def _seconds_of_idling() -> tuple[float, int]:
    """How much of a second of this machine an idle worker takes, with a job of every second beside it."""
    start = "from charioteer.cli import main; main()"
    worker = subprocess.Popen([sys.executable, "-c", start, "worker"], cwd=HERE.parent, stdout=subprocess.DEVNULL)
    time.sleep(6)
    before = _used(worker.pid)
    time.sleep(20)
    used = _used(worker.pid) - before
    worker.terminate()
    worker.wait()
    return used / 20, worker.returncode


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pieces", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--cpu", action="store_true", help="count seconds of this process alone")
    given = options.parse_args()
    with FOLDER:
        call_command("migrate", verbosity=0, interactive=False)

        Progress.objects.create(
            ref=ONE, task_id=uuid4(), trust_id=1, person_id=1, title="Bench", began_at=timezone.now()
        )
        print(f"{connection.display_name}, {given.pieces:,} pieces, {given.rounds} rounds")
        for words, what in _declare().items():
            ours, theirs = [], []
            for _ in range(given.rounds):
                for times, run in ((ours, _ours), (theirs, _theirs)):
                    _ask(what, given.pieces)
                    times.append(run())
            print(f"{words}: {given.pieces / median(ours):,.0f} a second; peer {given.pieces / median(theirs):,.0f}")
        share, code = _seconds_of_idling()
        print(f"an idle worker takes {share:.1%} of one core (it ended with {code})")


if __name__ == "__main__":
    main()
