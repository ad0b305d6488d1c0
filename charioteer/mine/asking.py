"""Asks every kind of duty what is owed. One that cannot answer is told as unknown, and the others still are asked."""

import logging
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.urls import reverse

from charioteer.duties import DUTIES, Duty, Owed

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Thing:
    """One thing owed, of which kind, and the address at which it is done."""

    owed: Owed
    duty: Duty
    href: str

    @property
    def order(self) -> tuple[bool, float, str, str]:
        """By due, those without a date last; two of one moment by their words."""
        due = self.owed.due
        return (due is None, due.timestamp() if due else 0, self.owed.words, self.owed.key)


@dataclass(frozen=True)
class Asked:
    """What is owed, in the order it is due, and the kinds that could not say."""

    things: list[Thing]
    unknown: list[Duty]


def ask(people: Collection[int] | None, now: datetime) -> Asked:
    """Ask every kind once, whatever the number of people.

    Args:
        people: ids of persons; None for everybody. What a kind says about anybody else is dropped.
        now: the moment asked about.
    """
    things: list[Thing] = []
    unknown: list[Duty] = []
    for duty in DUTIES.values():
        try:
            with _apart():
                things += list(_of(duty, people, now))
        except Exception:
            # Whatever it was, the people who owe the rest must still see it; and an error is not "nothing to do".
            logger.exception("The duty %s could not be asked.", duty.kind)
            unknown.append(duty)
    return Asked(sorted(things, key=lambda thing: thing.order), unknown)


def _of(duty: Duty, people: Collection[int] | None, now: datetime) -> Iterator[Thing]:
    known: dict[tuple[str | int, ...], str] = {}
    for owed in duty.ask(people, now):
        if people is None or owed.person_id in people:
            if owed.args not in known:
                known[owed.args] = reverse(duty.url_name, args=owed.args)
            href = known[owed.args]
            yield Thing(owed, duty, f"{href}?{owed.query}" if owed.query else href)


def _apart() -> AbstractContextManager[None]:
    # Inside a transaction one failed question would spoil all that follow; outside one there is nothing to spoil, and
    # SQLite's writers' lock is not taken for reading.
    apart: AbstractContextManager[None] = transaction.atomic() if connection.in_atomic_block else nullcontext()
    return apart
