"""The API holds to its own OpenAPI document, whatever it is asked."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from charioteer.channels.tests.public_cast import auriga, nine_rows

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

#: “We cannot tell which account is meant” is a 422 to a question whose form is right.
NOT_ASKED = [positive_data_acceptance]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A request drops its connection at the end, the test's transaction with it; Django's client bars that too."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("path", ["/api/v1/verify", "/api/v1/channels"])
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_the_api_keeps_its_word(path: str, mode: schemathesis.GenerationMode, settings: LazySettings) -> None:
    settings.VERIFY_PER_MINUTE = 0
    nine_rows(auriga())
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    asked = 0

    @given(case=document[path]["GET"].as_strategy(generation_mode=mode))
    @few_and_patient
    def holds(case: schemathesis.Case) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate(excluded_checks=NOT_ASKED)

    holds()
    assert asked > 10


few_and_patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
