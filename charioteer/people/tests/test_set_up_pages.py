"""The pages of setting up: left and resumed, nothing typed is lost, refused and out of sight where they should be."""

import re

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from charioteer.people.models import NoSuchOffice, Person, RoleHolding, School, Trust
from charioteer.people.tests import cast

STEPS = ("", "places/", "offices/", "stand-ins/", "clearing/", "custody/", "terms/", "gaps/")


@pytest.fixture
def browser(client: Client, amara: Person) -> Client:
    return cast.sign_in(client, amara)


@pytest.mark.parametrize("path", STEPS)
def test_every_step_opens_in_any_order(browser: Client, path: str) -> None:
    page = browser.get(f"/set-up/{path}")
    assert page.status_code == 200


@pytest.mark.parametrize("path", [*STEPS, "place/0/", "office/ceo/"])
def test_who_does_not_set_up_reads_who_does(client: Client, priya: Person, path: str) -> None:
    page = cast.sign_in(client, priya).get(f"/set-up/{path}")
    assert page.status_code == 403
    assert b"An administrator or the chief executive" in page.content


@pytest.mark.parametrize("path", STEPS)
def test_an_empty_trust_is_told_where_to_begin(client: Client, tomasz: Person, path: str) -> None:
    page = cast.sign_in(client, tomasz).get(f"/set-up/{path}")
    assert page.status_code == 200
    assert "Capella" not in page.content.decode()


def test_the_state_is_worked_out_anew(browser: Client, auriga: Trust) -> None:
    assert "Go on: Offices" in browser.get("/set-up/").content.decode()
    assert "12 gaps" in browser.get("/set-up/").content.decode()
    joel = Person.objects.create(trust=auriga, name="Joel Sharma")
    browser.post("/set-up/office/dpo/", {"known": joel.pk})
    assert "11 gaps" in browser.get("/set-up/").content.decode()


def test_saving_goes_on_to_the_next_open_office(browser: Client, auriga: Trust) -> None:
    new = {"name": "Grace Adebayo", "email": "grace@auriga.example", "way": "later"}
    assert browser.post("/set-up/office/ceo/", new)["Location"] == "/set-up/office/chair/"
    joel = Person.objects.create(trust=auriga, name="Joel Sharma")
    for key, following in (
        ("deputy_dsl.strathmore", "/set-up/stand-ins/"),
        ("custodian.capella-house", "/set-up/office/custodian.capella-house/"),  # a second is needed
    ):
        assert browser.post(f"/set-up/office/{key}/", {"known": joel.pk})["Location"] == following


def test_a_link_is_shown_once_and_not_kept(browser: Client) -> None:
    new = {"name": "Grace Adebayo", "email": "grace@auriga.example", "way": "link"}
    page = browser.post("/set-up/office/ceo/", new)
    assert "/invitation/" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    again = browser.post("/set-up/office/ceo/", new)
    assert again.status_code == 422
    assert "/invitation/" not in again.content.decode()


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({}, 422, "Choose somebody, or type who it is"),
        ({"name": "Grace Adebayo"}, 422, "Type their e-mail address as well"),
        ({"email": "grace@auriga.example"}, 422, "Type their name as well"),
        ({"name": "Grace", "email": "nonsense"}, 422, "“nonsense” is not an e-mail address"),
        ({"name": "Grace", "email": "tomasz.wolski@lyra.example"}, 422, "belongs to somebody outside"),
        ({"name": "Grace", "email": "g@auriga.example", "instead": "Somebody"}, 422, "More than one answer"),
        ({"known": "999999"}, 422, "not in the list any more"),
        ({"known": "nobody"}, 422, "not in the list any more"),
        ({"name": "x" * 201, "email": "g@auriga.example"}, 422, "can hold 200 letters"),
        ({"name": "Grace", "email": "g@auriga.example", "way": "pigeon"}, 422, "not one of the choices"),
    ],
)
def test_what_is_refused_stays_typed(
    browser: Client, tomasz: Person, sent: dict[str, str], status: int, words: str
) -> None:
    page = browser.post("/set-up/office/hr/", sent)
    text = page.content.decode()
    assert (page.status_code, words in text) == (status, True)
    for key in ("name", "email", "instead"):
        if key in sent:
            assert f'value="{sent[key]}"' in text
    assert not RoleHolding.objects.filter(role="hr").exists()


def test_an_office_that_was_filled_meanwhile_is_told_and_what_was_typed_stays(browser: Client, auriga: Trust) -> None:
    joel = Person.objects.create(trust=auriga, name="Joel Sharma")
    browser.post("/set-up/office/dpo/", {"known": joel.pk})
    page = browser.post("/set-up/office/dpo/", {"name": "Grace", "email": "g@auriga.example", "way": "later"})
    assert page.status_code == 409
    assert "there is one at a time" in page.content.decode()
    assert 'value="g@auriga.example"' in page.content.decode()


