"""Doing one job: the one task that the queue knows."""

from typing import Any

from django_tasks import task

from charioteer.jobs.declared import JOBS


@task()
def run(name: str, ids: dict[str, Any]) -> None:
    """Do the job of that name.

    Raises:
        LookupError: no app declares it any more.
    """
    if name not in JOBS:
        raise LookupError(f"No app declares the job {name}.")
    JOBS[name].do(**ids)
