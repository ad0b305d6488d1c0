"""The connection itself: to the pinned number and no other, within the time that is left, and no more than is taken."""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore

from charioteer.outbound.refusing import AddressRefused, NoAnswer, TooMuch, TooSlow

# What an answer may weigh beyond its body: its status line and headers, and the seams of a body sent in pieces.
BESIDE_THE_BODY = 256 * 1024


@dataclass
class Allowance:
    """How much time and how many bytes one fetch, with all its redirects, may still take.

    Args:
        seconds: in all.
        size: bytes of each answer's body, as it comes over the line.
    """

    seconds: float
    size: int
    _until: float = field(init=False)
    _read: int = 0

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.seconds

    def left(self, wanted: float | None) -> float:
        """The seconds one step may take.

        Raises:
            TooSlow: none are left.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise TooSlow(f"The answer was not complete after {self.seconds:g} seconds.")
        return left if wanted is None else min(wanted, left)

    def took(self, size: int) -> None:
        """Count what was read.

        Raises:
            TooMuch: it is more than one answer may have.
        """
        self._read += size
        if self._read > self.size + BESIDE_THE_BODY:
            raise TooMuch(f"The answer is larger than {self.size:,} bytes.")

    def next_answer(self) -> None:
        """Bytes are counted anew; seconds are not."""
        self._read = 0


class Stream(httpcore.NetworkStream):
    """A connection that looks at the allowance before each step."""

    def __init__(self, inner: httpcore.NetworkStream, allowance: Allowance) -> None:
        self._inner, self._allowance = inner, allowance

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        found = self._inner.read(max_bytes, self._allowance.left(timeout))
        self._allowance.took(len(found))
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._inner.write(buffer, self._allowance.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted; the name that is proved is the address's own."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._allowance.left(timeout))
        return Stream(inner, self._allowance)

    def get_extra_info(self, info: str) -> Any:
        """Whatever httpcore asks of it."""
        return self._inner.get_extra_info(info)


class Pinned(httpcore.NetworkBackend):
    """Connects to the numbers that were looked up and found fit, whatever the name stands for by now."""

    def __init__(self, host: str, port: int, numbers: tuple[str, ...], allowance: Allowance) -> None:
        self._host, self._port, self._numbers, self._allowance = host, port, numbers, allowance
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Try each number in turn."""
        if (host.strip("[]"), port) != (self._host.strip("[]"), self._port):
            raise AddressRefused(f"“{host}” is not the server that was checked.")
        for number in self._numbers:
            left = self._allowance.left(timeout)
            try:
                return Stream(self._inner.connect_tcp(number, port, left, None, socket_options), self._allowance)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        self._allowance.left(None)
        raise NoAnswer(f"“{self._host}” does not answer.")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise AddressRefused("A file of this machine is not asked.")

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks."""
        self._inner.sleep(self._allowance.left(seconds))
