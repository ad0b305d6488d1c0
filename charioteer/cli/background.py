"""What `doctor` says of the work in the background and of the mail."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from charioteer.cli.finding import Finding
from charioteer.jobs import claiming, queries
from charioteer.mail import queries as mail

TOO_OLD = timedelta(minutes=15)
START = "Run `charioteer worker`, or serve with --with-worker."


def work() -> Iterator[Finding]:
    """Whether anybody is at work, how long the oldest work has waited, what failed, and how the mail stands."""
    now = timezone.now()
    yield _worker(now)
    yield _waiting(now)
    yield from _failed()
    yield from _mail(now)


def _worker(now: datetime) -> Finding:
    living = queries.alive(now)
    if living:
        beat = max(one.seen_at for one in living)
        return Finding("Worker", "ok", f"{len(living)} at work; the last beat was {_ago(beat, now)}.")
    last = queries.last_seen()
    seen = f"None is running. The last was seen {_ago(last, now)}." if last else "None has ever run."
    return Finding("Worker", "warn", f"{seen} Nothing is sent, sealed or asked by itself.", START)


def _waiting(now: datetime) -> Finding:
    rows = DBTaskResult.objects.all()
    oldest = queries.oldest(rows, now)
    if oldest is None:
        return Finding("Work", "ok", "None waits.")
    waiting = _counted(rows.filter(status=claiming.READY).count(), "piece", "waits", "wait")
    seen = f"{waiting}; the oldest was asked for {_ago(oldest, now)}."
    if now - oldest < TOO_OLD:
        return Finding("Work", "ok", seen)
    return Finding("Work", "warn", seen, "See that a worker runs; one more of them shares the work.")


def _failed() -> Iterator[Finding]:
    failed = DBTaskResult.objects.filter(status=claiming.FAILED).count()
    if failed:
        yield Finding(
            "Work",
            "warn",
            f"{_counted(failed, 'piece', 'failed', 'failed')}.",
            "The page “Work” says which, and tries them again.",
        )
    for turn in queries.failing():
        yield Finding("Work", "warn", f"“{turn.words}” failed. {turn.said}", "The log of the worker says more.")


def _mail(now: datetime) -> Iterator[Finding]:
    waiting, since = mail.waiting()
    if not settings.SENDS_MAIL:
        kept = f" {_counted(waiting, 'message', 'waits', 'wait')} until it is." if waiting else ""
        seen = f"None is sent, because no mail server is named; `charioteer invite` prints links instead.{kept}"
        yield Finding("Mail", "warn" if waiting else "ok", seen, "Set CHARIOTEER_MAIL." if waiting else "")
    elif since and now - since >= TOO_OLD:
        seen = f"{_counted(waiting, 'message', 'waits', 'wait')}; the oldest was asked for {_ago(since, now)}."
        yield Finding("Mail", "warn", seen, "See that a worker runs, and that the mail server answers.")
    else:
        yield Finding("Mail", "ok", "Mail is handed in.")


def _counted(count: int, thing: str, one: str, more: str) -> str:
    return f"1 {thing} {one}" if count == 1 else f"{count} {thing}s {more}"


def _ago(then: datetime, now: datetime) -> str:
    seconds = abs((now - then).total_seconds())
    for length, word in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * length:
            return f"{seconds // length:.0f} {word} ago"
    return f"{seconds:.0f} seconds ago"
