"""A real Charioteer on this machine: its own data folder, the real commands, the real server."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = [sys.executable, "-c", "from charioteer.cli import main; main()"]
PATIENCE = 60


@dataclass
class Site:
    """One installation.

    Args:
        data: its data folder.
        port: where its server listens.
        settings: further variables of its environment.
    """

    data: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    _server: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Only what is said here: nothing of the machine's own settings."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("CHARIOTEER_", "DATABASE_URL"))
        }
        own = {"CHARIOTEER_DATA": str(self.data), "CHARIOTEER_ADDRESS": self.address, "PYTHONPATH": str(ROOT)}
        own["DJANGO_SETTINGS_MODULE"] = "charioteer.settings"
        return {**kept, **own, **self.settings}

    def charioteer(self, *arguments: str) -> Any:
        """Run a command with `--json` and read its answer. An exit code other than 0 fails the test."""
        done = subprocess.run(
            [*COMMAND, *arguments, "--json"], env=self.environment, capture_output=True, text=True, cwd=ROOT
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return json.loads(done.stdout)

    def run(self, module: str, *arguments: str) -> str:
        """Run one of our modules inside this installation; returns what it printed."""
        command: Sequence[str] = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def start(self) -> None:
        """Serve, and wait until it answers."""
        log = (self.data / "server.log").open("wb")
        command = [*COMMAND, "serve", "--port", str(self.port)]
        self._server = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        log.close()
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._server.poll() is None, self.log
            assert time.monotonic() < until, f"no answer in {PATIENCE} s\n{self.log}"
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop serving; it is told to, and made to if it does not listen."""
        if self._server is None:
            return
        self._server.terminate()
        try:
            self._server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()

    @property
    def log(self) -> str:
        """What the server wrote."""
        return (self.data / "server.log").read_text(errors="replace")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/", timeout=5) as answer:  # noqa: S310 (ours)
                return bool(answer.status == 200)
        except OSError:
            return False


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def example(data: Path, **settings: str) -> Site:
    """An installation with the example trust in it, serving.

    Args:
        data: an empty folder.
        settings: further variables of the environment.
    """
    data.mkdir(parents=True, exist_ok=True)
    # One browser asks many pages within a minute; what the limit does is tested elsewhere.
    site = Site(data, free_port(), {"CHARIOTEER_VERIFY_PER_MINUTE": "0", **settings})
    site.charioteer("init", "--example", "auriga")
    site.start()
    return site
