"""No page of allauth's is shown as it comes: each has a template of ours, and says what is wrong in our voice."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from charioteer.people.models import Person
from charioteer.people.tests import cast
from charioteer.people.tests.cast import PASSWORD


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


def _templates() -> dict[str, str]:
    found = {}
    for pattern in _patterns(get_resolver()):
        view = getattr(pattern.callback, "view_class", None)
        if view and any("allauth" in base.__module__ for base in view.__mro__):
            found[str(pattern.name)] = view.template_name
    return found


TEMPLATES = _templates()


def test_there_are_pages_to_look_at() -> None:
    assert len(TEMPLATES) > 15


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_the_template_is_ours(name: str) -> None:
    origin = get_template(TEMPLATES[name]).template.origin.name  # type: ignore[attr-defined]
    assert origin.startswith(str(settings.HOME)), origin


SENT_EMPTY = (
    "account_login",
    "account_reset_password",
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_add_webauthn",
    "second_factor_change",
    "lost_device",
    "invite",
    "tokens",
)


@pytest.mark.parametrize("name", SENT_EMPTY)
def test_an_empty_form_is_answered_in_our_voice(amara: Person, name: str, settings: object) -> None:
    settings.SENDS_MAIL = True  # type: ignore[attr-defined]
    client = cast.sign_in(Client(SERVER_NAME="localhost"), amara)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    if name in {"account_login", "account_reset_password"}:
        client = Client()
    page = client.post(reverse(name), {}).content.decode()
    assert "before we go on" in page
    assert "This field" not in page
    assert 'class="errorlist' not in page
