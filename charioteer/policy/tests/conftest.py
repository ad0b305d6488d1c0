"""The cast of the policy's tests."""

from datetime import UTC, date, datetime

import pytest

from charioteer.people.models import Person, RoleHolding, Trust

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def trust() -> Trust:
    """The invented trust whose policy it is."""
    return Trust.objects.create(name="The Vega Learning Trust", slug="vega")


@pytest.fixture
def elsewhere() -> Trust:
    """Another trust in the same installation."""
    return Trust.objects.create(name="The Lyra Trust", slug="lyra")


def employ(name: str, trust: Trust, role: str) -> Person:
    """Somebody who holds a role since September."""
    person = Person.objects.create(trust=trust, name=name)
    RoleHolding.objects.create(person=person, role=role, from_date=date(2026, 9, 1))
    return person


@pytest.fixture
def miriam(trust: Trust) -> Person:
    """Miriam Osei looks after Charioteer for the trust."""
    return employ("Miriam Osei", trust, "administrator")


@pytest.fixture
def priya(trust: Trust) -> Person:
    """Priya Nair teaches."""
    return employ("Priya Nair", trust, "member")


@pytest.fixture
def tomasz(elsewhere: Trust) -> Person:
    """Tomasz Wolski looks after Charioteer for another trust."""
    return employ("Tomasz Wolski", elsewhere, "administrator")
