"""The first preconditions of going live, each at the edge where it turns."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.utils import timezone

from charioteer import keyring
from charioteer.backup.remembered import Made, remember
from charioteer.people.models import Person, Trust, User
from charioteer.people.preconditions import Met, stand
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW


@pytest.fixture
def ceo(auriga: Trust) -> Person:
    return cast.person("Grace Adebayo", auriga, "ceo")


def _of(trust: Trust, key: str, now: datetime = NOW) -> tuple[Met, str]:
    return next((one.met, one.said) for one in stand(trust, now) if one.key == key)


def test_at_the_beginning_nothing_is_met(auriga: Trust) -> None:
    assert {one.key: one.met for one in stand(auriga, NOW) if one.key.startswith("people.")} == {
        "people.offices": Met.NOT,
        "people.administrators": Met.NOT,
        "people.ceo": Met.NOT,
        "people.backup": Met.UNKNOWN,
        "people.terms": Met.NOT,
    }


def test_a_trust_without_schools_is_not_ready(lyra: Trust) -> None:
    assert _of(lyra, "people.offices") == (Met.NOT, "No school is entered.")
    assert _of(lyra, "people.terms") == (Met.NOT, "No school is entered.")


def test_two_administrators_with_a_second_factor(auriga: Trust, amara: Person, priya: Person) -> None:
    assert _of(auriga, "people.administrators")[1].startswith("No administrator has one.")
    cast.with_second_factor(amara)
    cast.with_second_factor(priya)  # a member of staff does not count
    assert _of(auriga, "people.administrators")[1].startswith("One administrator has one.")
    other = cast.person("Joel Sharma", auriga, "administrator")
    Authenticator.objects.create(user=other.user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert _of(auriga, "people.administrators")[0] is Met.NOT
    cast.with_second_factor(cast.person("Noor Haddad", auriga, "administrator"))
    assert _of(auriga, "people.administrators")[0] is Met.OK
    User.objects.filter(person=amara).update(is_active=False)
    assert _of(auriga, "people.administrators")[0] is Met.NOT


def test_the_chief_executive_was_here(auriga: Trust, ceo: Person) -> None:
    assert _of(auriga, "people.ceo") == (Met.NOT, "Grace Adebayo has not signed in yet.")
    User.objects.filter(person=ceo).update(last_login=timezone.now())
    assert _of(auriga, "people.ceo")[0] is Met.OK


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    """An empty data folder with keys of its own."""
    settings.DATA = tmp_path
    keyring.newest(tmp_path)
    return tmp_path


def _backed_up(data: Path, at: datetime, *, verified: bool = True, keys: str = "") -> None:
    made = at.isoformat()
    remember(data, Made("b", made, 1, keys or keyring.fingerprint(data), verified_at=made if verified else ""))


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (timedelta(0), Met.OK),
        (timedelta(days=7), Met.OK),
        (timedelta(days=7, seconds=1), Met.NOT),
        (timedelta(days=-1), Met.NOT),
    ],
)
def test_a_backup_was_verified(auriga: Trust, data: Path, ago: timedelta, expected: Met) -> None:
    _backed_up(data, NOW - ago)
    assert _of(auriga, "people.backup")[0] is expected


def test_no_backup_one_not_verified_and_one_of_other_keys_are_unknown(auriga: Trust, data: Path) -> None:
    assert _of(auriga, "people.backup")[0] is Met.UNKNOWN
    _backed_up(data, NOW, verified=False)
    assert _of(auriga, "people.backup")[0] is Met.UNKNOWN
    _backed_up(data, NOW, keys="other keys")
    assert _of(auriga, "people.backup")[0] is Met.UNKNOWN
