"""The API holds to its own OpenAPI document, whatever it is asked."""

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from charioteer.channels.tests.public_cast import auriga, nine_rows

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

#: “We cannot tell which account is meant” is a 422 to a question whose form is right.
NOT_ASKED = [positive_data_acceptance]


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
