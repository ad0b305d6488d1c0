"""Dates and times in words, always with their zone."""

import re
from calendar import monthrange
from datetime import date, datetime

from django.utils import timezone

# Written out: strftime would speak whatever language the server was started in, and slowly.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEPARATORS = str.maketrans("/.-,", "    ")
_EXAMPLE = "Type it like 14 September 2026 or 14/9/2026."


def long_date(day: date | None) -> str:
    """A day in words: "14 September 2026". A moment is first read in the site's own zone."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = _here(day)
    return f"{day.day} {_named(day.month)} {day.year}"


def when(moment: datetime | None) -> str:
    """A moment with its zone and day: "09:12 GMT, Sunday 22 November 2026"."""
    if moment is None:
        return ""
    local = _here(moment)
    day = f"{DAYS[local.weekday()]} {local.day} {_named(local.month)} {local.year}"
    zone = f" {local.tzname()}" if local.tzinfo else ""
    return f"{local.hour:02}:{local.minute:02}{zone}, {day}"


def interval(first: date | None, last: date | None = None) -> str:
    """What is known of a day, in words, never more exactly than it is known.

    Args:
        first: the earliest day it can be; None means nothing bounds it from below.
        last: the latest day it can be; None means nothing bounds it from above.
    Returns:
        "14 September 2026", "some day in April 2020", "some day in 2017",
        "between 3 March 2020 and 9 May 2021", "on or after …", "on or before …", or "" when nothing is known.
    """
    if first is None and last is None:
        return ""
    if first is None:
        return f"on or before {long_date(last)}"
    if last is None:
        return f"on or after {long_date(first)}"
    if first == last:
        return long_date(first)
    starts_month, ends_month = first.day == 1, last.day == monthrange(last.year, last.month)[1]
    if starts_month and ends_month and (first.year, first.month) == (last.year, last.month):
        return f"some day in {_named(first.month)} {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"some day in {first.year}"
    return f"between {long_date(first)} and {long_date(last)}"


def _named(month: int) -> str:
    return MONTHS[month - 1]


def _here(moment: datetime) -> datetime:
    return moment if timezone.is_naive(moment) else timezone.localtime(moment)


def read_day(text: str) -> date:
    """Read a day somebody typed: day, month (a number or its name), year in full; or year-month-day.

    Args:
        text: what was typed. Day comes before month, as in England.
    Raises:
        ValueError: it cannot be a day; the message is a sentence for whoever typed it.
    """
    parts = text.lower().translate(_SEPARATORS).split()
    if len(parts) != 3:
        raise ValueError(f"We cannot read “{_quoted(text)}” as a date. {_EXAMPLE}")
    if len(parts[0]) == 4 and parts[0].isdecimal():
        parts.reverse()
    day, month, year = _number(re.sub("(?:st|nd|rd|th)$", "", parts[0])), _month(parts[1]), _number(parts[2])
    if not day or not month or year is None:
        raise ValueError(f"We cannot read “{_quoted(text)}” as a date. {_EXAMPLE}")
    if len(parts[2]) != 4 or not 1900 <= year <= 2200:
        raise ValueError(f"Write the year of “{_quoted(text)}” with four figures, like 2026.")
    if month > 12:
        raise ValueError(f"“{_quoted(text)}” has no month {month}. The day comes first, then the month. {_EXAMPLE}")
    if day > monthrange(year, month)[1]:
        said = f"{day} {_named(month)} {year}"
        raise ValueError(f"We read “{_quoted(text)}” as {said}, which does not exist. Type the date again.")
    return date(year, month, day)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    if (number := _number(text)) is not None:
        return number
    found = [index for index, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.lower().startswith(text)]
    return found[0] if len(found) == 1 else None


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:40]}…"
