"""The cast, and the ground every test stands on."""

from uuid import uuid4

import pytest
from django.conf import LazySettings
from hypothesis import settings as hypothesis_settings

from charioteer.channels.public import throttle
from tests.committed import committed, committed_cast, template_database  # noqa: F401 (fixtures for every room)

# How long one example takes is the machine's affair and is measured in bench/, not here.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True)
def plain_static(settings: LazySettings) -> None:
    """No collected files are needed to render a page."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def fresh_limits(settings: LazySettings) -> None:
    """Sign-in limits are counted in memory, anew for every test, so that no test needs the database for them."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid4().hex}}


@pytest.fixture(autouse=True)
def nobody_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of the public doors are counted in memory too, anew for every test."""
    monkeypatch.setattr(throttle, "GATE", throttle.Throttle())


@pytest.fixture(autouse=True)
def quick_passwords(settings: LazySettings) -> None:
    """Hashing is slow on purpose; a test that makes five people need not pay for it five times."""
    settings.PASSWORD_HASHERS = ["charioteer.people.tests.quick.QuickArgon2"]
