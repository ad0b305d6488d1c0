"""Which jobs there are, found by autodiscovery of every app's `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Work = Callable[..., Any]


@dataclass(frozen=True)
class Job:
    """One job: `app.name`, what it does in words, how to do it, how often, how many tries it gets."""

    name: str
    words: str
    do: Work
    every: timedelta | None = None
    tries: int = 5


JOBS: dict[str, Job] = {}
FOLLOWERS: dict[str, list[str]] = {}


def job(words: str, *, every: timedelta | None = None, tries: int = 5) -> Callable[[Work], Job]:
    """Declare a job. It takes ids by keyword, reads the clock itself, and may be run twice.

    Args:
        words: what it does, for the page of the administrator ("Send mail that waits").
        every: run by the schedule that often; None only when asked for.
        tries: how often it is tried in all before it counts as failed.
    Raises:
        ValueError: a job of that name is declared already.
    """

    def declare(do: Work) -> Job:
        found = Job(_name(do), words, do, every, tries)
        if found.name in JOBS:
            raise ValueError(f"The job {found.name} is declared twice.")
        JOBS[found.name] = found
        return found

    return declare


def follows(event: str, words: str, *, tries: int = 5) -> Callable[[Work], Job]:
    """Declare a job that is run for each announcement of an event, with the ids that were announced."""

    def declare(do: Work) -> Job:
        found = job(words, tries=tries)(do)
        FOLLOWERS.setdefault(event, []).append(found.name)
        return found

    return declare


def _name(do: Work) -> str:
    # "charioteer.people.tasks" and "charioteer.people.tasks.mail" both lie in the app "people".
    return f"{do.__module__.split('.')[1]}.{do.__name__}"
