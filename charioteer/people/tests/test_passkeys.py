"""Passkeys: enrolled, named, removed, used as the second step and alone, with a key of software that truly signs."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from charioteer.audit.models import Entry
from charioteer.people.models import Device, Person
from charioteer.people.tests import cast
from charioteer.people.tests.cast import PASSWORD
from charioteer.people.tests.passkey import SoftKey

pytestmark = pytest.mark.django_db
ADD, ALONE, SECOND = reverse("mfa_add_webauthn"), reverse("mfa_login_webauthn"), reverse("mfa_authenticate")


@pytest.fixture(autouse=True)
def committed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """allauth signals after the commit, which no test here reaches."""
    monkeypatch.setattr(transaction, "on_commit", lambda then, **_: then())


def browser(person: Person | None = None) -> Client:
    """A browser that reaches the site by name, with a password typed in it a moment ago."""
    client = Client(SERVER_NAME="localhost")
    if person:
        sign_in(client, person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def sign_in(client: Client, person: Person) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def enrol(client: Client, key: SoftKey | None = None, *, name: str = "Blue key", alone: bool = True) -> SoftKey:
    """Add a passkey through the page."""
    key = key or SoftKey()
    options = client.get(ADD).context["js_data"]["creation_options"]
    sent = {"name": name, "credential": key.enrol(options, alone=alone), **({"passwordless": "on"} if alone else {})}
    answer = client.post(ADD, sent)
    assert answer.status_code == 302, answer.content.decode()
    return key


def use(client: Client, address: str, key: SoftKey, **how: Any) -> HttpResponse:
    options = client.get(address).context["js_data"]["request_options"]
    return client.post(address, {"credential": key.use(options, **how)})


def kinds() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("kind", flat=True))


def test_a_passkey_is_a_second_factor_for_the_set_up(amara: Person) -> None:
    client = browser(amara)
    assert client.get("/account/")["Location"] == reverse("second_factor")
    assert "Use a passkey" in client.get(reverse("second_factor")).content.decode()
    enrol(client)
    assert client.get("/account/").status_code == 200
    assert len(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]) == 10
    assert {"people.second_factor.set", "people.recovery_codes.made"} <= set(kinds())
    assert "webauthn" in Entry.objects.get(kind="people.second_factor.set").body


def test_alone_it_counts_as_two(amara: Person) -> None:
    key = enrol(browser(amara))
    client = browser()
    answer = use(client, ALONE, key)
    assert (answer.status_code, answer["Location"]) == (302, "/mine/")
    assert client.get("/account/").status_code == 200
    assert kinds()[-1] == "people.user.signed_in"


def test_one_that_asks_nobody_does_not_sign_in_alone(amara: Person) -> None:
    key = enrol(browser(amara), SoftKey(verifies=False), alone=False)
    client = browser()
    answer = use(client, ALONE, key)
    assert "did not ask for your finger, face or PIN" in answer.content.decode()
    assert client.get("/account/").status_code == 302
    sign_in(client, amara)
    assert use(client, SECOND, key)["Location"] == "/mine/"


def test_one_that_asks_nobody_is_not_enrolled_as_if_it_did(amara: Person) -> None:
    client, key = browser(amara), SoftKey(verifies=False)
    options = client.get(ADD).context["js_data"]["creation_options"]
    answer = client.post(ADD, {"name": "x", "credential": key.enrol(options), "passwordless": "on"})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_as_the_second_step(amara: Person) -> None:
    key = enrol(browser(amara))
    client = browser()
    assert sign_in(client, amara)["Location"] == SECOND
    assert client.get("/account/").status_code == 302  # half way is not in
    page = client.get(SECOND).content.decode()
    assert "Use my passkey" in page
    assert "Without your passkey: one of your recovery codes." in page
    assert use(client, SECOND, key)["Location"] == "/mine/"
    assert client.get("/account/").status_code == 200


def test_somebody_elses_passkey_is_no_second_step(amara: Person, priya: Person) -> None:
    theirs = enrol(browser(priya))
    enrol(browser(amara))
    client = browser()
    sign_in(client, amara)
    assert "not one we know for you" in use(client, SECOND, theirs).content.decode()
    assert client.get("/account/").status_code == 302


def test_a_passkey_of_another_site_or_another_user_is_refused(amara: Person, priya: Person) -> None:
    key = enrol(browser(amara))
    client = browser()
    options = client.get(ALONE).context["js_data"]["request_options"]
    elsewhere = SoftKey(host="localhost.evil.example", name=key.name, key=key.key, user=key.user)
    assert client.post(ALONE, {"credential": elsewhere.use(options)}).status_code == 200
    other = SoftKey(name=key.name, key=key.key)
    other.user = json.loads(SoftKey(user="Mg").use({"publicKey": {"challenge": "AAAA"}}))["response"]["userHandle"]
    assert use(client, ALONE, other).status_code == 200
    assert client.get("/account/").status_code == 302


def test_a_signature_that_does_not_fit_is_refused(amara: Person) -> None:
    key = enrol(browser(amara))
    forged = SoftKey(name=key.name, user=key.user)  # the right name, another key
    for client, address in ((browser(), ALONE), (browser(), SECOND)):
        if address == SECOND:
            sign_in(client, amara)
        assert "not one we know for you" in use(client, address, forged).content.decode()
        assert client.get("/account/").status_code == 302


def test_an_answer_works_once(amara: Person) -> None:
    key = enrol(browser(amara))
    client = browser()
    sent = {"credential": key.use(client.get(ALONE).context["js_data"]["request_options"])}
    thief = browser()
    thief.get(ALONE)
    assert thief.post(ALONE, sent).status_code == 200  # another challenge
    assert client.post(ALONE, sent).status_code == 302


@pytest.mark.parametrize(
    "sent", ["", "null", "[]", "{}", '"x"', "{", '{"id": 1}', "9" * 5000, '{"response": {}}', "[" * 9000]
)
@pytest.mark.parametrize("address", [ADD, ALONE, reverse("mfa_reauthenticate_webauthn")])
def test_junk_is_a_sentence_and_never_an_error(amara: Person, address: str, sent: str) -> None:
    client = browser() if address == ALONE else browser(amara)
    if address != ALONE:
        enrol(client)
    client.get(address)
    answer = client.post(address, {"name": "x", "credential": sent})
    assert answer.status_code == 200
    assert "before we go on" in answer.content.decode()
    assert "This field is required" not in answer.content.decode()


def test_a_session_of_before_must_prove_it(priya: Person) -> None:
    early = browser(priya)
    key = enrol(browser(priya))
    answer = early.get("/account/")
    assert answer["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
    use(early, reverse("mfa_reauthenticate_webauthn"), key)
    assert early.get("/account/").status_code == 200


def test_the_last_factor_stays_while_a_role_needs_one(amara: Person) -> None:
    client = browser(amara)
    enrol(client)
    first = Authenticator.objects.get(type="webauthn")
    remove = reverse("mfa_remove_webauthn", args=[first.pk])
    assert "It cannot be removed yet" in client.get(remove).content.decode()
    refused = client.post(remove)
    assert refused.status_code == 409
    assert "Your role asks for one" in refused.content.decode()
    enrol(client, name="Second key")
    assert client.post(remove).status_code == 302
    assert [one.wrap().name for one in Authenticator.objects.filter(type="webauthn")] == ["Second key"]
    assert client.get("/account/").status_code == 200  # what it proved still stands


def test_the_app_stays_too_and_is_changed_instead(amara: Person) -> None:
    cast.with_second_factor(amara)
    client = cast.sign_in(Client(), amara)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    remove = reverse("mfa_deactivate_totp")
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 409
    old = Authenticator.objects.get(type="totp")
    page = client.get(reverse("second_factor_change"))
    from charioteer.people.tests.test_sign_in import _code

    assert client.post(reverse("second_factor_change"), {"code": "000000"}).status_code == 200
    assert Authenticator.objects.get(type="totp") == old
    answer = client.post(reverse("second_factor_change"), {"code": _code(page.context["form"].secret)})
    assert answer.status_code == 302
    assert Authenticator.objects.get(type="totp").pk != old.pk


def test_who_needs_none_may_remove_the_last_and_is_out_elsewhere(priya: Person) -> None:
    client, other = browser(priya), browser(priya)
    key = enrol(client)
    use(other, reverse("mfa_reauthenticate_webauthn"), key)
    only = Authenticator.objects.get(type="webauthn")
    assert client.post(reverse("mfa_remove_webauthn", args=[only.pk])).status_code == 302
    assert not Authenticator.objects.exists()  # recovery codes go with it
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert Device.objects.count() == 1


def test_renamed_by_its_owner_alone(priya: Person, amara: Person) -> None:
    client = browser(priya)
    enrol(client)
    only = Authenticator.objects.get(type="webauthn")
    rename = reverse("mfa_edit_webauthn", args=[only.pk])
    assert "Give the passkey a name." in client.post(rename, {"name": ""}).content.decode()
    assert client.post(rename, {"name": "<b>Red</b>"}).status_code == 302
    page = client.get(reverse("mfa_list_webauthn")).content.decode()
    assert "&lt;b&gt;Red&lt;/b&gt;" in page
    other = browser(amara)
    enrol(other)
    assert other.post(rename, {"name": "Mine"}).status_code == 404
    assert other.post(reverse("mfa_remove_webauthn", args=[only.pk])).status_code == 404


@pytest.mark.parametrize(
    ("host", "secure", "says"),
    [
        ("127.0.0.1", False, "reached by a number"),
        ("[::1]", False, "reached by a number"),
        ("testserver", False, "only where a site is reached by https"),
        ("testserver", True, ""),
        ("localhost", False, ""),
    ],
)
def test_where_there_can_be_none_the_page_says_why(db: None, host: str, secure: bool, says: str) -> None:
    page = Client(SERVER_NAME=host).get(ALONE, secure=secure).content.decode()
    assert ("<script" in page) is (not says)
    assert says in page


def test_the_options_stand_in_an_attribute_and_are_escaped(amara: Person) -> None:
    amara.user.email = "a\"'><b>@auriga.example"
    amara.user.save()
    client = Client(SERVER_NAME="localhost")
    client.force_login(amara.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(ADD).content.decode()
    assert "data-passkey-options" in page
    assert "<b>@" not in page
