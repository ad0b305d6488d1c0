"""Fetching one address: checked, pinned, followed at most five times, and cut off where it is too much."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache

import httpcore

from charioteer import __version__
from charioteer.outbound import unpacking
from charioteer.outbound.guarding import Guard, Place
from charioteer.outbound.lines import Allowance, Pinned
from charioteer.outbound.refusing import AddressRefused, NoAnswer, NotFetched, TooMuch, TooSlow

REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 5
OURS = {"host", "connection", "content-length", "transfer-encoding", "cookie", "accept-encoding", "user-agent"}


@dataclass(frozen=True)
class Fetched:
    """An answer, whatever its status.

    Args:
        address: where it came from in the end.
        status: the HTTP status.
        headers: names in small letters; several of one name are joined by commas.
        body: unpacked.
        seen_at: when its body was complete.
        through: the addresses that led on to it, the first first.
    """

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    seen_at: datetime
    through: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fetcher:
    """Fetches addresses.

    Args:
        guard: which may be asked.
        most_bytes: of a body, packed or unpacked.
        connect, read, total: seconds: to get through, for each wait, and for everything with all redirects.
        trust: what proves a server's name; None for what this machine trusts.
    """

    guard: Guard = field(default_factory=Guard)
    most_bytes: int = 5 * 1024 * 1024
    connect: float = 5.0
    read: float = 10.0
    total: float = 30.0
    trust: ssl.SSLContext | None = None

    def fetch(self, address: str, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> Fetched:
        """Fetch an address.

        Args:
            address: whatever somebody wrote.
            method: GET or HEAD.
            headers: more of them. They go to the server of the first address alone, never on to another.
        Raises:
            NotFetched: one of its kinds, with a sentence. An answer of any status is an answer.
        """
        if method not in {"GET", "HEAD"}:
            raise ValueError(f"{method} is not for fetching.")
        through: list[str] = []
        allowance = Allowance(self.total, self.most_bytes)
        first = place = self.guard.place(address)
        while len(through) <= MOST_REDIRECTS:
            mine = headers if _origin(place) == _origin(first) else None
            allowance.next_answer()
            found, onward = self._ask(place, method, mine or {}, allowance)
            if not onward:
                return replace(found, through=tuple(through))
            through.append(str(place.url))
            allowance.left(None)
            place = self.guard.place(_joined(place, onward))
        raise AddressRefused(f"The address leads on to another more than {MOST_REDIRECTS} times.")

    def _ask(self, place: Place, method: str, headers: Mapping[str, str], allowance: Allowance) -> tuple[Fetched, str]:
        backend = Pinned(place.host, place.port, place.numbers, allowance)
        trust = self.trust or _trusted()
        waits = {"connect": self.connect, "read": self.read, "write": self.read, "pool": self.connect}
        try:
            with httpcore.ConnectionPool(ssl_context=trust, network_backend=backend, retries=0) as pool:
                sent = {"headers": _headers(place, headers), "extensions": {"timeout": waits}}
                with pool.stream(method, _target(place), **sent) as answer:  # type: ignore[arg-type]
                    return self._read(place, answer)
        except NotFetched:
            raise
        except httpcore.TimeoutException:
            raise TooSlow(f"“{place.host}” took too long to answer.") from None
        except httpcore.RemoteProtocolError as why:
            if "too long" in str(why):
                raise TooMuch(f"What “{place.host}” says before its answer is longer than we read.") from None
            raise NoAnswer(f"“{place.host}” gave an answer that cannot be understood.") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as why:
            raise NoAnswer(_away(place, why)) from None

    def _read(self, place: Place, answer: httpcore.Response) -> tuple[Fetched, str]:
        headers = _joined_headers(answer)
        onward = headers.get("location", "") if answer.status in REDIRECTS else ""
        # What a redirect says of itself is nobody's answer, and is not read.
        packed = headers.get("content-encoding", "")
        body = b"" if onward else unpacking.body(answer.iter_stream(), packed, self.most_bytes)
        return Fetched(str(place.url), answer.status, headers, body, datetime.now(UTC)), onward


def fetch(address: str) -> Fetched:
    """Fetch an address with the usual limits. See `Fetcher.fetch`."""
    return Fetcher().fetch(address)


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


def _origin(place: Place) -> tuple[str, str, int]:
    return place.url.scheme, place.host, place.port


def _joined(place: Place, onward: str) -> str:
    try:
        return str(place.url.join(onward))
    except ValueError:
        return ""


def _target(place: Place) -> httpcore.URL:
    url = place.url
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _headers(place: Place, more: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    said = {name.lower(): value for name, value in more.items() if name.lower() not in OURS}
    if any("\n" in value or "\r" in value for value in said.values()):
        raise ValueError("A header holds a line break.")
    usual = {
        "host": place.url.netloc.decode("ascii"),
        "accept": "*/*",
        "accept-encoding": unpacking.ENCODINGS,
        "user-agent": f"Charioteer/{__version__}",
    }
    return [(name.encode("ascii"), value.encode("utf-8")) for name, value in {**usual, **said}.items()]


def _joined_headers(answer: httpcore.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in answer.headers:
        key, text = name.decode("ascii", "replace").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _away(place: Place, why: Exception) -> str:
    if "CERTIFICATE" in str(why).upper():
        return f"“{place.host}” cannot prove its name: its certificate is not one we trust."
    return f"“{place.host}” hung up before its answer was complete."
