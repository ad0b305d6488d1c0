"""What is owed, in words: how many, how long, by when, how late."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from charioteer.look import dates

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(count: int) -> str:
    """A small number as a word ("five"), a larger one in figures ("1,204")."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def things(count: int) -> str:
    """“One thing”, “five things”."""
    return f"{number(count)} thing{'' if count == 1 else 's'}"


def minutes(count: int) -> str:
    """“About eight minutes”, “about two hours”; "" where nobody knows."""
    if count <= 0:
        return ""
    if count < 90:
        return f"about {number(count)} minute{'' if count == 1 else 's'}"
    hours = round(count / 60)
    return f"about {number(hours)} hour{'' if hours == 1 else 's'}"


def whole_day(due: datetime) -> bool:
    """Whether a due moment means a day and no hour of it: its first moment or its last minute, here."""
    local = timezone.localtime(due)
    return (local.hour, local.minute) in {(0, 0), (23, 59)}


def late(due: datetime, now: datetime) -> bool:
    """Whether it is overdue. What is due on a day without an hour is late when that day is over."""
    return last_day(due) < timezone.localdate(now) if whole_day(due) else due < now


def last_day(due: datetime) -> date:
    """The day a due moment falls on, here."""
    return timezone.localdate(due)


def by_when(due: datetime, now: datetime) -> str:
    """“Before 16:10”, “By Wednesday 25 November”, “Was due on Friday 20 November, two days ago”."""
    today, day = timezone.localdate(now), last_day(due)
    clock = "" if whole_day(due) else f"{timezone.localtime(due):%H:%M}"
    if late(due, now):
        return _was_due(day, clock, today)
    if day == today:
        return f"Before {clock}" if clock else "Today"
    before = f"{clock} on " if clock else ""
    return f"By {before}{_day(day, today)}"


def _was_due(day: date, clock: str, today: date) -> str:
    if day == today:
        return f"Was due at {clock}"
    ago = (today - day).days
    since = "yesterday" if ago == 1 else f"{number(ago)} days ago"
    return f"Was due on {_day(day, today)}, {since}"


def _day(day: date, today: date) -> str:
    words = dates.long_date(day).removesuffix(f" {today.year}")
    # Far away the day of the week says nothing.
    return f"{dates.DAYS[day.weekday()]} {words}" if abs((day - today).days) <= 14 else words


def waiting_since(since: datetime, now: datetime) -> str:
    """“Waiting since 3 November”."""
    year = timezone.localdate(now).year
    return f"Waiting since {dates.long_date(since).removesuffix(f' {year}')}"


def end_of_week(today: date) -> date:
    """The Sunday that ends this week."""
    return today + timedelta(days=6 - today.weekday())
