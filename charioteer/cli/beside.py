"""A worker beside the web server: started, started again when it dies, and stopped with it."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

from charioteer.cli import working

LONGEST_PAUSE = 30.0
LIVED_WELL = 60.0
PATIENCE = 30.0


@dataclass
class Beside:
    """The process of one worker."""

    _over: threading.Event = field(default_factory=threading.Event)
    _process: "subprocess.Popen[bytes] | None" = None

    @classmethod
    @contextmanager
    def running(cls, wanted: bool) -> Iterator[None]:
        """Keep a worker running while the body runs, if it is wanted."""
        if not wanted:
            yield
            return
        ours = cls()
        ours._start()
        keeper = threading.Thread(target=ours._keep, daemon=True)
        keeper.start()
        try:
            yield
        finally:
            ours._stop()
            keeper.join(PATIENCE)

    def _start(self) -> None:
        # Its answer at the end is nobody's; what it has to complain about goes where ours goes.
        self._process = subprocess.Popen(  # noqa: S603 (our own command, no word of it from outside)
            working.command(os.getpid()),
            env=working.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def _keep(self) -> None:
        pause = 1.0
        while self._process is not None:
            began = time.monotonic()
            code = self._process.wait()
            if self._over.is_set():
                return
            pause = 1.0 if time.monotonic() - began >= LIVED_WELL else pause
            click.echo(f"The worker ended ({code}). Another is started in {pause:.0f} s.", err=True)
            if self._over.wait(pause):
                return
            pause = min(LONGEST_PAUSE, pause * 2)
            self._start()

    def _stop(self) -> None:
        self._over.set()
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
