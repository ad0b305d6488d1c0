"""The shell of every page: whose site, who is asking, where one is; for the public without a cookie."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from charioteer.look import navigation
from charioteer.people.models import Person, RoleHolding, Trust, User
from charioteer.web import views

pytestmark = pytest.mark.django_db
urlpatterns = [
    path("", include("charioteer.urls")),
    # Of two addresses of one name the later is linked to: these stand in for pages that are not what is tried here.
    path("home/", views.privacy, name="home"),
    path("channels/", views.privacy, name="public_register"),
    path("channels/one/", views.privacy, name="public_channel"),
    path("register/", views.privacy, name="register"),
    path("register/import/", views.privacy, name="register_import"),
    path("register/import/one/", views.privacy, name="one_import"),
]
handler404 = "charioteer.web.views.not_found"


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    # The shell is what is tried here; being led to one's second factor first is tried where it is done.
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.endswith("proves_twice")]


@pytest.fixture
def auriga() -> Trust:
    return Trust.objects.create(name="The Auriga Academy Trust", slug="auriga", website="https://auriga.example/")


def sign_in(trust: Trust, role: str = "administrator") -> Client:
    amara = Person.objects.create(trust=trust, name="Amara Lindqvist", email="amara@auriga.example")
    RoleHolding.objects.create(person=amara, role=role, from_date=date(2020, 1, 1))
    user = User.objects.create(email=amara.email, person=amara, date_joined=datetime(2026, 1, 1, tzinfo=UTC))
    client = Client()
    client.force_login(user)
    return client


class Links(HTMLParser):
    """The links of a page's main navigation, with their aria-current."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._inside = named.get("aria-label") == "Main" if tag == "nav" else self._inside
        if tag == "a" and self._inside:
            self.found[str(named["href"])] = named.get("aria-current")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "nav"


def links(page: str) -> dict[str, str | None]:
    return Links(page).found


def test_the_only_trust_is_named_with_one_query(auriga: Trust) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = Client().get("/privacy/").content.decode()
    assert len(asked) == 1
    assert "– The Auriga Academy Trust</title>" in page
    assert '<span class="ch-header__trust">The Auriga Academy Trust</span>' in page
    assert "Run by The Auriga Academy Trust on Charioteer" in page


def test_of_several_trusts_none_is_named_to_the_public(auriga: Trust) -> None:
    Trust.objects.create(name="Wolski Trust", slug="wolski")
    page = Client().get("/privacy/").content.decode()
    assert "Auriga" not in page
    assert "Wolski" not in page
    assert "– Charioteer</title>" in page


def test_somebody_signed_in_sees_their_own_trust_among_several(auriga: Trust) -> None:
    Trust.objects.create(name="Wolski Trust", slug="wolski")
    page = sign_in(auriga).get("/privacy/").content.decode()
    assert "Run by The Auriga Academy Trust" in page
    assert "Wolski" not in page


def test_a_person_is_named_and_can_leave(auriga: Trust) -> None:
    page = sign_in(auriga).get("/privacy/").content.decode()
    assert "Amara Lindqvist" in page
    assert ">Sign out</a>" in page
    assert "Staff sign in" not in page


def test_the_public_gets_no_cookie_and_no_script(auriga: Trust) -> None:
    for address in ("/privacy/", "/accessibility/", "/nothing/"):
        answer = Client().get(address)
        assert not answer.cookies
        page = answer.content.decode()
        for never in ("<script", "style=", "http://", 'src="https:', "onclick"):
            assert never not in page
        assert 'lang="en-GB"' in page
        assert page.count("<h1") == page.count("<main") == 1


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/home/", {"/home/": "page"}),
        ("/channels/", {"/channels/": "page"}),
        ("/channels/one/", {"/channels/": "true"}),
        ("/privacy/", {}),
    ],
)
def test_the_navigation_says_where_one_is(auriga: Trust, address: str, current: dict[str, str]) -> None:
    found = links(Client().get(address).content.decode())
    assert {"/home/", "/channels/"} <= set(found)
    assert {href: mark for href, mark in found.items() if mark} == current


def test_the_nearest_link_is_the_one_that_is_marked(auriga: Trust) -> None:
    found = links(sign_in(auriga).get("/register/import/one/").content.decode())
    assert {href: mark for href, mark in found.items() if mark} == {"/register/": "true"}


def test_who_may_not_import_is_not_led_there(auriga: Trust) -> None:
    found = links(sign_in(auriga, "member").get("/register/").content.decode())
    assert "/register/" in found
    assert "/register/import/" not in found


def test_with_the_public_switched_off_only_sign_in_is_left(auriga: Trust, settings: Any) -> None:
    settings.PUBLIC_REGISTER = False
    page = Client().get("/privacy/").content.decode()
    assert links(page) == {}
    assert "Staff sign in" in page


def test_an_address_nobody_declares_is_left_out() -> None:
    assert navigation._address("no_such_name") == ""


def test_never_more_than_six_links() -> None:
    assert len(navigation.PUBLIC) <= 6
    assert len(navigation.SIGNED_IN) <= 6


def test_the_specimen_is_only_for_developers(settings: Any) -> None:
    assert Client().get("/look/specimen/").status_code == 404
    settings.DEBUG = True
    page = Client().get("/look/specimen/").content.decode()
    assert "Showing 101–109 of 420 channels" in page
    assert "Six things before we go on" in page


def test_privacy_says_what_is_set(settings: Any) -> None:
    settings.VERIFY_PER_MINUTE = 7
    assert "7 times a minute" in Client().get("/privacy/").content.decode()
    settings.VERIFY_PER_MINUTE = 0
    assert "times a minute" not in Client().get("/privacy/").content.decode()
