"""How often one address may ask: a fixed table of counters, so that no flood can fill the memory."""

import math
import secrets
import threading
import time
from array import array
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from charioteer.errors import TooOften

WINDOW = 60
CELLS = 1 << 16
"""Two addresses share a counter by chance once in 65,536; nobody can choose to, since the table is salted."""


class Throttle:
    """Counts questions per address and minute, in this process.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._salt = secrets.randbits(63)
        self._lock = threading.Lock()
        self._window = -1
        self._counts = array("L", bytes(array("L").itemsize * CELLS))

    def wait(self, address: str, limit: int) -> int:
        """Count one question.

        Args:
            address: who asks.
            limit: questions answered in a minute; 0 sets no limit.
        Returns:
            0 if it is answered, else the seconds until it is worth asking again.
        """
        if not limit:
            return 0
        cell = hash((self._salt, address)) % CELLS
        with self._lock:
            now = self._clock()
            window = int(now // WINDOW)
            if window != self._window:
                self._window = window
                self._counts = array("L", bytes(self._counts.itemsize * CELLS))
            self._counts[cell] += 1
            over = self._counts[cell] > limit
        return max(1, math.ceil((window + 1) * WINDOW - now)) if over else 0


GATE = Throttle()


def seconds_to_wait(request: HttpRequest) -> int:
    """Count this request; 0 if it is answered, else the seconds until it is worth asking again."""
    limit: int = settings.VERIFY_PER_MINUTE
    return GATE.wait(caller(request), limit) if limit else 0


def too_often(seconds: int) -> TooOften:
    """The refusal of a question that came too soon."""
    words = "Many questions came from your connection in one minute, so this one was not answered."
    return TooOften(f"{words} Ask again in {seconds} s.", retry_after=seconds)


def caller(request: HttpRequest) -> str:
    """Who asks: the address as our own proxies saw it; an IPv6 caller is their /64, since they own all of it.

    What stands further to the left than our proxies wrote was written by the caller, and is not believed.
    """
    seen: str = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= settings.PROXIES:
            seen = hops[-settings.PROXIES] or seen
    try:
        address = ip_address(seen)
    except ValueError:
        return seen[:64]
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)
