"""`worker`: does the work in the background, in this process."""

import os
import signal
import sys
from dataclasses import asdict
from types import FrameType

import click

from charioteer.cli import answers
from charioteer.jobs.worker import Tally, Worker


@click.command()
@click.option("--once", is_flag=True, help="Do all that is due, and end.")
@click.option("--beside", type=int, hidden=True, help="End when the process of this number does.")
@answers.json_option
def worker(once: bool, beside: int | None, as_json: bool) -> None:
    """Do the work in the background until told to stop (Ctrl-C, or the TERM signal).

    Told to stop, it finishes what it is doing; told twice, it stops at once, and another worker does that again.
    """
    ours = Worker(parent=beside)
    _listen(ours)
    did = ours.once() if once else ours.run()
    answers.say(as_json, asdict(did), _words(did))


def _listen(ours: Worker) -> None:
    def stop(number: int, _frame: FrameType | None) -> None:
        ours.stop()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _words(did: Tally) -> str:
    parts = [f"{did.turns} turns of the schedule", f"{did.done} pieces of work done"]
    parts += [f"{did.again} to be tried again"] if did.again else []
    parts += [f"{did.failed} failed"] if did.failed else []
    parts += [f"{did.given_back} taken over from a worker that died"] if did.given_back else []
    return ", ".join(parts) + "."


def command(parent: int) -> list[str]:
    """How a worker is started beside another process."""
    start = "from charioteer.cli import main; main()"
    return [sys.executable, "-c", start, "worker", "--beside", str(parent)]


def environment() -> dict[str, str]:
    """The environment it is started in: our own."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
