"""The cast, and where they are."""

import pytest
from django.conf import LazySettings

from charioteer.people.models import School
from tests.cast import Cast, assemble, joins


@pytest.fixture
def cast(db: None, settings: LazySettings) -> Cast:
    """Everybody, and who reads the board: heads of two schools, a governor, a trustee."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    found = assemble()
    found.people["hana"] = joins(found.lyra, "Hana Vega", "headteacher", at="vega-house")
    found.people["sol"] = joins(found.lyra, "Sol Sulafat", "headteacher", at="sulafat")
    found.people["gita"] = joins(found.lyra, "Gita Rao", "governor", at="vega-house")
    found.people["tom"] = joins(found.lyra, "Tom Reed", "trustee")
    return found


@pytest.fixture
def vega(cast: Cast) -> School:
    return School.objects.get(slug="vega-house")


@pytest.fixture
def sulafat(cast: Cast) -> School:
    return School.objects.get(slug="sulafat")


@pytest.fixture
def algorab(cast: Cast) -> School:
    """Another trust's."""
    return School.objects.get(slug="algorab")
