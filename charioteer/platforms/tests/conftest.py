"""The catalogue as it is shipped."""

import json
from pathlib import Path

import pytest

from charioteer.platforms import Catalogue

DATA = Path(__file__).parents[2] / "reference" / "data" / "platforms.json"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.from_records(json.loads(DATA.read_text(encoding="utf-8"))["entries"])
