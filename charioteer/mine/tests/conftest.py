"""The cast, and duties made up for a test: nothing here depends on what other rooms ask of people."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from charioteer import duties
from charioteer.duties import Owed
from charioteer.people.models import Absence, Person, RoleHolding, School, Trust
from charioteer.people.tests import cast

Owes = Callable[..., None]


@pytest.fixture
def auriga(db: None) -> Trust:
    return cast.auriga()


@pytest.fixture
def priya(auriga: Trust) -> Person:
    """A teacher."""
    return cast.person("Priya Nair", auriga)


@pytest.fixture
def joel(auriga: Trust) -> Person:
    """Who runs the communications."""
    return cast.person("Joel Sharma", auriga)


@pytest.fixture
def tomasz(db: None) -> Person:
    """Somebody of another trust."""
    return cast.person("Tomasz Wolski", cast.lyra())


@pytest.fixture
def as_priya(priya: Person) -> Client:
    return cast.sign_in(Client(), priya)


@pytest.fixture(autouse=True)
def nothing_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No duty but those of the test."""
    monkeypatch.setattr(duties, "DUTIES", {})
    monkeypatch.setattr("charioteer.mine.asking.DUTIES", duties.DUTIES)


@pytest.fixture
def owes() -> Owes:
    """`owes(priya, "Read edition 4", due=…)`: one more thing, of a kind of its own unless one is named."""
    kept: dict[str, list[Owed]] = {}

    def say(
        person: Person, words: str, *, kind: str = "", personal: bool = False, safety: bool = False, **more: object
    ) -> None:
        kind = kind or f"test.{len(kept)}"
        if kind not in kept:
            kept[kind] = []

            @duties.duty(kind, f"Things of {kind}", "accessibility", personal=personal, safety=safety)
            def ask(people: Collection[int] | None, now: datetime) -> Iterable[Owed]:
                return [one for one in kept[kind] if people is None or one.person_id in people]

        key = f"{kind}:{len(kept[kind])}"
        kept[kind].append(Owed(key, person.pk, words, **more))  # type: ignore[arg-type]

    return say


def away(person: Person, *, deputy: Person | None = None, day: date, days: int = 3) -> Absence:
    """Somebody is away from that day on."""
    return Absence.objects.create(
        person=person, deputy=deputy, from_date=day, until_date=day + timedelta(days=days - 1)
    )


def holds(person: Person, role: str, school: School | None = None, *, stands_in: bool = False) -> RoleHolding:
    """One more role."""
    return RoleHolding.objects.create(
        person=person, role=role, school=school, stands_in=stands_in, from_date=date(2020, 9, 1)
    )
