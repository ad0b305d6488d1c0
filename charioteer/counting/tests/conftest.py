"""The cast, on stage for tests that span rooms."""

import pytest
from django.conf import LazySettings

from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None, settings: LazySettings) -> Cast:
    """Everybody. Their passwords are hashed fast, because nobody attacks them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return assemble()
