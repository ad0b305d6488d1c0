"""Fetching from a real server: what is brought back, and everything that is refused."""

import gzip
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from charioteer.outbound import AddressRefused, Fetcher, NoAnswer, NotFetched, TooMuch, TooSlow
from charioteer.outbound.guarding import Guard
from charioteer.outbound.tests.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture
def fetcher(server: Server) -> Fetcher:
    """One that may ask our server, and is in a hurry."""
    guard = Guard(allow=frozenset({f"127.0.0.1:{server.port}"}))
    return Fetcher(guard=guard, most_bytes=1_000_000, connect=1, read=1, total=2)


def test_what_comes_back(fetcher: Fetcher, server: Server) -> None:
    found = fetcher.fetch(server.at("/"))
    assert (found.address, found.status, found.body) == (server.at("/"), 200, b"hello")
    assert found.headers["x-one"] == "1, 2"
    assert abs((datetime.now(UTC) - found.seen_at).total_seconds()) < 60


def test_any_status_is_an_answer(fetcher: Fetcher, server: Server) -> None:
    assert fetcher.fetch(server.at("/gone")).status == 410


def test_what_is_packed_is_unpacked(fetcher: Fetcher, server: Server) -> None:
    assert fetcher.fetch(server.at("/gzip")).body == b"hello"


def test_a_redirect_is_followed(fetcher: Fetcher, server: Server) -> None:
    found = fetcher.fetch(server.at("/hop"))
    assert (found.address, found.through) == (server.at("/"), (server.at("/hop"),))


def test_no_cookie_is_kept_and_nothing_said_of_us(
    fetcher: Fetcher, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    found = fetcher.fetch(server.at("/cookie"), headers={"Cookie": "mine=1", "Accept": "text/plain"})
    asked = found.body.decode().lower()
    assert "cookie" not in asked
    assert "accept: text/plain" in asked
    assert f"host: 127.0.0.1:{server.port}" in asked


def test_our_headers_do_not_go_on_to_another_server(server: Server) -> None:
    both = frozenset({f"one.example:{server.port}", f"other.example:{server.port}"})
    fetcher = Fetcher(guard=Guard(allow=both, resolver=lambda host, port: ["127.0.0.1"]))
    found = fetcher.fetch(server.at("/to-other", "one.example"), headers={"Authorization": "Bearer secret"})
    assert "secret" in server.asked[0]
    assert found.address == server.at("/echo", "other.example")
    assert b"secret" not in found.body
    assert f"host: other.example:{server.port}".encode() in found.body.lower()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/loop", AddressRefused),
        ("/to-private", AddressRefused),
        ("/to-metadata", AddressRefused),
        ("/to-file", AddressRefused),
        ("/to-nonsense", AddressRefused),
        ("/endless", TooMuch),
        ("/long", TooMuch),
        ("/bomb", TooMuch),
        ("/huge-header", TooMuch),
        ("/not-gzip", NoAnswer),
        ("/brotli", NoAnswer),
        ("/half", NoAnswer),
        ("/half-gzip", NoAnswer),
        ("/nonsense", NoAnswer),
        ("/silent", TooSlow),
        ("/drip", TooSlow),
    ],
)
def test_it_is_refused_in_time(fetcher: Fetcher, server: Server, path: str, kind: type[NotFetched]) -> None:
    began = time.monotonic()
    with pytest.raises(kind) as refused:
        fetcher.fetch(server.at(path))
    assert time.monotonic() - began < 4
    assert refused.value.reason.endswith(".")
    assert "Traceback" not in refused.value.reason


def test_a_loop_is_followed_five_times(fetcher: Fetcher, server: Server) -> None:
    with pytest.raises(AddressRefused, match="more than 5 times"):
        fetcher.fetch(server.at("/loop"))
    assert len(server.asked) == 6


def test_our_own_server_is_not_asked_unless_it_is_allowed(server: Server) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"):
        with pytest.raises(NotFetched):
            Fetcher().fetch(server.at("/", host))
    assert server.asked == []


def test_a_name_is_looked_up_once(server: Server) -> None:
    """A second look could find a private number, and then that one would be asked."""
    looked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

    allowed = Guard(allow=frozenset({f"twice.example:{server.port}"}), resolver=changing)
    assert Fetcher(guard=allowed).fetch(server.at("/", "twice.example")).body == b"hello"
    assert looked == ["twice.example"]


@pytest.mark.parametrize("numbers", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:8.8.8.8"], ["not a number"]])
def test_a_name_that_stands_for_a_private_number(numbers: list[str]) -> None:
    guard = Guard(resolver=lambda host, port: numbers)
    with pytest.raises(AddressRefused, match="is not on the public internet"):
        Fetcher(guard=guard).fetch("http://school.example/")


def test_a_redirect_is_looked_up_anew(fetcher: Fetcher, server: Server) -> None:
    """The first address is fine; where it leads on to has become private."""

    def by_name(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "127.0.0.1" else ["192.168.1.1"]

    narrow = replace(fetcher, guard=replace(fetcher.guard, resolver=by_name))
    with pytest.raises(AddressRefused, match="port"):
        narrow.fetch(server.at("/to-other"))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "empty"),
        ("ftp://school.example/", "http:// or https://"),
        ("file:///etc/hostname", "http:// or https://"),
        ("javascript:alert(1)", "http:// or https://"),
        ("school.example", "http:// or https://"),
        ("http://", "names no server"),
        ("http:///news", "names no server"),
        ("http://amara:secret@school.example/", "user’s name"),
        ("http://amara@school.example/", "user’s name"),
        ("http://@school.example/", "user’s name"),
        ("http://school.example:22/", "port 22"),
        ("http://school.example:8080/", "port 8080"),
        ("http://school.example:99999/", "port 99999"),
        ("http://school.example:0/", "names no server"),
        ("http://school.example/\r\nHost: other", "invisible"),
        ("http://school.example\\@10.0.0.1/", "backslash"),
        ("http://school.example/ x", "space"),
        ("http://[", "cannot be read"),
        ("http://" + "a" * 2000, "letters"),
    ],
)
def test_an_address_that_is_not_asked(address: str, says: str) -> None:
    guard = Guard(resolver=lambda host, port: ["8.8.8.8"])
    with pytest.raises(AddressRefused) as refused:
        guard.place(address)
    assert says in refused.value.reason
    assert "secret" not in refused.value.reason


def test_a_name_nobody_knows_or_that_takes_too_long() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    def slow(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["8.8.8.8"]

    with pytest.raises(NoAnswer, match="Nobody is known"):
        Guard(resolver=unknown).place("http://school.example/")
    with pytest.raises(TooSlow):
        Guard(resolver=slow, patience=0.1).place("http://school.example/")


def test_a_server_that_is_not_there(fetcher: Fetcher) -> None:
    gone = replace(fetcher, guard=Guard(allow=frozenset({"127.0.0.1:1"})))
    with pytest.raises(NoAnswer, match="does not answer"):
        gone.fetch("http://127.0.0.1:1/")


def test_only_reading() -> None:
    with pytest.raises(ValueError, match="POST"):
        Fetcher().fetch("http://school.example/", method="POST")


def test_the_bomb_is_one() -> None:
    assert len(gzip.compress(b"\0" * 50_000_000)) < 100_000
