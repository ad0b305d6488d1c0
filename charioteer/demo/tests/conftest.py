"""The demonstration, switched on for a test, in a database that is thrown away."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import DjangoDbBlocker

from charioteer.demo import loading
from charioteer.people.models import Trust
from charioteer.people.tests.cast import NOW

urlpatterns = [path("", include("charioteer.demo.urls")), path("", include("charioteer.urls"))]
handler404 = "charioteer.web.views.not_found"


@pytest.fixture
def switched_on(settings: Any) -> None:
    settings.DEMO = True
    settings.ROOT_URLCONF = __name__


@pytest.fixture(scope="module")
def invented(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The invented trust, made once for a module; each test meets it as it was, and leaves it so."""
    quick = override_settings(PASSWORD_HASHERS=["charioteer.people.tests.quick.QuickArgon2"])
    with django_db_blocker.unblock(), quick, transaction.atomic():
        loading.invent(now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def lyra(invented: None, db: None) -> Trust:
    """The invented trust."""
    return Trust.objects.get(slug="lyra")


@pytest.fixture
def here() -> Client:
    """A browser on this machine."""
    return Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.0.1")
