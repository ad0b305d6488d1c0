"""Which days count: working days, school days, terms, and when something is due. Plain Python, no database.

What nobody entered is not known, and is never taken for a holiday: an unknown weekday counts, so that a deadline comes
too early rather than too late, and whoever asks is told (`Due.assumed`).
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")
CLOSE_OF_DAY = time(17, 0)
"""Working-day and school-day deadlines end then, on the clock of the place."""
LONGEST_HOLIDAY = timedelta(days=70)
"""Two terms further apart than this have one between them that nobody entered."""
FARTHEST = 3660
"""No deadline is further off than this many days."""
_DAY = timedelta(days=1)
_THIRDS = ((9, 1), (1, 1), (5, 1))


class Counted(StrEnum):
    """The three ways in which a deadline counts its days."""

    CALENDAR = "calendar"
    WORKING_DAY = "working_day"
    SCHOOL_DAY = "school_day"

    def words(self, number: int) -> str:
        """A number of them: "5 working days", "1 day"."""
        name = {"calendar": "day", "working_day": "working day", "school_day": "school day"}[self.value]
        return f"{number} {name}{'' if number == 1 else 's'}"


class Span(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date
    name: str = ""


class Due(NamedTuple):
    """When something is due. `assumed` is "" or one sentence: what was taken for granted on the way."""

    at: datetime
    assumed: str = ""


class Termly(NamedTuple):
    """The stretch in which a termly task is done once, and the day by which it is.

    It runs from the day after one term to the end of the next: what is done in the holidays counts for the term ahead.
    """

    first: date
    due: date
    name: str
    assumed: str = ""


def due_at(start: datetime, *, minutes: int) -> datetime:
    """A deadline on the clock, for whatever concerns somebody's safety: nights, weekends and holidays count.

    Args:
        start: when the clock started, with its zone.
        minutes: how long.
    Returns:
        The moment, on the clock of the place. An hour that a change of the clocks skips or repeats is counted as it
        passes.
    """
    _must_be_aware(start)
    if minutes < 0:
        raise ValueError("A deadline lies ahead, not behind.")
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(HERE)


def close_of(day: date) -> datetime:
    """17:00 of a day, on the clock of the place."""
    return datetime.combine(day, CLOSE_OF_DAY, HERE)


def academic_year(day: date) -> Span:
    """The school year a day lies in: 1 September to 31 August."""
    year = day.year if day.month >= 9 else day.year - 1
    return Span(date(year, 9, 1), date(year + 1, 8, 31), f"{year}/{(year + 1) % 100:02}")


@dataclass(frozen=True)
class Calendar:
    """The days of one place.

    Args:
        terms: in the order they come, none overlapping another; half-term breaks are closures within them.
        closures: days on which the place is shut although a term runs.
        bank_holidays: the national ones, each with its name.
        holidays_until: the last day up to which they are known.
    """

    terms: tuple[Span, ...] = ()
    closures: tuple[Span, ...] = ()
    bank_holidays: Mapping[date, str] = field(default_factory=dict)
    holidays_until: date = date.max

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, and no bank holiday. Holidays of the school are working days."""
        return day.weekday() < 5 and day not in self.bank_holidays

    def is_school_day(self, day: date) -> bool:
        """A working day in a term on which the place is not shut; False too where nobody entered terms (`knows`)."""
        return self.is_working_day(day) and self.term_of(day) is not None and not self.is_shut(day)

    def is_shut(self, day: date) -> bool:
        """Whether somebody entered that the place is shut on that day."""
        return any(shut.first <= day <= shut.last for shut in self.closures)

    def knows(self, day: date) -> bool:
        """Whether it can be told if this is a school day: it lies in a term, or in the holidays before one."""
        index = bisect_left(self._ends, day)
        if index == len(self.terms):
            return False
        begins = self.terms[index].first
        before = self.terms[index - 1].last if index else day - _DAY
        return begins <= day or begins - before <= LONGEST_HOLIDAY

    def term_of(self, day: date) -> Span | None:
        """The term that runs on a day, or None."""
        index = bisect_left(self._ends, day)
        if index < len(self.terms) and self.terms[index].first <= day:
            return self.terms[index]
        return None

    def add_working_days(self, day: date, number: int) -> date:
        """So many working days after a day, which itself is not counted; with 0, that day or the next that is one."""
        return self._count(day, number, self.is_working_day)

    def add_school_days(self, day: date, number: int) -> date:
        """The same in school days. Where no terms are entered, working days count instead."""
        return self._count(day, number, self._may_be_school_day)

    def due(self, counted: Counted, start: datetime, number: int) -> Due:
        """When so many days after a moment are over.

        Args:
            counted: which days count. For anything that concerns somebody's safety use `due_at`, never school days.
            start: the moment; its day, on the clock of the place, is not counted.
            number: how many days.
        Returns:
            17:00 of the last day; for calendar days its end, which is midnight.
        """
        _must_be_aware(start)
        day = start.astimezone(HERE).date()
        if counted is Counted.CALENDAR:
            last = self._count(day, number, lambda _: True)
            return Due(datetime.combine(last + _DAY, time(), HERE))
        add = self.add_school_days if counted is Counted.SCHOOL_DAY else self.add_working_days
        last = add(day, number)
        return Due(close_of(last), self._assumed(counted, day, last))

    def termly(self, day: date) -> Termly:
        """The stretch a day lies in for tasks that are due once a term.

        Between two terms it is the term ahead. Where none is entered, a third of the school year; and it says so.
        """
        if not self.knows(day):
            return _third(day)
        index = bisect_left(self._ends, day)
        term = self.terms[index]
        before = self.terms[index - 1].last if index else term.first - LONGEST_HOLIDAY
        first = before + _DAY if term.first - before <= LONGEST_HOLIDAY else term.first
        return Termly(first, term.last, term.name)

    def enough_terms(self, day: date) -> bool:
        """Whether the terms of a day's school year are entered, so far as can be told: no stretch of it is unknown.

        The days after its last term are left out, for the next year's terms may not be set yet.
        """
        year = academic_year(day)
        mine = [term for term in self.terms if term.first <= year.last and term.last >= year.first]
        if not mine or mine[0].first - year.first > LONGEST_HOLIDAY or year.last - mine[-1].last > LONGEST_HOLIDAY:
            return False
        return all(later.first - earlier.last <= LONGEST_HOLIDAY for earlier, later in pairwise(mine))

    @cached_property
    def _ends(self) -> list[date]:
        return [term.last for term in self.terms]

    def _may_be_school_day(self, day: date) -> bool:
        return self.is_school_day(day) if self.knows(day) else self.is_working_day(day)

    def _count(self, day: date, number: int, counts: Callable[[date], bool]) -> date:
        if number < 0:
            raise ValueError("A deadline lies ahead, not behind.")
        left = max(number, 1)
        if number == 0 and counts(day):
            return day
        for _ in range(FARTHEST):
            day += _DAY
            left -= counts(day)
            if not left:
                return day
        raise ValueError(f"No deadline is more than {FARTHEST} days away.")

    def _assumed(self, counted: Counted, day: date, last: date) -> str:
        if last > self.holidays_until:
            return f"Bank holidays after {self.holidays_until.year} are not known yet, so none was left out."
        if counted is Counted.SCHOOL_DAY and not all(self.knows(one) for one in _days(day + _DAY, last)):
            return "No terms are entered for part of that time, so every working day of it was counted."
        return ""


def _third(day: date) -> Termly:
    year = academic_year(day)
    starts = [date(year.first.year + (month < 9), month, first) for month, first in _THIRDS]
    first = max(start for start in starts if start <= day)
    after = next((start for start in starts if start > day), year.last + _DAY)
    words = f"No terms are entered for this part of {year.name}, so a third of the school year stands for the term."
    return Termly(first, after - _DAY, "", words)


def _days(first: date, last: date) -> list[date]:
    return [first + index * _DAY for index in range((last - first).days + 1)]


def _must_be_aware(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone.")
