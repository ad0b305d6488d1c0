"""The policy in public: every clause, no name, no sentence of the document, nothing that breaks it."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charioteer.people.models import Person, Trust, User
from charioteer.policy.actions import load_edition
from charioteer.policy.tests import documents
from charioteer.policy.tests.conftest import NOON, employ
from charioteer.reference.actions import overlay
from charioteer.reference.registers import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(trust: Trust) -> Any:
    text = documents.FRONT + documents.CONTROL + documents.BODY
    return load_edition(trust=trust, file_name="by Miriam Osei.txt", data=text.encode(), by=None, now=NOON).edition


def page(client: Client, address: str = "/policy/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_clause_is_on_the_page_and_has_its_own(client: Client, trust: Trust) -> None:
    html = page(client)
    for clause in load("clauses").entries:
        assert f'href="/policy/{clause["key"]}/"' in html
        own = page(client, f"/policy/{clause['key']}/")
        assert f"Clause {clause['key']}" in own
    assert html.count('<li class="ch-row"') == 71


def test_without_a_document_it_says_how_to_load_one(client: Client) -> None:
    html = page(client)
    assert "No document is loaded yet." in html
    assert "charioteer import policy FILE" in html
    assert "No document is loaded yet." in page(client, "/policy/2.4a/")


def test_the_document_is_named_and_never_quoted(client: Client, edition: Any) -> None:
    html = page(client)
    assert edition.sha256 in html
    assert "Online conduct policy" in html
    assert "Board of Trustees" in html
    assert "It ended on 31 August 2023." in html
    for private in ("Osei", "Hold the keys.", "small invented trust", edition.file_name):
        assert private not in html
    assert "Stated in the document" in html


def test_what_is_not_stated_is_said(client: Client, trust: Trust) -> None:
    load_edition(trust=trust, file_name="policy.txt", data=documents.POLICY.encode(), by=None, now=NOON)
    html = page(client)
    assert html.count("Not stated in the document") == 5
    assert "Nobody has approved it in Charioteer yet." in html


def test_somebody_of_the_trust_sees_what_was_written(
    client: Client, edition: Any, priya: Person, elsewhere: Trust
) -> None:
    stranger = employ("Noor Haddad", elsewhere, "member")
    for person, sees in ((priya, True), (stranger, False)):
        user = User.objects.create(email=f"{person.pk}@example.org", person=person, date_joined=NOON)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert ("Miriam Osei" in page(client, "/policy/?trust=vega")) is sees


def test_findings_stand_with_their_clause(client: Client, edition: Any) -> None:
    assert "It ended on 31 August 2023." in page(client, "/policy/7.2/")
    assert "Investigatory Powers Act 2016" in page(client, "/policy/10/")
    assert "What to mend" not in page(client, "/policy/5.1/")


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("q=phishing", {"5.4c"}),
        ("q=PHISHING++suspicious", {"5.4c"}),
        ("q=2.4a", {"2.4a"}),
        ("q=zebra", set()),
        ("answered=manual", {"2.2", "2.10", "2.11", "8.5"}),
        ("answered=manual&kind=R&q=lawyer", {"2.11", "8.5"}),
        ("answered=manual&kind=P", set()),
    ],
)
def test_looking_for_clauses(client: Client, query: str, keys: set[str]) -> None:
    html = page(client, f"/policy/?{query}")
    rows = {key for key in load("clauses").by_key if f'id="c-{key.replace(".", "-").lower()}"' in html}
    assert rows == keys
    assert (f"{len(keys)} of 71 clauses" in html) is True
    assert ("No clause fits." in html) is not bool(keys)


@pytest.mark.parametrize("query", ["kind=X", "answered=maybe", "kind=%00&answered=1"])
def test_a_choice_that_does_not_exist_is_passed_over_and_said(client: Client, query: str) -> None:
    html = page(client, f"/policy/?{query}")
    assert html.count('<li class="ch-row"') == 71
    assert "a choice that does not exist here" in html


def test_choices_keep_one_another(client: Client) -> None:
    html = page(client, "/policy/?q=post&kind=P")
    assert "?q=post&amp;kind=P&amp;answered=manual" in html
    assert '<input type="hidden" name="kind" value="P">' in html


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_words_are_answered_and_none_is_believed(client: Client, words: str) -> None:
    html = client.get("/policy/", {"q": words + "<script>"}).content.decode()
    assert "<script" not in html


@pytest.mark.parametrize(("asked", "status"), [("2.4a", 200), ("2.4A", 302), ("a.1", 302), ("99", 404), ("%00", 404)])
def test_addresses_of_clauses(client: Client, asked: str, status: int) -> None:
    assert client.get(f"/policy/{asked}/").status_code == status


def test_neighbours_lead_through_the_policy(client: Client) -> None:
    assert 'rel="prev"' not in page(client, "/policy/1.1/")
    middle = page(client, "/policy/2.4b/")
    assert 'href="/policy/2.4a/" rel="prev"' in middle
    assert 'href="/policy/2.4c/" rel="next"' in middle
    assert 'rel="next"' not in page(client, "/policy/A.3/")


def test_words_the_policy_leaves_open(client: Client) -> None:
    assert "Once a term." in page(client, "/policy/5.4b/")
    assert "Words the policy leaves open" not in page(client, "/policy/1.1/")


def test_a_trusts_own_wording_is_shown_as_its_own(client: Client, trust: Trust, elsewhere: Trust) -> None:
    overlay(
        trust_id=trust.pk,
        register="clauses",
        key="5.1",
        changes={"title": "Gentle words"},
        reason="Our pupils chose it.",
        by=None,
        now=NOON,
    )
    assert "Gentle words" in page(client, "/policy/?trust=vega")
    own = page(client, "/policy/5.1/?trust=vega")
    assert "the Trust’s own" in own
    assert "?trust=vega" in own
    assert "Gentle words" not in page(client, "/policy/?trust=lyra")
    assert "?trust=lyra" in page(client, "/policy/?trust=vega")


def test_it_can_be_switched_off(client: Client, settings: LazySettings, priya: Person) -> None:
    settings.PUBLIC_REGISTER = False
    for address in ("/policy/", "/policy/2.4a/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
    user = User.objects.create(email="priya@example.org", person=priya, date_joined=NOON)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page(client)


def test_the_number_of_questions_to_the_database_does_not_grow(
    client: Client, edition: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        page(client)