def test_one_cannot_make_oneself_chief_executive(browser: Client, amara: Person) -> None:
    page = browser.post("/set-up/office/ceo/", {"known": amara.pk})
    assert page.status_code == 403
    assert "Somebody else must say so" in page.content.decode()


def test_there_is_none_and_after_all(browser: Client) -> None:
    browser.post("/set-up/office/hr/", {"instead": "Each school’s office"})
    assert NoSuchOffice.objects.get().instead == "Each school’s office"
    assert "Each school’s office" in browser.get("/set-up/offices/").content.decode()
    browser.post("/set-up/office/hr/open/")
    assert not NoSuchOffice.objects.exists()


def test_somebody_is_taken_out(browser: Client, auriga: Trust) -> None:
    joel = Person.objects.create(trust=auriga, name="Joel Sharma")
    browser.post("/set-up/office/dpo/", {"known": joel.pk})
    held = re.search(r'name="holding" value="(\d+)"', browser.get("/set-up/office/dpo/").content.decode())
    assert held
    page = browser.post("/set-up/office/dpo/open/", {"holding": held[1]}, follow=True)
    assert "Joel Sharma is not data protection officer of The Auriga Academy Trust any more" in page.content.decode()
    assert browser.post("/set-up/office/dpo/open/", {"holding": held[1]}).status_code == 409
    assert browser.post("/set-up/office/dpo/open/", {"holding": "9" * 18}).status_code == 409


@pytest.mark.parametrize("key", ["nothing", "dsl.nowhere", "dsl.algorab", "stand-in.hr", "ceo.capella-house"])
def test_no_such_office_is_not_there(browser: Client, lyra: Trust, key: str) -> None:
    School.objects.create(trust=lyra, name="Algorab School", slug="algorab")
    assert browser.get(f"/set-up/office/{key}/").status_code == 404
    assert browser.post(f"/set-up/office/{key}/open/").status_code == 404


def test_another_trusts_school_is_not_there(browser: Client, lyra: Trust) -> None:
    other = School.objects.create(trust=lyra, name="Algorab School", slug="algorab")
    assert browser.get(f"/set-up/place/{other.pk}/").status_code == 404
    assert browser.get("/set-up/place/999999999999999999/").status_code == 404


def test_a_place_shows_what_is_missing_there_alone(browser: Client) -> None:
    capella = School.objects.get(slug="capella-house")
    text = browser.get(f"/set-up/place/{capella.pk}/").content.decode()
    assert "Capella House School has no headteacher." in text
    assert "Strathmore" not in text
    whole = browser.get("/set-up/place/0/").content.decode()
    assert "The Auriga Academy Trust has no chair of trustees." in whole
    assert "Capella" not in whole


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"name": "Menkalinan School"}, 302, ""),
        ({"name": ""}, 422, "Fill in “Name of the school”."),
        ({"name": "capella house school"}, 422, "has a school called capella house school already"),
        ({"centre-name": "Primary", "centre-school": ""}, 422, "Choose an answer for “Which school it belongs to”."),
        ({"centre-name": "Primary", "centre-school": "999"}, 422, "not one of the choices"),
    ],
)
def test_schools_and_centres_are_added(browser: Client, sent: dict[str, str], status: int, words: str) -> None:
    page = browser.post("/set-up/places/", sent)
    assert page.status_code == status
    assert words in page.content.decode()


def test_a_centre_stands_under_its_school(browser: Client) -> None:
    capella = School.objects.get(slug="capella-house")
    browser.post("/set-up/places/", {"centre-name": "Capella Primary", "centre-school": capella.pk})
    assert "Capella Primary" in browser.get("/set-up/offices/").content.decode()


def test_mail_is_used_where_there_is_some(browser: Client, settings: LazySettings) -> None:
    settings.SENDS_MAIL = True
    assert "Send them the link by e-mail" in browser.get("/set-up/office/ceo/").content.decode()


def test_many_people_are_typed_and_not_chosen_from_a_box(browser: Client, auriga: Trust) -> None:
    Person.objects.bulk_create(
        [Person(trust=auriga, name=f"Person {n % 300}", email=f"p{n}@x.example") for n in range(301)]
    )
    assert "<select" not in browser.get("/set-up/office/dpo/").content.decode()
    for typed, words in (("Person 0", "2 people are called that"), ("Somebody", "Nobody of that name or address")):
        assert words in browser.post("/set-up/office/dpo/", {"known": typed}).content.decode()
    assert browser.post("/set-up/office/dpo/", {"known": "P7@X.example"}).status_code == 302


def test_the_same_questions_for_any_number_of_places(browser: Client, auriga: Trust) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get("/set-up/offices/")
        return len(queries)

    asked()  # the number beside “Mine to do” is counted once a minute, not for every page
    few = asked()
    School.objects.bulk_create([School(trust=auriga, name=f"School {n}", slug=f"s{n}") for n in range(60)])
    assert asked() == few
    assert "Page 2 of 4" in browser.get("/set-up/offices/?page=2").content.decode()
