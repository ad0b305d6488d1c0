"""Doubts of the register: one line for each person who may change it, with their number."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charioteer.channels import duties
from charioteer.channels.duties import doubts
from charioteer.channels.models import Channel
from charioteer.people.models import Person, RoleHolding
from charioteer.people.tests.cast import NOW


def owed() -> list[tuple[int, str]]:
    return [(one.person_id, one.words) for one in doubts.ask(None, NOW)]


def test_nothing_is_owed_of_an_empty_register(amara: Person) -> None:
    assert owed() == []


def test_who_may_change_the_register_settles_its_doubts(
    amara: Person, joel: Person, priya: Person, tomasz: Person, capella: Channel
) -> None:
    capella.doubts = []
    capella.save()
    assert owed() == []
    Channel.objects.update(doubts=[{"code": "opened_blank", "words": "No date is given."}])
    assert owed() == [(amara.pk, "Settle the doubts of 1 channel"), (joel.pk, "Settle the doubts of 1 channel")]
    assert [one.person_id for one in doubts.ask({joel.pk, priya.pk}, NOW)] == [joel.pk]
    assert list(doubts.ask({tomasz.pk}, NOW)) == []
    RoleHolding.objects.filter(person=amara).update(until_date=date(2024, 8, 31))
    assert [person for person, _ in owed()] == [joel.pk]


def test_a_closed_channel_is_not_in_doubt(amara: Person, capella: Channel) -> None:
    Channel.objects.update(doubts=[{"code": "x", "words": "y"}], status="closed")
    assert owed() == []


def test_a_long_list_is_not_counted_to_its_end(
    amara: Person, capella: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    Channel.objects.update(doubts=[{"code": "x", "words": "y"}])
    monkeypatch.setattr(duties, "MOST", 0)
    assert [one.words for one in doubts.ask({amara.pk}, NOW)] == ["Settle the doubts of more than 0 channels"]


def test_it_takes_two_questions(amara: Person, joel: Person, capella: Channel) -> None:
    Channel.objects.update(doubts=[{"code": "x", "words": "y"}])
    with CaptureQueriesContext(connection) as asked:
        assert len(owed()) == 2
    assert len(asked) == 2
