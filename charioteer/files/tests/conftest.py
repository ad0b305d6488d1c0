"""A data folder of one's own, and two people of two trusts."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from charioteer.files import actions
from charioteer.files.models import StoredFile
from charioteer.people.models import Person, Trust
from charioteer.people.tests import cast

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
Keep = Callable[..., StoredFile]


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def auriga(db: None) -> Trust:
    return cast.auriga()


@pytest.fixture
def amara(auriga: Trust) -> Person:
    return cast.person("Amara Lindqvist", auriga, "administrator")


@pytest.fixture
def joel(auriga: Trust) -> Person:
    return cast.person("Joel Sharma", auriga, "administrator")


@pytest.fixture
def tomasz(db: None) -> Person:
    return cast.person("Tomasz Wolski", cast.lyra(), "administrator")


@pytest.fixture
def keep(data: Path) -> Keep:
    """Keep some bytes as somebody's file."""

    def kept(body: bytes, by: Person, name: str = "letter.pdf") -> StoredFile:
        return actions.store(source=io.BytesIO(body), name=name, trust_id=by.trust_id, by=by, now=NOW)

    return kept


def on_disk(data: Path) -> list[str]:
    """Every file under the folders of files, by its path."""
    found = (path for folder in ("files", "quarantine") for path in (data / folder).rglob("*") if path.is_file())
    return sorted(str(path.relative_to(data)) for path in found)
