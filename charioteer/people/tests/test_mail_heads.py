"""Once a day two offices get the head of the log; an office that nobody holds is stood in for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import LazySettings

from charioteer.audit import publishing, queries, sealing
from charioteer.audit.actions import record
from charioteer.mail.models import Message
from charioteer.people import head_mail
from charioteer.people.models import Person, RoleHolding, Trust

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
TEN = NOW + timedelta(hours=1)


@pytest.fixture
def lyra() -> Trust:
    trust = Trust.objects.create(name="The Lyra Academy Trust", slug="lyra")
    record("people.trust.set_up", of=trust, by=None, now=NOW, trust_id=trust.pk)
    sealing.seal(now=NOW)
    publishing.publish(now=TEN)
    return trust


def holds(trust: Trust, name: str, role: str, *, until: date | None = None, email: str = "") -> Person:
    person = Person.objects.create(trust=trust, name=name, email=email or f"{name.lower()}@lyra.example")
    RoleHolding.objects.create(person=person, role=role, from_date=date(2020, 9, 1), until_date=until)
    return person


def to() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("to", flat=True))


def test_two_offices_get_it_once_a_day(lyra: Trust) -> None:
    holds(lyra, "Ines", "dpo")
    holds(lyra, "Omar", "chair")
    holds(lyra, "Ceri", "ceo")
    assert head_mail.mail_heads(now=TEN) == 2
    assert head_mail.mail_heads(now=TEN + timedelta(hours=3)) == 0
    assert to() == ["ines@lyra.example", "omar@lyra.example"]
    assert head_mail.mail_heads(now=TEN + timedelta(days=1)) == 2


def test_it_says_all_that_is_needed_and_nothing_more(lyra: Trust) -> None:
    holds(lyra, "Ines", "dpo")
    head_mail.mail_heads(now=TEN)
    text = Message.objects.get().text
    head = queries.published(lyra.pk)
    for needed in (head.root, head.key_id, head.public, head.signature, "/log/heads/"):
        assert needed in text
    assert "Ines" not in text


def test_the_chief_executive_gets_it_where_an_office_is_empty(lyra: Trust) -> None:
    holds(lyra, "Ines", "dpo", until=date(2026, 7, 31))
    holds(lyra, "Omar", "chair")
    holds(lyra, "Ceri", "ceo")
    head_mail.mail_heads(now=TEN)
    assert to() == ["omar@lyra.example", "ceri@lyra.example"]


def test_one_person_in_both_offices_gets_one(lyra: Trust, settings: LazySettings) -> None:
    settings.HEADS_TO = ["dpo", "it_lead"]
    both = holds(lyra, "Ines", "dpo")
    RoleHolding.objects.create(person=both, role="it_lead", from_date=date(2020, 9, 1))
    head_mail.mail_heads(now=TEN)
    assert to() == ["ines@lyra.example"]


def test_nobody_to_write_to_and_nothing_to_write(lyra: Trust) -> None:
    assert head_mail.mail_heads(now=TEN) == 0
    other = Trust.objects.create(name="The Corvus Learning Trust", slug="corvus")
    holds(other, "Tomasz", "dpo")
    assert head_mail.mail_heads(now=TEN) == 0
    assert not Message.objects.exists()
