"""A delivery report comes in: matched by what only we and the server know, and by the address."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.errors import BadInput
from charioteer.mail import bouncing, queries, reports
from charioteer.mail.actions import send
from charioteer.mail.models import Message, State

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)

REPORT = """From: MAILER-DAEMON@mail.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown

--b
Content-Type: {returned}

Message-ID: {message_id}
Subject: Something waits for you

--b--
"""


@pytest.fixture
def message(db: None) -> Message:
    made = send(to="Priya@lyra.example", subject="Something", lines=["Sign in."], link="", trust_id=1, key="k", now=NOW)
    Message.objects.update(state=State.SENT, sent_at=NOW, text="")
    assert made
    return made


def report(message: Message, **said: str) -> bytes:
    usual = {
        "to": "charioteer@localhost",
        "recipient": "priya@lyra.example",
        "action": "failed",
        "status": "5.1.1",
        "returned": "message/rfc822",
        "message_id": message.message_id,
    }
    return REPORT.format(**{**usual, **said}).encode()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"returned": "text/rfc822-headers"},
        {"status": "4.4.7"},
        {"recipient": "PRIYA@LYRA.EXAMPLE"},
        {"message_id": "<other@mail.example>", "to": "bounces+{mark}@c.example"},
    ],
)
def test_it_came_back(message: Message, said: dict[str, str]) -> None:
    said = {name: value.replace("{mark}", message.mark) for name, value in said.items()}
    assert bouncing.take(report(message, **said), now=NOW) == bouncing.Matched(1, 1)
    message.refresh_from_db()
    assert (message.state, message.bounced_at) == (State.BOUNCED, NOW)
    assert list(queries.bounced(["priya@LYRA.example"])) == ["priya@lyra.example"]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"action": "delayed"}, 1),
        ({"action": "delivered"}, 1),
        ({"recipient": "joel@lyra.example"}, 1),
        ({"message_id": "<" + "0" * 32 + "@localhost>"}, 0),
        ({"message_id": "<x@localhost>"}, 0),
    ],
)
def test_it_did_not(message: Message, said: dict[str, str], named: int) -> None:
    assert bouncing.take(report(message, **said), now=NOW) == bouncing.Matched(named, 0)
    message.refresh_from_db()
    assert message.state == State.SENT


def test_twice_is_once(message: Message) -> None:
    bouncing.take(report(message), now=NOW)
    assert bouncing.take(report(message), now=NOW + timedelta(days=1)) == bouncing.Matched(1, 0)


def test_an_address_that_works_again_is_not_shown(message: Message) -> None:
    bouncing.take(report(message), now=NOW)
    later = send(to="priya@lyra.example", subject="Again", lines=["Sign in."], link="", trust_id=1, key="l", now=NOW)
    assert list(queries.bounced(["priya@lyra.example"]))
    Message.objects.filter(pk=later.pk).update(state=State.SENT, text="")
    assert queries.bounced(["priya@lyra.example"]) == {}


@pytest.mark.parametrize("data", [b"", b"hello", b"Content-Type: multipart/report\n\n", b"x" * (reports.LARGEST + 1)])
def test_what_is_no_report(data: bytes) -> None:
    with pytest.raises(BadInput):
        reports.read(data)


@given(st.binary(max_size=400), st.binary(max_size=200))
def test_nothing_that_arrives_breaks_it(before: bytes, status: bytes) -> None:
    top = b"Content-Type: multipart/report; boundary=b\n\n--b\n"
    part = b"Content-Type: message/delivery-status\n\n%s\n\n%s\n--b--\n" % (before, status)
    for data in (before, top + part):
        try:
            reports.read(data)
        except BadInput:
            continue
