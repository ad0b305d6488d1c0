"""The cast, on stage."""

import pytest

from charioteer.people.models import Person, Trust
from charioteer.people.tests import cast


@pytest.fixture
def auriga(db: None) -> Trust:
    return cast.auriga()


@pytest.fixture
def lyra(db: None) -> Trust:
    return cast.lyra()


@pytest.fixture
def amara(auriga: Trust) -> Person:
    """The headteacher, who looks after the register: an administrator."""
    return cast.person("Amara Lindqvist", auriga, "administrator")


@pytest.fixture
def priya(auriga: Trust) -> Person:
    """A teacher: a member of staff, no more."""
    return cast.person("Priya Nair", auriga, "member")


@pytest.fixture
def tomasz(lyra: Trust) -> Person:
    """An administrator of another trust."""
    return cast.person("Tomasz Wolski", lyra, "administrator")
