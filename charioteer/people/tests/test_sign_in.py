"""Signing in, step by step; what is asked of whom; what the log and the database keep."""

import base64
import time
import zlib

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from charioteer.audit.models import Entry
from charioteer.people.models import Person, RoleHolding
from charioteer.people.tests import cast
from charioteer.people.tests.cast import PASSWORD, SEED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def committed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """allauth signals after the commit, which no test here reaches: the log cannot be emptied between tests."""
    monkeypatch.setattr(transaction, "on_commit", lambda then, **_: then())


def _code(seed: str = SEED, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(seed, int(time.time()) // 30 + steps))


def _enter(client: Client, person: Person, password: str = PASSWORD) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


def _kinds() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("kind", flat=True))


def test_nobody_signs_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    for address in ("/sign-up/", "/signup/", "/accounts/signup/", "/account/signup/"):
        assert Client().get(address).status_code == 404


def test_a_member_needs_a_password_only(client: Client, priya: Person) -> None:
    answer = _enter(client, priya)
    assert (answer.status_code, answer["Location"]) == (302, "/mine/")
    assert f"signed in as {priya.email}." in client.get(reverse("account")).content.decode()
    assert _kinds() == ["people.user.signed_in"]


def test_the_address_may_be_typed_in_any_case(client: Client, priya: Person) -> None:
    answer = client.post(reverse("account_login"), {"login": priya.email.upper(), "password": PASSWORD})
    assert answer.status_code == 302


def test_a_wrong_password_and_an_unknown_address_read_alike(client: Client, priya: Person) -> None:
    wrong = _enter(client, priya, "not the password").content.decode()
    unknown = client.post(
        reverse("account_login"), {"login": "nobody@auriga.example", "password": "x"}
    ).content.decode()
    says = "That address and that password do not belong together."
    assert says in wrong
    assert says in unknown
    entries = list(Entry.objects.order_by("pk").values_list("kind", "subject", "actor"))
    assert entries == [
        ("people.user.refused", f"people.user:{priya.user.pk}", "system"),
        ("people.user.refused", "people.user:unknown", "system"),
    ]
    assert "nobody@" not in str(list(Entry.objects.values()))


def test_an_empty_form_names_its_fields_as_the_page_does(client: Client, priya: Person) -> None:
    text = client.post(reverse("account_login"), {}).content.decode()
    assert '<a href="#id_login">Fill in “E-mail address”.</a>' in text
    assert '<a href="#id_password">Fill in “Password”.</a>' in text
    assert "This field is required" not in text
    assert text.count("Error: Sign in") == 1
    _enter(client, priya)
    text = client.post(reverse("account_change_password"), {}).content.decode()
    assert "Fill in “Your password now”." in text
    assert "This field is required" not in text


def test_five_wrong_passwords_and_the_right_one_waits_too(client: Client, priya: Person) -> None:
    for _ in range(5):
        _enter(client, priya, "not the password")
    answer = _enter(client, priya)
    assert "Wait five minutes" in answer.content.decode()
    assert client.get(reverse("account")).status_code == 302


def test_an_administrator_gives_a_code_too(client: Client, amara: Person) -> None:
    cast.with_second_factor(amara)
    answer = _enter(client, amara)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("account")).status_code == 302  # half way is not in
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "That code does not fit" in wrong.content.decode()
    right = client.post(reverse("mfa_authenticate"), {"code": _code()})
    assert right["Location"] == "/mine/"
    assert client.get(reverse("account")).status_code == 200
    assert _kinds() == ["people.second_factor.refused", "people.user.signed_in"]


def test_a_code_works_once(client: Client, amara: Person) -> None:
    cast.with_second_factor(amara)
    code = _code()
    _enter(client, amara)
    client.post(reverse("mfa_authenticate"), {"code": code})
    onlooker = Client()
    _enter(onlooker, amara)
    onlooker.post(reverse("mfa_authenticate"), {"code": code})
    assert onlooker.get(reverse("account")).status_code == 302


def test_a_recovery_code_works_once_and_is_noted(client: Client, amara: Person) -> None:
    cast.with_second_factor(amara)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for browser, inside in ((client, 200), (Client(), 302)):
        _enter(browser, amara)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert browser.get(reverse("account")).status_code == inside
    assert _kinds().count("people.recovery_code.used") == 1


