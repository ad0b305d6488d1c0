"""Putting a message into the outbox: once for a key, and nothing that could be content or forge a header."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from charioteer.errors import BadInput
from charioteer.mail.actions import send
from charioteer.mail.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
FINE = {
    "to": "priya@lyra.example",
    "subject": "Something waits for you",
    "lines": ["Sign in to read it."],
    "link": "https://c.example/mine/",
    "trust_id": 1,
    "key": "k",
    "now": NOW,
}


def test_it_waits() -> None:
    message = send(**FINE)
    assert message
    assert message.text == "Sign in to read it.\n\nhttps://c.example/mine/\n"
    assert message.mark
    assert message.mark in message.message_id


def test_the_same_key_is_sent_once_in_each_trust() -> None:
    assert send(**FINE)
    assert send(**{**FINE, "subject": "Another"}) is None
    assert send(**{**FINE, "trust_id": 2})
    assert Message.objects.count() == 2


def test_somebody_without_an_address_gets_nothing() -> None:
    assert send(**{**FINE, "to": ""}) is None
    assert not Message.objects.exists()


def test_it_is_rolled_back_with_the_change_it_belongs_to() -> None:
    with transaction.atomic():
        send(**FINE)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("to", "priya"),
        ("to", "priya@lyra.example\nBcc: all@lyra.example"),
        ("to", "priya@lyra.example, joel@lyra.example"),
        ("to", "Priya <priya@lyra.example>"),
        ("subject", ""),
        ("subject", "   "),
        ("subject", "x" * 121),
        ("subject", "One\nBcc: all@lyra.example"),
        ("subject", "One\rTwo"),
        ("subject", "One\u2028Two"),
        ("subject", "One\x00"),
        ("subject", "One\u202etxt"),
        ("lines", []),
        ("lines", ["fine", ""]),
        ("lines", ["fine", "two\nlines"]),
        ("lines", ["x" * 401]),
        ("lines", ["fine"] * 31),
        ("link", "javascript:alert(1)"),
        ("link", "/mine/"),
        ("link", "https://c.example/ x"),
        ("link", "https://c.example/\nx"),
        ("link", "https://c.example/" + "x" * 500),
        ("key", ""),
        ("key", "x" * 201),
    ],
)
def test_it_is_refused(field: str, value: object) -> None:
    with pytest.raises(BadInput) as refused:
        send(**{**FINE, field: value})
    assert refused.value.where == field
    assert not Message.objects.exists()
