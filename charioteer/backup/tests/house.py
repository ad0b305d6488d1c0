"""A house of one's own for a test: a data folder that commands work on as processes, as in life."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-c", "from charioteer.cli import main; main()"]
_OURS = ("CHARIOTEER_", "DATABASE_", "DJANGO_")


def environment(data: Path, **more: str) -> dict[str, str]:
    """As whoever runs the command has it, not as the tests do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "CHARIOTEER_DATA": str(data), "PYTHONPATH": str(ROOT), **more}


def run(data: Path, *words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*COMMAND, *words], env=environment(data, **more), text=True, capture_output=True, timeout=180, input=typed
    )


def python(data: Path, program: str, **more: str) -> str:
    """Run a few lines in that house, and give back what they print."""
    lines = f"import django; django.setup()\n{program}"
    env = environment(data, DJANGO_SETTINGS_MODULE="charioteer.settings", **more)
    done = subprocess.run([sys.executable, "-c", lines], env=env, text=True, capture_output=True, timeout=180)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def kill_at(data: Path, stage: str, *words: str, after: float = 0.0, **more: str) -> None:
    """Start a command, and kill it with no warning when it says what it is doing now."""
    process = subprocess.Popen(
        [*COMMAND, *words], env=environment(data, **more), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stderr
    for line in process.stderr:
        if line.startswith(stage):
            time.sleep(after)
            process.send_signal(signal.SIGKILL)
            break
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, f"it was over before “{stage}”"
