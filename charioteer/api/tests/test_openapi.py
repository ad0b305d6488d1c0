"""The API holds to its own OpenAPI document, whatever it is asked."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from charioteer.channels.tests.public_cast import auriga, nine_rows
from charioteer.people.actions.tokens import make_token
from charioteer.people.entrance import limits
from charioteer.people.models import Trust
from charioteer.people.tests.cast import person, with_second_factor

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

#: “We cannot tell which account is meant” is a 422 to a question whose form is right.
NOT_ASKED = [positive_data_acceptance]
#: A question without a token is made wrong on purpose, and mended by the token we add to it.
MENDED = [negative_data_rejection]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A request drops its connection at the end, the test's transaction with it; Django's client bars that too."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


BY_TOKEN = ["/api/v1/me", "/api/v1/people", "/api/v1/duties/mine", "/api/v1/register/channels", "/api/v1/board"]


@pytest.mark.parametrize("path", ["/api/v1/verify", "/api/v1/channels", *BY_TOKEN])
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_the_api_keeps_its_word(
    path: str, mode: schemathesis.GenerationMode, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VERIFY_PER_MINUTE = 0
    monkeypatch.setattr(limits, "RATES", {})
    trust = auriga()
    nine_rows(trust)
    token = {"Authorization": f"Bearer {_token(trust)}"} if path in BY_TOKEN else {}
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    asked = 0

    @given(case=document[path]["GET"].as_strategy(generation_mode=mode))
    @few_and_patient
    def holds(case: schemathesis.Case) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate(excluded_checks=NOT_ASKED + (MENDED if token else []), headers=token)

    holds()
    assert asked > (10 if document[path]["GET"].definition.raw.get("parameters") else 0)


def test_every_reading_says_whether_it_needs_a_token(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    needs = {path for path, methods in paths.items() if methods["get"].get("security")}
    assert needs == set(BY_TOKEN)
    for path in BY_TOKEN:
        assert {"200", "401", "403", "404", "422", "429"} <= set(paths[path]["get"]["responses"])
    assert {path.rsplit("/v1/")[1] for path in paths} == {"verify", "channels", *(one[8:] for one in BY_TOKEN)}


def _token(trust: Trust) -> str:
    administrator = person("Amara Lindqvist", trust, "administrator")
    with_second_factor(administrator)
    day, now = timezone.localdate(), timezone.now()
    return make_token(person=administrator, name="x", ends_on=day, proved=True, by=administrator, now=now)


few_and_patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
