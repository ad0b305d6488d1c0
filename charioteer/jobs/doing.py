"""Doing: what goes wrong is caught, told to the log, and returned."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import connections

from charioteer.errors import Refused
from charioteer.jobs.claiming import Claim
from charioteer.jobs.declared import Job
from charioteer.jobs.progressing import working_on
from charioteer.jobs.troubles import Trouble

log = logging.getLogger("charioteer.jobs")


def attempt(what: str, do: Callable[[], object]) -> Exception | None:
    """Do something; returns what it raised, if it did.

    A refusal and a job's own trouble are one line in the log; anything else is there with all that is known of it.
    """
    try:
        do()
    except (Refused, Trouble) as known:
        log.warning("%s: %s: %s", what, type(known).__name__, known)
        return known
    except Exception as error:  # a job may break in any way, and the worker goes on
        log.exception("%s broke", what)
        return error
    finally:
        _clean()
    return None


def do_claimed(taken: Claim) -> Exception | None:
    """Do the work of a row."""

    def do() -> None:
        with working_on(taken.row.pk):
            taken.row.task.call(*taken.row.args_kwargs["args"], **taken.row.args_kwargs["kwargs"])

    return attempt(taken.words, do)


def do_turn(job: Job) -> Exception | None:
    """Do a scheduled job."""
    return attempt(job.words, job.do)


def seconds(since: float, until: float) -> timedelta:
    """How long something took, by the stopwatch."""
    return timedelta(seconds=max(0.0, until - since))


def _clean() -> None:
    # A job that broke may have left a dead connection behind; the next one gets a new one.
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
