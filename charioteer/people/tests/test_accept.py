"""Using a link: once, whole, and with a password worth the name."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from charioteer.audit.models import Entry
from charioteer.errors import BadInput, NotNow
from charioteer.people.actions import accept, invitations, invite
from charioteer.people.models import Invitation, Person, RoleHolding, Trust, User
from charioteer.people.tests.cast import NOW, PASSWORD

GRACE = "grace.adebayo@auriga.example"


@pytest.fixture
def token(auriga: Trust) -> str:
    return invite(email=GRACE, role="administrator", trust=auriga, by=None, now=NOW)


def test_person_role_and_sign_in_are_made_together(token: str, auriga: Trust) -> None:
    user = accept(token=token, name="  Grace   Adebayo ", password=PASSWORD, now=NOW)
    assert (user.email, user.person.name, user.person.trust) == (GRACE, "Grace Adebayo", auriga)
    assert user.check_password(PASSWORD)
    assert user.password.startswith("argon2")
    held = RoleHolding.objects.get()
    assert (held.role, held.from_date, held.until_date) == ("administrator", NOW.date(), None)
    used = Entry.objects.get(kind="people.invitation.used")
    assert used.actor == f"people.person:{user.person.pk}"


def test_somebody_already_on_the_list_keeps_their_row(token: str, auriga: Trust) -> None:
    known = Person.objects.create(trust=auriga, name="Grace Adebayo", email=GRACE.title())
    assert accept(token=token, name="Grace", password=PASSWORD, now=NOW).person == known
    assert Person.objects.count() == 1


def test_somebody_who_holds_the_role_already_does_not_hold_it_twice(token: str, auriga: Trust) -> None:
    known = Person.objects.create(trust=auriga, name="Grace Adebayo", email=GRACE)
    held = RoleHolding.objects.create(person=known, role="administrator", from_date=NOW.date())
    accept(token=token, name="Grace", password=PASSWORD, now=NOW)
    assert list(RoleHolding.objects.all()) == [held]


def test_an_office_that_somebody_else_was_given_meanwhile_is_not_held_twice(auriga: Trust) -> None:
    link = invite(email=GRACE, role="ceo", trust=auriga, by=None, now=NOW)
    maya = Person.objects.create(trust=auriga, name="Maya Lindgren", email="maya@auriga.example")
    RoleHolding.objects.create(person=maya, role="ceo", from_date=NOW.date())
    with pytest.raises(NotNow):
        accept(token=link, name="Grace Adebayo", password=PASSWORD, now=NOW)
    assert [held.person for held in RoleHolding.objects.all()] == [maya]
    assert not User.objects.exists()


def test_a_link_is_used_once(token: str) -> None:
    accept(token=token, name="Grace Adebayo", password=PASSWORD, now=NOW)
    with pytest.raises(NotNow):
        accept(token=token, name="Grace Adebayo", password=PASSWORD, now=NOW)
    assert User.objects.count() == 1


def test_of_two_browsers_at_once_one_is_late(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other browser claims the link exactly between our reading it and our claiming it."""
    check = invitations._check_password

    def other_browser_first(password: str, user: User) -> None:
        check(password, user)
        Invitation.objects.update(used_at=NOW)

    monkeypatch.setattr(invitations, "_check_password", other_browser_first)
    with pytest.raises(NotNow):
        accept(token=token, name="Grace Adebayo", password=PASSWORD, now=NOW)
    assert (User.objects.count(), RoleHolding.objects.count(), Person.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "12"),
        ("password1234", "common"),
        ("grace.adebayo@auriga", "similar"),
        ("845067193482075", "numeric"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_stays_good(token: str, password: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        accept(token=token, name="Grace Adebayo", password=password, now=NOW)
    assert refused.value.where == "password"
    assert accept(token=token, name="Grace Adebayo", password=PASSWORD, now=NOW)


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "Grace\u202eAdebayo", "Grace\x00"])
def test_a_name_that_cannot_be_used_is_refused(token: str, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        accept(token=token, name=name, password=PASSWORD, now=NOW)
    assert refused.value.where == "name"
    assert not User.objects.exists()


def _dead(case: str, token: str) -> str:
    if case == "used":
        accept(token=token, name="Grace Adebayo", password=PASSWORD, now=NOW)
    if case == "withdrawn":
        Invitation.objects.update(withdrawn_at=NOW)
    if case == "expired":
        Invitation.objects.update(expires_at=NOW - timedelta(days=1))
    return "nonsense" if case == "unknown" else token


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_dead_link_shows_the_same_page(auriga: Trust, client: Client, method: str) -> None:
    pages = set()
    for case in ("unknown", "used", "withdrawn", "expired"):
        User.objects.all().delete()
        Invitation.objects.all().delete()
        token = _dead(case, invite(email=GRACE, role="member", trust=auriga, by=None, now=NOW))
        data = {"name": "Grace", "password": PASSWORD, "again": PASSWORD} if method == "post" else {}
        answer = getattr(Client(), method)(reverse("invitation", args=[token]), data)
        assert answer.status_code == 404
        pages.add(answer.content.replace(token.encode(), b""))
    assert len(pages) == 1
    assert b"Ask whoever invited you for a new one" in pages.pop()


def test_the_page_keeps_its_secret(client: Client, auriga: Trust) -> None:
    token = _fresh(auriga)
    answer = client.get(reverse("invitation", args=[token]))
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "strict-origin"  # never the path, yet a form can be posted
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_joining_leads_to_the_second_factor(client: Client, auriga: Trust) -> None:
    data = {"name": "Grace Adebayo", "password": PASSWORD, "again": PASSWORD}
    answer = client.post(reverse("invitation", args=[_fresh(auriga)]), data, follow=True)
    assert User.objects.get().last_login is not None
    assert [address for address, _ in answer.redirect_chain] == [
        "/account/",
        "/account/second-factor/",
        "/account/second-factor/app/",
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"again": "something else entirely"}, "The two passwords differ"),
        ({"name": ""}, "Type your name."),
        ({"password": "short", "again": "short"}, "at least 12"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, auriga: Trust, caplog: pytest.LogCaptureFixture, change: dict[str, str], says: str
) -> None:
    data = {"name": "Grace Adebayo", "password": PASSWORD, "again": PASSWORD, **change}
    token = _fresh(auriga)
    answer = client.post(reverse("invitation", args=[token]), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert token not in caplog.text  # the link still works, so no log may hold it
    assert page.count(says) == 2  # in the summary and beside the field
    assert "<title>Error: " in page
    assert PASSWORD not in page
    assert not User.objects.exists()


def _fresh(trust: Trust) -> str:
    return invite(email=GRACE, role="administrator", trust=trust, by=None, now=timezone.now())
