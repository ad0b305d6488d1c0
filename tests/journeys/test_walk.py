"""Every address, asked as everybody: no page can be forgotten, and no right be given by accident.

The company comes on stage once, and everything it can name is made once; each question is asked in a savepoint that is
rolled back, so that everybody meets the same world.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from charioteer.audit.models import Entry
from charioteer.mine import counting
from charioteer.people.roles import ROLES as HELD
from charioteer.people.roles import At, Right
from tests.cast import everybody, signed_in
from tests.journeys.addresses import TABLE
from tests.journeys.asked import BY_KEY, ROLES, Address, Answer, Role, asking, patterns
from tests.journeys.world import furnish
from tests.parts import ELSEWHERE, HOME, NEXT, PARTS

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
NAMES = [address.name for address in TABLE]
QUICK = {"PASSWORD_HASHERS": ["charioteer.people.tests.quick.QuickArgon2"]}
QUICK["CACHES"] = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # type: ignore[assignment]


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class World:
    """What fills the routes, and the session of everybody who is signed in."""

    names: dict[str, str]
    sessions: dict[str, str]
    browser: Client

    def ask(self, role: Role, method: str, path: str, form: dict[str, str]) -> HttpResponseBase:
        """What this person gets, in a browser of their own."""
        self.browser.cookies.clear()
        if role.signed_in:
            self.browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role.key]
        # An address of their own, or those who ask last would be told to wait.
        caller = f"192.0.2.{ROLES.index(role)}"
        return self.browser.generic(method, path, urlencode(form), FORM, REMOTE_ADDR=caller)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    # The number beside “Mine to do” is tested where it is made; here it would be a third of all the work.
    uncounted = patch.object(counting, "of", return_value="")
    with django_db_blocker.unblock(), override_settings(**QUICK), uncounted, rolled_back():
        cast = everybody()
        sessions = {role.key: _session(signed_in(cast[role.key])) for role in ROLES if role.signed_in}
        yield World(furnish(cast["amara"]), sessions, Client())


def test_every_address_is_in_the_table_once() -> None:
    assert sorted(NAMES) == sorted(patterns())


def test_every_role_is_played_at_home_next_door_and_elsewhere() -> None:
    played = {group: {part.role for part in PARTS if part.group == group} for group in (HOME, NEXT, ELSEWHERE)}
    assert played[HOME] == played[ELSEWHERE] == set(HELD)
    assert played[NEXT] == {key for key, role in HELD.items() if role.at is not At.TRUST}
    assert len({part.key for part in PARTS}) == len(PARTS)


def test_no_right_goes_unasked_from_another_trust() -> None:
    for address in TABLE:
        outside = [role for role in asking(address) if role.outside]
        assert frozenset().union(*(role.rights for role in outside)) == frozenset(Right)


@pytest.mark.parametrize("address", TABLE, ids=NAMES)
def test_everybody_gets_what_the_table_says(world: World, address: Address) -> None:
    path = address.path(world.names)
    form = dict(address.forms[0]) if address.forms else {}
    wrong = []
    for role in asking(address):
        for method in _methods(address, role):
            expected, before = address.answer(role, method), Entry.objects.count()
            with rolled_back():
                got, after = world.ask(role, method, path, form), Entry.objects.count()
            who = f"{method} as {role.key} ({role.words}, {role.group or 'no role'})"
            if not _is(got, expected, method):
                wrong.append(f"{who}: {got.status_code} {got.get('Location', '')}, not {expected}")
            changes = method == "POST" and expected in {Answer.PAGE, Answer.LED_ON}
            if not changes and after != before:
                wrong.append(f"{who}: left an entry in the log")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", [one for one in TABLE if one.forms], ids=lambda address: address.name)
def test_no_form_is_taken_from_another_site(world: World, address: Address) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions["amara"]
    before = Entry.objects.count()
    assert client.post(address.path(world.names), dict(address.forms[0])).status_code == 403
    assert Entry.objects.count() == before


ASKED = ("q", "page", "per_page", "sort", "standing", "school", "platform", "doubts", "place", "trust", "after", "kind")
ASKED += ("use", "answered", "outcome", "format", "next", "state", "section", "on", "who", "subject", "since", "until")
JUNK = ("\0", "\u202e\u200b’; --", "9" * 400, "-1", "\ud800".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("address", [one for one in TABLE if not one.sent_only], ids=lambda address: address.name)
def test_no_question_breaks_an_address(world: World, address: Address) -> None:
    client, path = Client(), address.path(world.names)
    client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions["amara"]
    broken = []
    for junk in JUNK:
        together = client.get(path, dict.fromkeys(ASKED, junk)).status_code
        # One by one only where some question may have kept the others from being read.
        apart = {key: client.get(path, {key: junk}).status_code for key in ASKED} if together != 200 else {}
        found = {"all of them": together, **apart}
        broken += [f"{key}={junk!r}: {status}" for key, status in found.items() if status >= 500]
    assert broken == []


def _session(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _methods(address: Address, role: Role) -> tuple[str, ...]:
    # Where nothing can be sent, no role changes that: it is enough that those with the most and the least rights try.
    if not address.forms and role not in (BY_KEY["stranger"], BY_KEY["amara"], BY_KEY["tomasz"]):
        return ("GET",)
    return ("GET", "POST")


def _is(got: HttpResponseBase, expected: Answer, method: str) -> bool:
    to = got.get("Location", "")
    match expected:
        case Answer.SIGN_IN:
            return got.status_code == 302 and to.startswith("/sign-in/?next=")
        case Answer.LED_ON:
            return got.status_code == 302 and not to.startswith("/sign-in/?next=")
        case Answer.REFUSED:
            return got.status_code == 403 and "Who can" in got.content.decode()
        case Answer.NOT_THERE:
            return got.status_code == 404
        case Answer.NO_TOKEN:
            return got.status_code == 401 and got["WWW-Authenticate"].startswith("Bearer")
        case Answer.CANNOT_TELL:
            return got.status_code == 422
        case Answer.NOT_THIS_WAY:
            return got.status_code in {302, 403, 404, 405}
    taken = {200, 302, 400, 409, 422} if method == "POST" else {200}
    return got.status_code in taken and not to.startswith("/sign-in/?next=")
