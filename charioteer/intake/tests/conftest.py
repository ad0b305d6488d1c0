"""Two trusts and their people, for imports."""

import pytest

from charioteer.intake.tests.notebook import Notebook
from charioteer.people.models import Person, Trust


@pytest.fixture
def trust(db: None) -> Trust:
    return Trust.objects.create(name="Harbour Trust", slug="harbour")


@pytest.fixture
def joel(trust: Trust) -> Person:
    return Person.objects.create(trust=trust, name="Joel Sharma", email="joel@harbour.example")


@pytest.fixture
def amara(trust: Trust) -> Person:
    return Person.objects.create(trust=trust, name="Amara Lindqvist", email="amara@harbour.example")


@pytest.fixture
def tomasz(db: None) -> Person:
    other = Trust.objects.create(name="Other Trust", slug="other")
    return Person.objects.create(trust=other, name="Tomasz Wolski", email="tomasz@other.example")


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()
