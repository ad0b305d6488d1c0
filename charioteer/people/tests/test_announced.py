"""Who follows is told, in the same transaction, with ids and no words."""

from collections.abc import Callable
from typing import Any

import pytest

from charioteer.jobs import asking
from charioteer.people import actions
from charioteer.people.actions import Details, Place
from charioteer.people.models import Person, School, Trust
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.house import TODAY, days, holds, somebody


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What was announced: the event and whom it is about."""
    found: list[tuple[str, int]] = []

    def follow(name: str, ids: dict[str, Any], after: object) -> None:
        assert set(ids) == {"trust_id", "person_id"}
        found.append((name, ids["person_id"]))

    events = ("engagement.changed", "role.changed", "absence.changed", "person.merged")
    monkeypatch.setattr(asking, "FOLLOWERS", {f"people.{event}": [event] for event in events})
    monkeypatch.setattr(asking, "_enqueue", follow)
    return found


def _place() -> Place:
    return Place(kind="staff", school=School.objects.get(slug="capella-house"), from_date=TODAY)


def _away(priya: Person) -> None:
    actions.note_absence(person=priya, from_date=TODAY, until_date=None, deputy=None, by=None, now=NOW)


def _merge(priya: Person) -> None:
    actions.merge(kept=priya, gone=somebody(priya.trust, "P. Nair"), by=None, now=NOW)


def _leave(priya: Person) -> None:
    holds(priya, "clearer")
    actions.end(engagement=priya.engagements.get(), last_day=days(-1), by=None, now=NOW)


def _give(priya: Person) -> None:
    actions.give_role(person=priya, role="clearer", school=None, from_date=TODAY, by=None, now=NOW)


@pytest.mark.parametrize(
    ("do", "events"),
    [
        (_away, ["absence.changed"]),
        (_merge, ["person.merged"]),
        (_leave, ["engagement.changed", "role.changed"]),
        (_give, ["role.changed"]),
    ],
)
def test_each_change_is_announced(
    auriga: Trust, told: list[tuple[str, int]], do: Callable[[Person], None], events: list[str]
) -> None:
    priya = somebody(auriga, "Priya Nair", School.objects.get(slug="capella-house"))
    do(priya)
    assert told == [(event, priya.pk) for event in events]


def test_somebody_new_is_announced(auriga: Trust, told: list[tuple[str, int]]) -> None:
    made = actions.add(trust=auriga, details=Details("Priya Nair"), place=_place(), by=None, now=NOW)
    assert told == [("engagement.changed", made.pk)]
