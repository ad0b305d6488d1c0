"""A log to tamper with."""

import pytest

from charioteer.audit.models import Entry
from charioteer.audit.tests.tampering import written
from tests.committed import Committed


@pytest.fixture
def log(committed: Committed) -> list[Entry]:
    """Nine entries of one trust, some with words; two of another trust; one of none. All sealed."""
    return written()
