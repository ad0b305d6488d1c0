"""Inviting by screen: to what lies within reach, to nothing above it, and with a link that is shown once."""

from itertools import product

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from charioteer.errors import BadInput
from charioteer.mail.models import Message
from charioteer.people import rules
from charioteer.people.actions import accept, invite
from charioteer.people.models import Invitation, Person, RoleHolding, School, Trust
from charioteer.people.roles import ROLES
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW, PASSWORD

pytestmark = pytest.mark.django_db
GRACE = "grace.adebayo@auriga.example"


@pytest.fixture
def people(auriga: Trust) -> dict[str, Person]:
    capella = School.objects.get(slug="capella-house")
    return {
        "administrator": cast.person("Amara Lindqvist", auriga, "administrator"),
        "ceo": cast.person("Petra Novak", auriga, "ceo"),
        "hr": cast.person("Hana Sato", auriga, "hr"),
        "hr_capella": cast.person("Ravi Menon", auriga, "hr", school=capella),
        "head_capella": cast.person("Miriam Osei", auriga, "headteacher", school=capella),
        "it_lead": cast.person("Ines Ferreira", auriga, "it_lead"),
        "member": cast.person("Priya Nair", auriga, "member"),
    }


# Who may invite as what, where. Everything that is not here is refused.
MAY = {
    ("administrator", "administrator", ""),
    ("administrator", "ceo", ""),
    ("administrator", "member", ""),
    ("administrator", "member", "capella-house"),
    ("administrator", "member", "strathmore"),
    ("administrator", "headteacher", "capella-house"),
    ("administrator", "headteacher", "strathmore"),
    ("administrator", "it_lead", ""),
    ("administrator", "it_lead", "capella-house"),
    ("administrator", "it_lead", "strathmore"),
    ("hr", "member", ""),
    ("hr", "member", "capella-house"),
    ("hr", "member", "strathmore"),
    ("hr_capella", "member", "capella-house"),
    ("head_capella", "member", "capella-house"),
    ("head_capella", "headteacher", "capella-house"),
    ("head_capella", "it_lead", "capella-house"),
}
MAY |= {("ceo", role, place) for who, role, place in MAY if who == "administrator"}


def test_the_truth_table(people: dict[str, Person]) -> None:
    places = {"": None} | {school.slug: school for school in School.objects.all()}
    asked = ("administrator", "ceo", "headteacher", "it_lead", "member", "head_of_centre")
    wrong = []
    for who, role, place in product(people, asked, places):
        may = (who, role, place) in MAY
        refusal = rules.cannot_invite_as(people[who], ROLES[role], places[place], NOW)
        if (refusal is None) is not may:
            wrong.append(f"{who} invites a {role} to {place or 'the Trust'}: {refusal.reason if refusal else 'may'}")
    assert wrong == []


def form(client: Client, **sent: str) -> str:
    told = {"email": GRACE, "role": "member", "place": "capella-house", **sent}
    return client.post(reverse("invite"), told, follow=True).content.decode()


def test_a_link_is_shown_once_and_holds_the_school(people: dict[str, Person]) -> None:
    client = cast.sign_in(Client(), people["head_capella"])
    page = form(client)
    token = page.split('ch-hash">')[1].split("<")[0].rstrip("/").rsplit("/", 1)[1]
    made = Invitation.objects.get()
    assert token not in client.get(reverse("invitation_made", args=[made.pk])).content.decode()
    user = accept(token=token, name="Grace Adebayo", password=PASSWORD, now=NOW)
    held = RoleHolding.objects.get(person=user.person)
    assert (held.role, held.school.slug if held.school else "") == ("member", "capella-house")
    assert "Accepted" in client.get(reverse("invitations")).content.decode()


