"""The cast: two trusts and the people in them, made by the verbs that make them in life. Nobody here exists.

Amara Lindqvist, headteacher, looks after the register (an administrator with a second factor). Joel Sharma runs the
communications and Priya Nair teaches, both members of staff; Noor Haddad works at another school of the same trust;
Grace Adebayo has left. Tomasz Wolski is an administrator of another trust. `everybody` calls in the rest:
for each role there is, somebody at Vega House, somebody at Sulafat and somebody in the other trust (tests/parts.py).
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, RequestFactory

from charioteer.people import second_factor
from charioteer.people.actions import accept, invite, load_trust
from charioteer.people.models import Centre, Person, RoleHolding, School, Trust, User
from tests.parts import ELSEWHERE, PARTS

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
PASSWORD = "lantern gravel otter plum"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

LYRA = {
    "name": "The Lyra Academy Trust",
    "slug": "lyra",
    "known_since": "2016-09-01",
    "schools": [
        {
            "name": "Vega House School",
            "slug": "vega-house",
            "known_by": ["Vega House", "Vega"],
            "centres": [{"name": "Vega House Primary", "slug": "primary"}],
        },
        {
            "name": "Sulafat School",
            "slug": "sulafat",
            "known_by": ["Sulafat"],
            "centres": [{"name": "Sulafat Lower School", "slug": "lower"}],
        },
        {"name": "Sheliak School", "slug": "sheliak", "known_by": ["Sheliak"]},
    ],
}
CORVUS = {
    "name": "The Corvus Learning Trust",
    "slug": "corvus",
    "schools": [
        {"name": "Algorab School", "slug": "algorab", "centres": [{"name": "Algorab Upper School", "slug": "upper"}]}
    ],
}


@dataclass
class Cast:
    """Everybody, by first name, and the trusts they belong to."""

    lyra: Trust
    corvus: Trust
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, first_name: str) -> Person:
        return self.people[first_name]


def joins(trust: Trust, name: str, role: str, *, at: str = "", centre: str = "") -> Person:
    """Somebody is invited, opens the link and is in: at the whole trust, at one school, or at one centre of it."""
    email = f"{name.lower().replace(' ', '.')}@{trust.slug}.example"
    token = invite(email=email, role=role, trust=trust, by=None, now=NOW)
    person = accept(token=token, name=name, password=PASSWORD, now=NOW).person
    school = School.objects.get(trust=trust, slug=at) if at else None
    part = Centre.objects.get(school=school, slug=centre) if centre else None
    RoleHolding.objects.filter(person=person).update(school=school, centre=part, from_date=date(2020, 9, 1))
    return person


def assemble() -> Cast:
    """Both trusts and everybody in them."""
    cast = Cast(load_trust(data=LYRA, now=NOW), load_trust(data=CORVUS, now=NOW))
    cast.people = {
        "amara": joins(cast.lyra, "Amara Lindqvist", "administrator"),
        "joel": joins(cast.lyra, "Joel Sharma", "member"),
        "priya": joins(cast.lyra, "Priya Nair", "member", at="vega-house"),
        "noor": joins(cast.lyra, "Noor Haddad", "member", at="sulafat"),
        "grace": joins(cast.lyra, "Grace Adebayo", "member", at="vega-house"),
        "wren": joins(cast.lyra, "Wren Okafor", "headteacher", at="vega-house"),
        "idris": joins(cast.lyra, "Idris Bello", "dsl", at="vega-house"),
        "maya": joins(cast.lyra, "Maya Lindgren", "ceo"),
        "ruth": joins(cast.lyra, "Ruth Castellan", "chair"),
        "tomasz": joins(cast.corvus, "Tomasz Wolski", "administrator"),
    }
    RoleHolding.objects.filter(person=cast["grace"]).update(until_date=date(2024, 8, 31))
    return cast


def everybody() -> Cast:
    """Both trusts, and for every role somebody in each place of `PARTS`."""
    cast = assemble()
    for part in PARTS:
        if part.key not in cast.people:
            trust = cast.corvus if part.group == ELSEWHERE else cast.lyra
            cast.people[part.key] = joins(trust, part.name, part.role, at=part.school, centre=part.centre)
    return cast


def signed_in(person: Person) -> Client:
    """A browser in which this person has signed in wholly, with a second factor where their role asks for one."""
    client = Client()
    user = User.objects.get(person=person)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = RequestFactory().get("/")
    request.user, request.session = user, client.session
    record_authentication(request, user, method="password", reauthenticated=True)
    if person.needs_second_factor(NOW.date()):
        if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(user, SEED)
            RecoveryCodes.activate(user)
        second_factor.proved(request)
    request.session.save()
    return client
