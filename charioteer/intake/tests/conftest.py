"""Two trusts and their people, for imports."""

from typing import Any

import pytest
from django.apps import apps

from charioteer.intake.tests.notebook import Notebook

# People stand above intake on the staircase, so they are asked for by name.
Trust, Person = apps.get_model("people", "Trust"), apps.get_model("people", "Person")


@pytest.fixture
def trust(db: None) -> Any:
    return Trust.objects.create(name="Harbour Trust", slug="harbour")


@pytest.fixture
def joel(trust: Any) -> Any:
    return Person.objects.create(trust=trust, name="Joel Sharma", email="joel@harbour.example")


@pytest.fixture
def amara(trust: Any) -> Any:
    return Person.objects.create(trust=trust, name="Amara Lindqvist", email="amara@harbour.example")


@pytest.fixture
def tomasz(db: None) -> Any:
    other = Trust.objects.create(name="Other Trust", slug="other")
    return Person.objects.create(trust=other, name="Tomasz Wolski", email="tomasz@other.example")


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()
