"""The cast: synthetic people whom every test knows by name. Nobody here exists."""

from datetime import UTC, date, datetime

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from charioteer.people.models import Person, RoleHolding, School, Trust, User

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
PASSWORD = "lantern gravel otter plum"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def auriga() -> Trust:
    """The trust of most tests, with two schools."""
    trust, made = Trust.objects.get_or_create(slug="auriga", defaults={"name": "The Auriga Academy Trust"})
    if made:
        School.objects.create(trust=trust, name="Capella House School", slug="capella-house", known_by=["Capella"])
        School.objects.create(trust=trust, name="Strathmore School", slug="strathmore", known_by=["Strathmore"])
    return trust


def lyra() -> Trust:
    """Another trust, whose people must see nothing of the first."""
    return Trust.objects.get_or_create(slug="lyra", defaults={"name": "The Lyra Trust"})[0]


def person(name: str, trust: Trust, role: str | None = "member", *, school: School | None = None) -> Person:
    """Somebody who can sign in with PASSWORD (no second factor yet), holding one role or none."""
    email = f"{name.lower().replace(' ', '.')}@{trust.slug}.example"
    found = Person.objects.create(trust=trust, name=name, email=email)
    user = User(email=email, person=found, date_joined=NOW)
    user.set_password(PASSWORD)
    user.save()
    if role:
        RoleHolding.objects.create(person=found, role=role, school=school, from_date=date(2020, 9, 1))
    return found


def with_second_factor(found: Person) -> Person:
    """The same person, with SEED in their authenticator app and recovery codes."""
    TOTP.activate(found.user, SEED)
    RecoveryCodes.activate(found.user)
    return found


def sign_in(client: Client, found: Person) -> Client:
    """Sign a person in wholly, second factor and all, without the screens."""
    client.force_login(found.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if not found.user.authenticator_set.exists():
        TOTP.activate(found.user, SEED)
    session: SessionBase = client.session
    session["second factor proved"] = found.user.pk
    session.save()
    return client