def test_set_up_from_the_first_page_to_the_codes(client: Client, amara: Person) -> None:
    assert _enter(client, amara)["Location"] == "/mine/"
    assert client.get(reverse("account"))["Location"] == reverse("second_factor")
    assert client.get(reverse("second_factor"))["Location"] == reverse("mfa_activate_totp")
    ask = client.get(reverse("mfa_activate_totp"))
    assert ask["Location"].startswith(reverse("account_reauthenticate"))
    client.post(ask["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    seed = page.context["form"].secret
    text = page.content.decode()
    assert "<svg" in text
    assert "data:image" not in text
    assert " ".join(seed[i : i + 4] for i in range(0, len(seed), 4)) in text
    _nothing_plain(seed)  # not even while it waits in the session
    refused = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "<title>Error: Set up your second factor" in refused
    answer = client.post(reverse("mfa_activate_totp"), {"code": _code(seed)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    _nothing_plain(seed)
    first = client.get(reverse("mfa_view_recovery_codes"))
    assert first.content.decode().count("Your second factor is set up.") == 1
    codes = first.context["unused_codes"]
    assert len(codes) == 10
    assert all(code in first.content.decode() for code in codes)
    _nothing_plain(*codes)
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in again for code in codes)
    assert client.get(reverse("account")).status_code == 200
    assert {"people.second_factor.set", "people.recovery_codes.made"} <= set(_kinds())


def _nothing_plain(*secrets: str) -> None:
    kept = str(list(Authenticator.objects.values("data")))
    kept += str([_opened(row.session_data) for row in Session.objects.all()])
    for secret in secrets:
        assert secret not in kept


def _opened(session_data: str) -> str:
    """What somebody with the database (even with Django's own signing undone) can read of a session."""
    body = session_data.split(":")[0]
    raw = base64.urlsafe_b64decode(body.lstrip(".") + "=" * (-len(body.lstrip(".")) % 4))
    return (zlib.decompress(raw) if body.startswith(".") else raw).decode(errors="replace")


def test_a_session_of_before_must_prove_the_second_factor(client: Client, amara: Person) -> None:
    """Whoever stole the password and signed in first gains nothing once the owner sets up a second factor."""
    _enter(client, amara)
    cast.with_second_factor(amara)
    answer = client.get(reverse("account"))
    assert answer["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Faccount%2F"
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 302  # nor can it be removed
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert Authenticator.objects.filter(type="totp").exists()
    client.post(answer["Location"], {"code": _code()})
    assert client.get(reverse("account")).status_code == 200


def test_no_role_no_second_factor_and_nothing_to_see(client: Client, amara: Person) -> None:
    RoleHolding.objects.all().delete()
    _enter(client, amara)
    assert "None today" in client.get(reverse("account")).content.decode()


def test_signing_out_is_a_deliberate_act(client: Client, priya: Person) -> None:
    _enter(client, priya)
    client.get(reverse("account_logout"))
    assert client.get(reverse("account")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("account")).status_code == 302
    assert _kinds()[-1] == "people.user.signed_out"


def test_signing_in_comes_back_but_never_goes_elsewhere(client: Client, priya: Person) -> None:
    assert client.get(reverse("account"))["Location"] == "/sign-in/?next=/account/"
    data = {"login": priya.email, "password": PASSWORD}
    assert client.post("/sign-in/?next=/account/", data)["Location"] == "/account/"
    answer = Client().post("/sign-in/?next=https://evil.example/", data)
    assert answer["Location"] == "/mine/"


def test_the_password_is_changed_and_other_browsers_are_out(client: Client, priya: Person) -> None:
    other = Client()
    for browser in (client, other):
        _enter(browser, priya)
    new = "copper meadow tulip river"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = client.post(reverse("account_change_password"), data, follow=True)
    assert "Your password is changed." in answer.content.decode()
    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302
    assert "people.password.changed" in _kinds()


def test_a_weak_new_password_is_refused(client: Client, priya: Person) -> None:
    _enter(client, priya)
    data = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    answer = client.post(reverse("account_change_password"), data)
    assert "at least 12" in answer.content.decode()


def test_without_mail_the_page_says_so(client: Client, priya: Person) -> None:
    for method in (client.get, client.post):
        answer = method(reverse("account_reset_password"), {"email": priya.email})
        assert "This site sends no mail yet" in answer.content.decode()
        assert "<form" not in answer.content.decode()
    assert mail.outbox == []


def test_with_mail_a_link_changes_the_password_once(client: Client, priya: Person, settings: LazySettings) -> None:
    settings.SENDS_MAIL = True
    client.post(reverse("account_reset_password"), {"email": priya.email})
    assert mail.outbox[0].to == [priya.email]
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    address = client.get(link)["Location"]
    assert "set-password" in address  # the secret leaves the address before a page is shown
    new = "copper meadow tulip river"
    answer = client.post(address, {"password1": new, "password2": new}, follow=True)
    assert "Your password is changed" in answer.content.decode()
    priya.user.refresh_from_db()
    assert priya.user.check_password(new)
    assert "does not work any more" in Client().get(link, follow=True).content.decode()


def test_with_mail_a_stranger_gets_none_and_learns_nothing(
    client: Client, priya: Person, settings: LazySettings
) -> None:
    settings.SENDS_MAIL = True
    pages = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).content
        for email in (priya.email, "stranger@elsewhere.example")
    ]
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 1


def test_switched_off_is_said(client: Client, priya: Person) -> None:
    priya.user.is_active = False
    priya.user.save()
    answer = client.post(reverse("account_login"), {"login": priya.email, "password": PASSWORD}, follow=True)
    assert "switched off" in answer.content.decode()
    assert client.get(reverse("account")).status_code == 302
