"""The cast and a few channels, made by the register's own actions."""

import pytest
from django.test import Client

from charioteer.channels import actions
from charioteer.channels.actions.registering import Details
from charioteer.channels.models import Channel
from charioteer.people.models import Person, RoleHolding, Trust
from charioteer.people.tests import cast


@pytest.fixture
def auriga(db: None) -> Trust:
    return cast.auriga()


@pytest.fixture
def amara(auriga: Trust) -> Person:
    """The headteacher, who looks after the register: an administrator."""
    return cast.person("Amara Lindqvist", auriga, "administrator")


@pytest.fixture
def joel(auriga: Trust) -> Person:
    """Communications: the second administrator."""
    return cast.person("Joel Sharma", auriga, "administrator")


@pytest.fixture
def priya(auriga: Trust) -> Person:
    """A teacher: reads the register, no more."""
    return cast.person("Priya Nair", auriga, "member")


@pytest.fixture
def grace(auriga: Trust) -> Person:
    """Somebody of the trust whose role ended."""
    found = cast.person("Grace Adebayo", auriga, "member")
    RoleHolding.objects.filter(person=found).update(until_date="2021-07-31")
    return found


@pytest.fixture
def tomasz(db: None) -> Person:
    """An administrator of another trust."""
    return cast.person("Tomasz Wolski", cast.lyra(), "administrator")


@pytest.fixture
def as_amara(amara: Person) -> Client:
    return cast.sign_in(Client(), amara)


@pytest.fixture
def as_joel(joel: Person) -> Client:
    return cast.sign_in(Client(), joel)


@pytest.fixture
def as_priya(priya: Person) -> Client:
    return cast.sign_in(Client(), priya)


@pytest.fixture
def as_grace(grace: Person) -> Client:
    return cast.sign_in(Client(), grace)


@pytest.fixture
def as_tomasz(tomasz: Person) -> Client:
    return cast.sign_in(Client(), tomasz)


@pytest.fixture
def capella(amara: Person) -> Channel:
    """@HouseCapella on X, put on the list by hand."""
    return put(amara, platform="x", account="@HouseCapella", name="@HouseCapella", school="capella-house")


def put(by: Person, **typed: str) -> Channel:
    """One more channel of the person's trust."""
    return actions.add(trust=by.trust, details=Details(**typed), by=by, now=cast.NOW)
