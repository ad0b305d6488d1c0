"""Which addresses may be asked: their form, and the numbers their names stand for."""

import re
import socket
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from charioteer.outbound.networks import is_public
from charioteer.outbound.refusing import AddressRefused, NoAnswer, TooSlow

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]")

_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}")

_LIKE = "Write it like https://school.example/news."

Resolver = Callable[[str, int], Collection[str]]


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the numbers of a name.

    Raises:
        OSError: it knows none.
    """
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True)
class Place:
    """One server, pinned: the name it is called by and the numbers it has, looked up once and found fit."""

    url: httpx.URL
    host: str
    port: int
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Guard:
    """What may be asked.

    Args:
        allow: servers, as "host:port", that may be asked although they are not public or their port is odd.
        resolver: gives the numbers of a name.
        patience: seconds to wait for those.
    """

    allow: frozenset[str] = frozenset()
    resolver: Resolver = field(default=resolve)
    patience: float = 5.0

    def place(self, address: str) -> Place:
        """Check an address, look its name up, and check what was found.

        Raises:
            AddressRefused: it is not one we ask.
            NoAnswer, TooSlow: its name is not known, or was not found in time.
        """
        url = _read(address)
        port = url.port or PORTS[url.scheme]
        host = url.raw_host.decode("ascii")
        known = f"{host}:{port}" in self.allow
        if not known and port not in PORTS.values():
            raise AddressRefused(f"The address names port {port}. Only the usual ports, 80 and 443, are asked.")
        numbers = self._numbers(host, port)
        if not known and not all(is_public(number) for number in numbers):
            raise AddressRefused(f"“{host}” is not on the public internet, so it is not asked.")
        return Place(url, host, port, numbers)

    def _numbers(self, host: str, port: int) -> tuple[str, ...]:
        found: list[Collection[str] | Exception] = []

        def look() -> None:
            try:
                found.append(self.resolver(host, port))
            except (OSError, UnicodeError) as why:
                found.append(why)

        # The system gives no way to stop waiting for a name, so it is waited for elsewhere.
        looking = threading.Thread(target=look, daemon=True)
        looking.start()
        looking.join(self.patience)
        if not found:
            raise TooSlow(f"The name “{host}” was not found within {self.patience:.0f} seconds.")
        if isinstance(found[0], Exception) or not found[0]:
            raise NoAnswer(f"Nobody is known by the name “{host}”.")
        return tuple(found[0])


def _read(address: str) -> httpx.URL:
    if len(address) > LONGEST:
        raise AddressRefused(f"The address has {len(address):,} letters; at most {LONGEST:,} are read.")
    if not address or _INVISIBLE.search(address):
        raise AddressRefused("The address is empty, or holds a space, a backslash or an invisible character.")
    try:
        url, names_somebody = httpx.URL(address), "@" in urlsplit(address).netloc
    except (ValueError, httpx.InvalidURL):
        raise AddressRefused(f"The address cannot be read. {_LIKE}") from None
    if url.scheme not in PORTS:
        raise AddressRefused("Only addresses that begin with http:// or https:// are asked.")
    if names_somebody or url.userinfo:
        raise AddressRefused("The address holds a user’s name or password (before an @). Leave it out.")
    if url.port == 0 or not _HOST.fullmatch(url.raw_host.decode("ascii")):
        raise AddressRefused(f"The address names no server. {_LIKE}")
    return url
