"""The API: a careless client that reads only the status, or only `official`, never reads a yes that is none."""

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory
from django.utils import timezone

from charioteer.channels import deriving
from charioteer.channels.models import Channel
from charioteer.channels.public import throttle
from charioteer.channels.public.throttle import Throttle
from charioteer.channels.tests.public_cast import auriga, make_official, nine_rows

FIELDS = {
    "official", "answer", "heading", "lead", "reasons", "advice", "channel", "like", "candidates", "asked",
    "understood", "report", "answered_at", "note",
}  # fmt: skip


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = 600.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(throttle, "GATE", Throttle(made))
    return made


@pytest.fixture
def nine(db: None) -> list[Channel]:
    return nine_rows(auriga())


def verify(client: Client, text: str, **extra: str):
    return client.get("/api/v1/verify", {"q": text}, **extra)


@pytest.mark.parametrize(
    ("text", "status", "answer"),
    [
        ("x.com/housecapella", 200, "official"),
        ("youtube.com/@strathmoreschool589", 404, "listed"),
        ("x.com/friendsof_strat", 404, "partner"),
        ("instagram.com/bespokebeheard", 404, "was_official"),
        ("x.com/HouseCapeIla", 404, "not_registered"),
        ("bespokebeheard", 422, "unknown"),
        ("", 422, "unknown"),
    ],
)
def test_status_and_body_of_each_answer(
    client: Client, nine: list[Channel], clock: Clock, text: str, status: int, answer: str
) -> None:
    make_official(nine[0], now=timezone.now())
    was = make_official(nine[7], now=timezone.now())
    was.move_to("suspended")
    deriving.refresh(was, by=None, now=timezone.now())
    response = verify(client, text)
    body = response.json()
    assert (response.status_code, body["answer"]) == (status, answer)
    assert body["official"] is (status == 200)
    assert set(body) == FIELDS
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response


def test_a_question_left_out_is_unknown(client: Client, nine: list[Channel], clock: Clock) -> None:
    response = client.get("/api/v1/verify")
    assert (response.status_code, response.json()["official"]) == (422, False)


@pytest.mark.parametrize("text", ["\x00", "\u202eabc", "x" * 10_000, "🦊", "' OR 1=1"])
def test_junk_is_unknown_and_never_an_error(client: Client, nine: list[Channel], clock: Clock, text: str) -> None:
    assert verify(client, text).status_code in {404, 422}


def test_bytes_that_are_no_text(client: Client, nine: list[Channel], clock: Clock) -> None:
    assert client.get("/api/v1/verify?q=%ff%fe").status_code in {404, 422}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["/api/v1/verify", "/api/v1/channels", "/api/v1/openapi.json"])
def test_other_methods_are_a_problem(client: Client, db: None, clock: Clock, method: str, address: str) -> None:
    response = getattr(client, method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["official"] is False


def test_head_has_the_status_and_no_body(client: Client, nine: list[Channel], clock: Clock) -> None:
    response = client.head("/api/v1/verify", {"q": "x.com/nobody"})
    assert response.status_code == 404
    assert response.content == b""


def test_a_flood_from_one_address_gets_no_yes(
    client: Client, nine: list[Channel], clock: Clock, settings: LazySettings
) -> None:
    make_official(nine[0], now=timezone.now())
    settings.VERIFY_PER_MINUTE = 120
    seen = [verify(client, "x.com/housecapella") for _ in range(130)]
    assert [one.status_code for one in seen] == [200] * 120 + [429] * 10
    last = seen[-1]
    assert last.json()["official"] is False
    assert 1 <= int(last["Retry-After"]) <= 60
    page = client.get("/check/?q=x.com/housecapella")
    assert (page.status_code, page["Retry-After"]) == (429, last["Retry-After"])
    assert verify(client, "x.com/housecapella", REMOTE_ADDR="192.0.2.7").status_code == 200
    clock.now += int(last["Retry-After"])
    assert verify(client, "x.com/housecapella").status_code == 200


def test_ten_thousand_in_a_minute_answers_as_many_as_the_limit() -> None:
    clock = Clock()
    gate = Throttle(clock)
    waits = []
    for number in range(10_000):
        clock.now = 600 + number * 0.0059
        waits.append(gate.wait("192.0.2.1", 120))
    assert waits.count(0) == 120
    assert waits[:120] == [0] * 120
    clock.now = 660
    assert gate.wait("192.0.2.1", 120) == 0


def test_the_table_does_not_grow() -> None:
    gate = Throttle(Clock())
    size = gate._counts.buffer_info()[1]
    for number in range(100_000):
        gate.wait(f"2001:db8::{number:x}", 1_000_000)
    assert gate._counts.buffer_info()[1] == size == throttle.CELLS


def test_no_limit_counts_nobody() -> None:
    gate = Throttle(Clock())
    assert {gate.wait("192.0.2.1", 0) for _ in range(1000)} == {0}


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "caller"),
    [
        (0, "192.0.2.1", "198.51.100.9", "192.0.2.1"),  # nobody of ours wrote that header
        (1, "10.0.0.1", "198.51.100.9", "198.51.100.9"),
        (1, "10.0.0.1", "1.2.3.4, 198.51.100.9", "198.51.100.9"),  # the left one was written by the caller
        (2, "10.0.0.1", "1.2.3.4, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (2, "10.0.0.1", "198.51.100.9", "10.0.0.1"),  # fewer steps than proxies: not believed
        (1, "10.0.0.1", "", "10.0.0.1"),
        (1, "10.0.0.1", "not an address", "not an address"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "", "", ""),
    ],
)
def test_who_asks(settings: LazySettings, proxies: int, remote: str, forwarded: str, caller: str) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert throttle.caller(request) == caller


def test_the_public_list_is_paged(client: Client, nine: list[Channel], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charioteer.channels.queries.public_page.__defaults__", (4,))
    address, seen = "/api/v1/channels", []
    while address:
        body = client.get(address.removeprefix("http://127.0.0.1:8000")).json()
        seen += [one["page"] for one in body["channels"]]
        address = body["next"]
    assert len(seen) == len(set(seen)) == 9


@pytest.mark.parametrize(("after", "status"), [("nowhere", 404), ("x" * 30, 422)])
def test_a_page_that_is_none(client: Client, nine: list[Channel], after: str, status: int) -> None:
    response = client.get("/api/v1/channels", {"after": after})
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")


def test_openapi_declares_every_status(client: Client, db: None) -> None:
    verify_ = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/verify"]["get"]
    assert set(verify_["responses"]) == {"200", "404", "422", "429"}


def test_even_a_fault_of_ours_is_a_body_that_says_no(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def falls(*_: object, **__: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("charioteer.channels.checking.check", falls)
    answer = client.get("/api/v1/verify", {"q": "x.com/HouseCapella"})
    assert answer.status_code == 500
    assert answer.json()["official"] is False
    assert "disk" not in answer.content.decode()
    assert "the disk is gone" in caplog.text