def test_known_people_keep_their_row(people: dict[str, Person], auriga: Trust) -> None:
    known = Person.objects.create(trust=auriga, name="Grace Adebayo", email=GRACE)
    token = invite(email=GRACE, role="member", trust=auriga, by=people["ceo"], now=NOW)
    assert accept(token=token, name="G", password=PASSWORD, now=NOW).person == known


def test_what_cannot_be_used_is_said_beside_the_field(people: dict[str, Person], lyra: Trust) -> None:
    client = cast.sign_in(Client(), people["administrator"])
    cast.person("Tomasz Wolski", lyra, "administrator")
    for sent, says in (
        ({"email": "grace"}, "is not an e-mail address"),
        ({"email": ""}, "Fill in “E-mail address”."),
        ({"email": people["member"].email.upper()}, "signs in already"),
        ({"email": "tomasz.wolski@lyra.example"}, "cannot be used here"),
        ({"role": "administrator"}, "is a role of the whole Trust"),
        ({"role": "headteacher", "place": "trust"}, "is a role of one school"),
        ({"role": "owner"}, "is not one of the choices"),
        ({"place": "algorab"}, "is not one of the choices"),
    ):
        page = form(client, **sent)
        assert says in page, sent
        assert "This field is required" not in page
    assert not Invitation.objects.exists()


def test_only_places_and_roles_within_reach_are_offered(people: dict[str, Person]) -> None:
    offered = cast.sign_in(Client(), people["head_capella"]).get(reverse("invite")).content.decode()
    assert "Capella House School" in offered
    for word in ("Strathmore", "The whole Trust", "Chief executive", "Administrator<"):
        assert word not in offered
    offered = cast.sign_in(Client(), people["hr"]).get(reverse("invite")).content.decode()
    assert "Administrator<" not in offered
    assert "Member of staff" in offered


def test_beyond_reach_there_is_nothing(people: dict[str, Person], auriga: Trust, tomasz: Person) -> None:
    strathmore = School.objects.get(slug="strathmore")
    invite(email=GRACE, role="member", trust=auriga, by=None, now=NOW, school=strathmore)
    made = Invitation.objects.get()
    for who, status in (("head_capella", 404), ("member", 403), ("tomasz", 404)):
        client = cast.sign_in(Client(), tomasz if who == "tomasz" else people[who])
        assert client.get(reverse("invitation_made", args=[made.pk])).status_code == status
        for name in ("invitation_withdraw", "invitation_again"):
            assert client.post(reverse(name, args=[made.pk])).status_code == status
    assert GRACE not in cast.sign_in(Client(), people["head_capella"]).get(reverse("invitations")).content.decode()
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_withdrawn_and_invited_again(people: dict[str, Person]) -> None:
    client = cast.sign_in(Client(), people["administrator"])
    form(client)
    first = Invitation.objects.get()
    client.post(reverse("invitation_withdraw", args=[first.pk]))
    assert client.post(reverse("invitation_withdraw", args=[first.pk])).status_code == 409
    page = client.post(reverse("invitation_again", args=[first.pk]), follow=True).content.decode()
    assert "It is shown this once" in page
    second = Invitation.objects.latest("pk")
    assert (second.email, second.role, second.school) == (first.email, first.role, first.school)


@pytest.mark.parametrize("sends", [True, False])
def test_mail_holds_the_link_where_this_site_sends_any(
    people: dict[str, Person], auriga: Trust, settings: LazySettings, sends: bool
) -> None:
    settings.SENDS_MAIL = sends
    token = invite(email=GRACE, role="member", trust=auriga, by=people["ceo"], now=NOW)
    assert [token in message.text for message in Message.objects.all()] == ([True] if sends else [])


def test_a_school_of_another_trust_is_refused(people: dict[str, Person], auriga: Trust, lyra: Trust) -> None:
    theirs = School.objects.create(trust=lyra, name="Vega House School", slug="vega-house")
    with pytest.raises(BadInput):
        invite(email=GRACE, role="member", trust=auriga, by=people["ceo"], now=NOW, school=theirs)
