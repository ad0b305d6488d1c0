"""A worker that dies at one step of its work, as a process of its own: `python -m charioteer.jobs.tests.killing STEP`.

It dies once: where the file named by CHARIOTEER_TEST_DIED lies already, it works to the end.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

STEPS = ("before claim", "after claim", "before effect", "in effect", "after effect", "before success", "after success")


def die(at: str) -> None:
    """Die as by SIGKILL, if this is the step and it is the first time."""
    died = Path(os.environ.get("CHARIOTEER_TEST_DIED", "/nonexistent"))
    if os.environ.get("CHARIOTEER_TEST_STEP") == at and not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def declare() -> Any:
    """Declare the job that counts; returns it."""
    from django.db.models import F

    from charioteer.jobs import declared, once
    from charioteer.jobs.models import Progress

    if "jobs.counted" in declared.JOBS:
        return declared.JOBS["jobs.counted"]

    def counted(*, ref: str) -> None:
        die("before effect")
        with once(f"counted:{ref}") as first:
            if first:
                Progress.objects.filter(pk=ref).update(done=F("done") + 1)
                die("in effect")
        die("after effect")

    counted.__module__ = "charioteer.jobs.tasks"
    return declared.job("Count one", tries=3)(counted)


def _around(module: Any, name: str, before: str, after: str) -> None:
    real: Callable[..., Any] = getattr(module, name)

    def dying(*args: Any, **given: Any) -> Any:
        die(before)
        found = real(*args, **given)
        if found is not None:
            die(after)
        return found

    setattr(module, name, dying)


def main() -> None:
    """Work once through what is due."""
    django.setup()
    from charioteer.jobs import claiming
    from charioteer.jobs.worker import Worker

    declare()
    _around(claiming, "claim", "before claim", "after claim")
    _around(claiming, "succeed", "before success", "after success")
    Worker().once()
    sys.stdout.write("to the end\n")


if __name__ == "__main__":
    main()
