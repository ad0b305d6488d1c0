"""Every limit on getting in, counted in the shared table of the database, per account and per address."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.conf import settings as product
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from charioteer.people.actions import invite
from charioteer.people.entrance import limits
from charioteer.people.models import Person
from charioteer.people.tests import cast
from charioteer.people.tests.cast import PASSWORD
from charioteer.people.tests.passkey import SoftKey

pytestmark = pytest.mark.django_db
SHARED = product.CACHES
WAIT = "Wait five minutes"


@pytest.fixture(autouse=True)
def fresh_limits(settings: LazySettings, db: None) -> None:
    """The product's own cache: the table in the database. (In place of the one in memory that other tests use.)"""
    settings.CACHES = SHARED
    call_command("createcachetable", verbosity=0)


def test_it_is_the_table() -> None:
    assert SHARED["default"]["BACKEND"].endswith("DatabaseCache")
    assert SHARED["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def first_wait(ask: Callable[[int], object], at_most: int = 80) -> int:
    """How many tries are answered before the first that must wait."""
    for number in range(at_most):
        answer = ask(number)
        if answer.status_code == 429 or WAIT in answer.content.decode():  # type: ignore[attr-defined]
            return number
    return at_most


def test_passwords_of_one_account_from_many_addresses(priya: Person) -> None:
    def guess(number: int) -> object:
        sent = {"login": priya.email, "password": "wrong"}
        return Client(REMOTE_ADDR=f"198.51.100.{number}").post(reverse("account_login"), sent)

    assert first_wait(guess) == 5


def test_passwords_of_many_accounts_from_one_address(priya: Person) -> None:
    def guess(number: int) -> object:
        return Client().post(reverse("account_login"), {"login": f"x{number}@auriga.example", "password": "wrong"})

    assert first_wait(guess) == 10


def test_codes_and_recovery_codes_of_one_account(amara: Person) -> None:
    cast.with_second_factor(amara)

    def guess(number: int) -> object:
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        client.post(reverse("account_login"), {"login": amara.email, "password": PASSWORD})
        return client.post(reverse("mfa_authenticate"), {"code": ("000000", "11112222")[number % 2]})

    assert first_wait(guess) == 5


def test_codes_asked_for_again(amara: Person) -> None:
    client = cast.sign_in(Client(), amara)
    assert first_wait(lambda _: client.post(reverse("mfa_reauthenticate"), {"code": "000000"})) == 5


def test_passwords_typed_again(priya: Person) -> None:
    client = cast.sign_in(Client(), priya)
    assert first_wait(lambda _: client.post(reverse("account_reauthenticate"), {"password": "wrong"})) == 5


def test_links_for_a_new_password(priya: Person, settings: LazySettings) -> None:
    settings.SENDS_MAIL = True

    def ask(number: int) -> object:
        return Client(REMOTE_ADDR=f"198.51.100.{number}").post(
            reverse("account_reset_password"), {"email": priya.email}
        )

    assert first_wait(ask) == 5


def test_passkeys_from_one_address(db: None) -> None:
    client = Client(SERVER_NAME="localhost")
    answers = [client.post(reverse("mfa_login_webauthn"), {"credential": "{}"}) for _ in range(11)]
    assert [one.status_code for one in answers] == [200] * 10 + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert "Wait a minute" in answers[-1].content.decode()


def test_passkeys_as_the_second_step(amara: Person) -> None:
    cast.with_second_factor(amara)

    def guess(number: int) -> object:
        client = Client(SERVER_NAME="localhost", REMOTE_ADDR=f"198.51.100.{number}")
        client.post(reverse("account_login"), {"login": amara.email, "password": PASSWORD})
        options = client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
        return client.post(reverse("mfa_authenticate"), {"credential": SoftKey(user="Mg").use(options)})

    assert first_wait(guess) == 5


def test_invitations_from_one_address(db: None) -> None:

    token = invite(email="grace@auriga.example", role="member", trust=cast.auriga(), by=None, now=timezone.now())
    sent = {"name": "Grace", "password": "short", "again": "short"}
    client = Client()
    last = [client.post(reverse("invitation", args=[token]), sent) for _ in range(21)][-1]
    assert last.status_code == 429
    assert "Too many tries" in last.content.decode()
    assert 1 <= int(last["Retry-After"]) <= 60


def test_how_long_to_wait_is_said_in_words() -> None:
    assert [limits._in_words(seconds) for seconds in (1, 40, 60, 61, 300)] == [
        "a second",
        "40 seconds",
        "a minute",
        "2 minutes",
        "5 minutes",
    ]
