"""Dates and times in words, always with their zone."""

from calendar import monthrange
from datetime import date, datetime

from django.utils import timezone


def long_date(day: date | None) -> str:
    """A day in words: "14 September 2026". A moment is first read in the site's own zone."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = _here(day)
    return f"{day.day} {day:%B} {day.year}"


def when(moment: datetime | None) -> str:
    """A moment with its zone and day: "09:12 GMT, Sunday 22 November 2026"."""
    if moment is None:
        return ""
    local = _here(moment)
    return f"{local:%H:%M} {local:%Z}, {local:%A} {long_date(local)}"


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
        return f"some day in {first:%B} {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"some day in {first.year}"
    return f"between {long_date(first)} and {long_date(last)}"


def _here(moment: datetime) -> datetime:
    return moment if timezone.is_naive(moment) else timezone.localtime(moment)
