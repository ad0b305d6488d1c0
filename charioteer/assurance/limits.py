"""A limit of time on somebody else's code: long questions to the database are cut off, endless loops are broken out of.

Two things are needed, because neither reaches everywhere: the database is told to give up, and a watchdog raises an
exception in the thread that does not come back. Code that sleeps outside Python and outside the database is broken out
of only when it wakes; the worker's own reaper is for that, and the answer goes stale meanwhile.
"""

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import OperationalError, connection, transaction

_STEPS = 20_000  # how many steps of SQLite's machine lie between two looks at the clock


class Overdue(Exception):
    """It took too long, and was given up."""


class _Broken(BaseException):
    """Raised in the middle of a loop. Not an `Exception`, so that no `except Exception` swallows it."""


@contextmanager
def at_most(time_limit: timedelta) -> Iterator[None]:
    """Run a block for no longer than this.

    Raises:
        Overdue: the time was over.
    """
    seconds = time_limit.total_seconds()
    until = time.monotonic() + seconds
    watchdog = _Watchdog(seconds)
    try:
        with _database_gives_up(until, seconds):
            watchdog.start()
            try:
                yield
            finally:
                watchdog.stop()
    except _Broken:
        raise Overdue from None
    except OperationalError as why:
        # "interrupted" on SQLite, "canceling statement due to statement timeout" on PostgreSQL.
        if time.monotonic() >= until:
            raise Overdue from why
        raise


@contextmanager
def _database_gives_up(until: float, seconds: float) -> Iterator[None]:
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(max(1, int(seconds * 1000)))])
            yield
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', '0', true)")
        return
    connection.ensure_connection()
    raw = connection.connection
    raw.set_progress_handler(lambda: time.monotonic() >= until, _STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


class _Watchdog:
    """Raises `_Broken` in the thread that started it, unless it is stopped first."""

    def __init__(self, seconds: float) -> None:
        self._thread = ctypes.c_ulong(threading.get_ident())
        self._lock = threading.Lock()
        self._stopped = False
        self._timer = threading.Timer(seconds, self._bark)
        self._timer.daemon = True

    def start(self) -> None:
        """Begin to count."""
        self._timer.start()

    def stop(self) -> None:
        """Stop counting. What was raised and has not arrived yet is taken back."""
        with self._lock:
            self._stopped = True
        self._timer.cancel()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, None)

    def _bark(self) -> None:
        with self._lock:
            if not self._stopped:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, ctypes.py_object(_Broken))
