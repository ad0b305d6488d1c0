"""Dates as people write them: kept as written, with the interval they can mean and how sure that is.

`April 20` is an interval and not a day. Notation: Extended Date/Time Format (EDTF, ISO 8601-2), as far as needed.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """How sure the interval is."""

    CERTAIN = "certain"
    DAY_FIRST_ASSUMED = "day_first_assumed"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One date as somebody wrote it.

    Args:
        as_written: the very words.
        edtf: what they can mean ("2020-04", "XXXX-06-30"), "" if nothing.
        earliest, latest: the interval, ends included; None where unknown.
        certainty: how sure.
        doubt: the doubt in one sentence, "" if there is none.
    """

    as_written: str
    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    certainty: Certainty = Certainty.BLANK
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class WrittenEvents:
    """What a date cell says: when opened and when closed, each as written."""

    opened: WrittenDate
    closed: WrittenDate


# What people put where there is nothing to say; it is kept with the row as read, and is no date.
_NOTHING = {"", "-", "–", "—", "n/a", "na", "none", "nil", "not applicable"}
_STILL_OPEN = {"no", "open", "still open", "not closed", "not yet", "active", "live", "current"}

_MONTHS = {name.lower(): n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if n}
_MONTHS["sept"] = 9
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_EVENT = re.compile(r"\b(?P<what>opened|closed)\b\s*(?:on\b)?\s*[:\-–]?\s*", re.I)


def read_events(cell: str, *, today: date) -> WrittenEvents:
    """Read a cell that may say `Opened: 1/9/21`, `Closed: ...`, both, or a bare date (taken as the opening).

    Args:
        cell: the cell, as read.
        today: the latest day that can be meant.
    """
    marks = list(_EVENT.finditer(cell))
    said: dict[str, str] = {}
    if not marks or marks[0].start() > 0:
        said["opened"] = cell[: marks[0].start()] if marks else cell
    ends = [mark.start() for mark in marks[1:]] + [len(cell)]
    for mark, end in zip(marks, ends, strict=False):
        said[mark["what"].lower()] = cell[mark.end() : end]
    opened, closed = (said.get(what, "").strip(" \t\r\n,;/|") for what in ("opened", "closed"))
    return WrittenEvents(read_date(opened, today=today), read_closing(closed, today=today))


def read_closing(written: str, *, today: date) -> WrittenDate:
    """Read when something was closed. Words that say it was not are no date, and close nothing."""
    return read_date("" if " ".join(written.casefold().split()) in _STILL_OPEN else written, today=today)


def read_date(written: str, *, today: date) -> WrittenDate:
    """Read one date, day before month, as England writes it.

    Args:
        written: the words.
        today: the latest day that can be meant; also decides the century of two-digit years.
    Returns:
        The date with its interval; `unreadable` with a doubt that says what was read, never an exception.
    """
    text = " ".join(written.split())
    if text.casefold() in _NOTHING:
        return WrittenDate("")
    for pattern, read in _FORMS:
        match = pattern.fullmatch(text)
        if match:
            return _checked(read(match, written, today), today)
    return _unreadable(written, f"We cannot read “{_short(written)}” as a date. Type it again, or leave it as written.")


def _checked(found: WrittenDate, today: date) -> WrittenDate:
    if found.earliest and found.earliest > today:
        return _unreadable(found.as_written, f"We read “{_short(found.as_written)}” as a day that has not come yet.")
    return found


def _numeric(match: re.Match[str], written: str, today: date) -> WrittenDate:
    first, second, year = int(match["first"]), int(match["second"]), _year(match["year"], today)
    day, month, swapped = (first, second, False) if second <= 12 else (second, first, True)
    found = _exact(written, year, month, day)
    if found.certainty is not Certainty.CERTAIN:
        return found
    if swapped:
        words = f"“{_short(written)}” can only be month before day: we read {_words(found.earliest)}."
        return WrittenDate(written, found.edtf, found.earliest, found.latest, Certainty.AMBIGUOUS, words)
    if first > 12 or first == second:
        return found
    words = f"We read “{_short(written)}” day first, as {_words(found.earliest)}."
    return WrittenDate(written, found.edtf, found.earliest, found.latest, Certainty.DAY_FIRST_ASSUMED, words)


