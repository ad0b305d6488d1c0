"""A limit of time on somebody else's code: long questions to the database are cut off, endless loops are broken out of.

Two things are needed, because neither reaches everywhere: the database is told to give up, and a watchdog raises an
exception in the thread that does not come back. In the main thread of a process, where the worker asks, a signal wakes
also what sleeps or waits for an answer from elsewhere; in another thread such code is broken out of when it wakes.
"""

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import OperationalError, connection, transaction

_STEPS = 20_000  # how many steps of SQLite's machine lie between two looks at the clock


class Overdue(Exception):
    """It took too long, and was given up."""


class _Broken(KeyboardInterrupt):
    """Raised in the middle of a loop. Not an `Exception`, so that no `except Exception` swallows it.

    Drivers of databases know what to do at a `KeyboardInterrupt`: cancel the question, and leave the connection whole.
    """


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
        self._thread = threading.get_ident()
        self._by_signal = threading.current_thread() is threading.main_thread() and hasattr(signal, "pthread_kill")
        self._usual = signal.getsignal(signal.SIGALRM) if self._by_signal else None
        self._lock = threading.Lock()
        self._stopped = False
        self._timer = threading.Timer(seconds, self._bark)
        self._timer.daemon = True

    def start(self) -> None:
        """Begin to count."""
        if self._by_signal:
            signal.signal(signal.SIGALRM, self._wake)
        self._timer.start()

    def stop(self) -> None:
        """Stop counting. What was raised and has not arrived yet is taken back."""
        self._stopped = True
        with self._lock:
            self._timer.cancel()
        if self._by_signal:
            signal.signal(signal.SIGALRM, self._usual)
        else:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), None)

    def _bark(self) -> None:
        with self._lock:
            if self._stopped:
                return
            if self._by_signal:
                signal.pthread_kill(self._thread, signal.SIGALRM)
            else:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(_Broken))

    def _wake(self, *_: object) -> None:
        if not self._stopped:
            raise _Broken
