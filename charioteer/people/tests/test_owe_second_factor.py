"""No page answers somebody who still owes a second factor: every address there is, by every method."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from charioteer.people.models import Person
from charioteer.people.tests import cast

OPEN = {"account_logout", "invitation", "health", "account_reauthenticate", "mfa_activate_totp"}
OPEN |= {"second_factor", "mfa_add_webauthn", "back_in", "back_in_cancel"}
SET_UP = "/account/second-factor/"
EXAMPLES = {"int": "1", "slug": "a", "str": "a", "uuid": "12345678-1234-5678-1234-567812345678", "path": "a"}


def _addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, str | None]]:
    for entry in resolver.url_patterns:
        part = str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, prefix + part)
        elif isinstance(entry, URLPattern):
            yield _filled(prefix + part), entry.name


def _filled(route: str) -> str:
    if route.startswith("/password/("):
        return "/password/1-abc/"
    while "<" in route:
        start, end = route.index("<"), route.index(">")
        kind = route[start + 1 : end].split(":")[0] if ":" in route[start:end] else "str"
        route = route[:start] + EXAMPLES.get(kind, "a") + route[end + 1 :]
    return route


ADDRESSES = sorted({address for address, name in _addresses(get_resolver()) if name not in OPEN})


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
def test_led_to_set_up(client: Client, amara: Person, method: str) -> None:
    client.force_login(amara.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answers = {address: getattr(client, method)(address) for address in ADDRESSES}
    led = {address for address, answer in answers.items() if answer.headers.get("Location") == SET_UP}
    assert "/account/" in led
    assert led == set(ADDRESSES)


def test_the_set_up_itself_is_open(client: Client, amara: Person) -> None:
    client.force_login(amara.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("account_reauthenticate")).status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200


def test_a_member_owes_nothing(client: Client, priya: Person) -> None:
    client.force_login(priya.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("account")).status_code == 200


def test_somebody_who_proved_it_owes_nothing(client: Client, amara: Person) -> None:
    assert cast.sign_in(client, amara).get(reverse("account")).status_code == 200


def test_nobody_in_public_touches_the_database(db: None, client: Client, django_assert_num_queries: type) -> None:
    with django_assert_num_queries(0):
        answer = client.get(reverse("health"))
    assert "Cookie" not in answer.get("Vary", "")