def _iso(match: re.Match[str], written: str, today: date) -> WrittenDate:
    return _exact(written, int(match["year"]), int(match["month"]), int(match["day"]))


def _worded(match: re.Match[str], written: str, today: date) -> WrittenDate:
    return _exact(written, _year(match["year"], today), _MONTHS[match["month"].lower()], int(match["day"]))


def _month_and_year(match: re.Match[str], written: str, today: date) -> WrittenDate:
    return _whole_month(written, int(match["year"]), _MONTHS[match["month"].lower()], Certainty.CERTAIN, "")


def _month_and_two_digits(match: re.Match[str], written: str, today: date) -> WrittenDate:
    month, two = _MONTHS[match["month"].lower()], int(match["two"])
    name = calendar.month_name[month]
    could_be_day = 1 <= two <= calendar.monthrange(2000, month)[1]
    if 2000 + two <= today.year:
        if not could_be_day:
            return _whole_month(written, 2000 + two, month, Certainty.CERTAIN, "")
        words = f"We took “{_short(written)}” as {name} {2000 + two}. It may be {two} {name} of a year not given."
        return _whole_month(written, 2000 + two, month, Certainty.AMBIGUOUS, words)
    if could_be_day:
        words = f"“{_short(written)}” can only be {two} {name}, and no year is given. Add the year."
        return WrittenDate(written, f"XXXX-{month:02}-{two:02}", certainty=Certainty.AMBIGUOUS, doubt=words)
    return _unreadable(written, f"We cannot tell what “{_short(written)}” means. Type the date again.")


def _only_year(match: re.Match[str], written: str, today: date) -> WrittenDate:
    year = int(match["year"])
    return WrittenDate(written, str(year), date(year, 1, 1), date(year, 12, 31), Certainty.CERTAIN)


_SEP = r"\s*[/.\-]\s*"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, date], WrittenDate]], ...] = (
    (re.compile(rf"(?P<first>\d{{1,2}}){_SEP}(?P<second>\d{{1,2}}){_SEP}(?P<year>\d{{4}}|\d{{2}})"), _numeric),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]00:00(?::00)?)?"), _iso),
    (re.compile(rf"{_DAY}(?:\s+of)?[\s\-]+{_MONTH}[\s,\-]+(?P<year>\d{{4}}|\d{{2}})", re.I), _worded),
    (re.compile(rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})", re.I), _worded),
    (re.compile(rf"{_MONTH}[\s,\-]+(?P<year>\d{{4}})", re.I), _month_and_year),
    (re.compile(rf"{_MONTH}[\s\-']+(?P<two>\d{{2}})", re.I), _month_and_two_digits),
    (re.compile(r"(?P<year>(?:19|20)\d{2})"), _only_year),
)


def _year(text: str, today: date) -> int:
    # Two digits: this century, unless that year has not come yet.
    if len(text) == 4:
        return int(text)
    return 2000 + int(text) if 2000 + int(text) <= today.year else 1900 + int(text)


def _exact(written: str, year: int, month: int, day: int) -> WrittenDate:
    try:
        found = date(year, month, day)
    except ValueError:
        return _unreadable(written, _impossible(written, year, month, day))
    return WrittenDate(written, found.isoformat(), found, found, Certainty.CERTAIN)


def _whole_month(written: str, year: int, month: int, certainty: Certainty, doubt: str) -> WrittenDate:
    if year < 1:
        return _unreadable(written, f"“{_short(written)}” names a year that does not exist. Type the date again.")
    last = calendar.monthrange(year, month)[1]
    return WrittenDate(written, f"{year}-{month:02}", date(year, month, 1), date(year, month, last), certainty, doubt)


def _impossible(written: str, year: int, month: int, day: int) -> str:
    name = calendar.month_name[month] if 1 <= month <= 12 else f"month {month}"
    return (
        f"We read “{_short(written)}” as {day} {name} {year}, which does not exist. "
        "Type the date again, or leave it as written."
    )


def _unreadable(written: str, doubt: str) -> WrittenDate:
    return WrittenDate(written, certainty=Certainty.UNREADABLE, doubt=doubt)


def _words(day: date | None) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}" if day else ""


def _short(written: str) -> str:
    return written if len(written) <= 60 else written[:59] + "…"
