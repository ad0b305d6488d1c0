"""Every address, asked as everybody: no page can be forgotten, and no right be given by accident."""

from dataclasses import dataclass

import pytest
from django.http import HttpResponseBase
from django.test import Client

from charioteer.audit.models import Entry
from tests.cast import Cast, signed_in
from tests.journeys.addresses import ROLES, TABLE, Address, Answer, Role, patterns
from tests.journeys.world import furnish

NAMES = [address.name for address in TABLE]


@dataclass
class World:
    """The cast, and what fills the routes."""

    cast: Cast
    names: dict[str, str]

    def client(self, role: Role) -> Client:
        """A browser of this person's own."""
        return signed_in(self.cast[role.key]) if role.signed_in else Client()


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast, furnish(cast["amara"]))


def test_every_address_is_in_the_table_once() -> None:
    assert sorted(NAMES) == sorted(patterns())


@pytest.mark.parametrize("address", TABLE, ids=NAMES)
def test_everybody_gets_what_the_table_says(world: World, address: Address) -> None:
    path = address.path(world.names)
    wrong = []
    for role in ROLES:
        for method in ("GET", "POST"):
            expected, before = address.answer(role, method), Entry.objects.count()
            got = _ask(world.client(role), method, path, address)
            if not _is(got, expected, method):
                wrong.append(f"{method} as {role.key}: {got.status_code} {got.get('Location', '')}, not {expected}")
            changes = method == "POST" and expected in {Answer.PAGE, Answer.LED_ON}
            if not changes and Entry.objects.count() != before:
                wrong.append(f"{method} as {role.key}: left an entry in the log")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", [one for one in TABLE if one.forms], ids=lambda address: address.name)
def test_no_form_is_taken_from_another_site(world: World, address: Address) -> None:
    client = world.client(ROLES[4])
    client.handler.enforce_csrf_checks = True
    before = Entry.objects.count()
    assert client.post(address.path(world.names), dict(address.forms[0])).status_code == 403
    assert Entry.objects.count() == before


ASKED = ("q", "page", "per_page", "sort", "standing", "school", "platform", "doubts", "place", "trust", "after", "kind")
ASKED += ("use", "answered", "outcome", "format", "next", "state", "section", "on", "who", "subject", "since", "until")
JUNK = ("\0", "\u202e\u200b’; --", "9" * 400, "-1", "\ud800".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("address", [one for one in TABLE if not one.sent_only], ids=lambda address: address.name)
def test_no_question_breaks_an_address(world: World, address: Address) -> None:
    client, path = world.client(ROLES[4]), address.path(world.names)
    broken = []
    for junk in JUNK:
        for key in ASKED:
            got = client.get(path, {key: junk})
            if got.status_code >= 500:
                broken.append(f"?{key}={junk!r}: {got.status_code}")
    assert broken == []


def _ask(client: Client, method: str, path: str, address: Address) -> HttpResponseBase:
    if method == "GET":
        return client.get(path)
    return client.post(path, dict(address.forms[0]) if address.forms else {})


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
        case Answer.CANNOT_TELL:
            return got.status_code == 422
        case Answer.NOT_THIS_WAY:
            return got.status_code in {302, 403, 404, 405}
    taken = {200, 302, 400, 409, 422} if method == "POST" else {200}
    return got.status_code in taken and not to.startswith("/sign-in/?next=")
