"""Duties: something a person owes by a date. A duty is a query, never a copy; apps declare them in `duties.py`."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Owed:
    """One thing one person owes.

    Args:
        key: what it is, unique and stable ("people.offices:3"), so that calendars and mail know it again.
        person_id: who owes it.
        words: what to do, beginning with a verb ("Say who is the safeguarding lead of Vega House School").
        args: what fills the duty's address.
        query: what follows the question mark of that address ("doubts=some").
        due: by when; None for no date. A day without an hour is its last minute, 23:59 here.
        since: since when it has been waiting, if that is known.
        minutes: how long it takes, roughly; 0 if nobody knows.
        why: one sentence.
    """

    key: str
    person_id: int
    words: str
    args: tuple[str | int, ...] = ()
    query: str = ""
    due: datetime | None = None
    since: datetime | None = None
    minutes: int = 0
    why: str = ""


Ask = Callable[[Collection[int] | None, datetime], Iterable[Owed]]


@dataclass(frozen=True)
class Duty:
    """One kind of duty: its key, its name in the plural, the address that does it, and the query that finds it.

    `ask(people, now)` is set-based: `people` are ids of persons, or None for everybody. `personal`: nobody can do it
    for somebody else. `safety`: overdue, it is mailed about whatever somebody chose.
    """

    kind: str
    words: str
    url_name: str
    ask: Ask
    personal: bool = False
    safety: bool = False


DUTIES: dict[str, Duty] = {}


def duty(
    kind: str, words: str, url_name: str, *, personal: bool = False, safety: bool = False
) -> Callable[[Ask], Duty]:
    """Declare a kind of duty.

    Args:
        kind: `app.name`.
        words: its name, in the plural ("Offices to fill"). A private calendar shows it and nothing else, and who keeps
            that calendar may read it: it gives nothing away.
        url_name: the address at which it is done; `Owed.args` fill it.
        personal: nobody can do it for somebody else ("Set up your second factor"), or nobody else may know of it; so
            it is not shown to a deputy.
        safety: people may come to harm where it is late, so nobody can switch off mail about it when it is overdue.
    Raises:
        ValueError: the kind is declared already.
    """

    def declare(ask: Ask) -> Duty:
        if kind in DUTIES:
            raise ValueError(f"The duty {kind} is declared twice.")
        DUTIES[kind] = Duty(kind, words, url_name, ask, personal, safety)
        return DUTIES[kind]

    return declare
