"""The calendar in a browser: what it shows, to whom, and what is refused with what was typed kept."""

from datetime import date

import pytest
from django.test import Client

from charioteer.people.models import Closure, Person, School, Term, Trust
from charioteer.people.tests import cast

D = date.fromisoformat
TERM = {
    "what": "term",
    "place": "trust",
    "name": "Autumn term",
    **{f"first_day_{n}": part for n, part in enumerate(("2", "September", "2026"))},
    **{f"last_day_{n}": part for n, part in enumerate(("18", "12", "2026"))},
}


@pytest.fixture
def browser(client: Client, amara: Person) -> Client:
    return cast.sign_in(client, amara)


@pytest.fixture
def office(client: Client, auriga: Trust) -> Client:
    capella = School.objects.get(slug="capella-house")
    return cast.sign_in(Client(), cast.person("Noor Haddad", auriga, "office", school=capella))


@pytest.fixture
def term(auriga: Trust) -> Term:
    return Term.objects.create(trust=auriga, name="Autumn term", first_day=D("2026-09-02"), last_day=D("2026-12-18"))


def test_an_empty_year_says_so(browser: Client) -> None:
    text = browser.get("/calendar/?year=2026").content.decode()
    assert "The terms of 2026/27 are not all entered" in text
    assert "Christmas Day" in text
    assert "0 school days entered, 253 working days" in text


def test_a_term_is_added_and_shown(browser: Client) -> None:
    page = browser.post("/calendar/add/", TERM, follow=True)
    assert "Autumn term is in the calendar." in page.content.decode()
    text = browser.get("/calendar/?year=2026").content.decode()
    assert "2 September 2026 to 18 December 2026" in text
    assert "78 school days entered" in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"last_day_2": "2025"}, "before it begins on 2 September 2026"),
        ({"last_day_2": "2028"}, "longer than a year"),
        ({"last_day_0": "31", "last_day_1": "11"}, "which does not exist"),
        ({"name": ""}, "Fill in “Name”."),
        ({"what": ""}, "Choose an answer for “What it is”."),
        ({"place": "algorab"}, "not one of the choices"),
    ],
)
def test_what_is_refused_stays_typed(browser: Client, changed: dict[str, str], words: str) -> None:
    sent = {**TERM, **changed}
    page = browser.post("/calendar/add/", sent)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert f'value="{sent["first_day_1"]}"' in page.content.decode()
    assert not Term.objects.exists()


def test_a_school_office_is_offered_its_own_school_only(office: Client) -> None:
    text = office.get("/calendar/add/").content.decode()
    assert "Capella House School" in text
    assert "The whole Trust" not in text
    assert "Strathmore" not in text
    assert office.post("/calendar/add/", TERM).status_code == 422
    assert office.post("/calendar/add/", {**TERM, "place": "capella-house"}).status_code == 302
    assert Term.objects.get().school == School.objects.get(slug="capella-house")


def test_the_whole_trusts_terms_are_not_a_school_offices(office: Client, term: Term) -> None:
    for path in ("", "remove/"):
        page = office.get(f"/calendar/terms/{term.pk}/{path}")
        assert page.status_code == 403
        assert "not of the whole Trust" in page.content.decode()
    assert office.get("/calendar/bank-holidays/").status_code == 403
    assert f"/calendar/terms/{term.pk}/" not in office.get("/calendar/?year=2026").content.decode()


def test_whoever_may_not_change_it_reads_it_and_who_may(client: Client, priya: Person, term: Term) -> None:
    browser = cast.sign_in(client, priya)
    text = browser.get("/calendar/?year=2026").content.decode()
    assert "Autumn term" in text
    assert "You cannot change this" in text
    assert browser.get("/calendar/add/").status_code == 403
    assert browser.get(f"/calendar/terms/{term.pk}/").status_code == 403


def test_another_trusts_calendar_is_not_there(client: Client, tomasz: Person, term: Term) -> None:
    browser = cast.sign_in(client, tomasz)
    assert "Autumn term" not in browser.get("/calendar/?year=2026").content.decode()
    assert "No school of that name." in browser.get("/calendar/?school=capella-house").content.decode()
    for path in (f"terms/{term.pk}/", f"terms/{term.pk}/remove/", f"closures/{term.pk}/"):
        assert browser.get(f"/calendar/{path}").status_code == 404
        assert browser.post(f"/calendar/{path}", {"reason": "Mine."}).status_code == 404


def test_a_change_and_a_removal_need_a_reason(browser: Client, term: Term) -> None:
    sent = {**TERM, "name": "Michaelmas"}
    assert browser.post(f"/calendar/terms/{term.pk}/", sent).status_code == 422
    assert browser.post(f"/calendar/terms/{term.pk}/", {**sent, "reason": "Tradition."}).status_code == 302
    assert Term.objects.get().name == "Michaelmas"
    assert browser.post(f"/calendar/terms/{term.pk}/remove/", {}).status_code == 422
    assert browser.post(f"/calendar/terms/{term.pk}/remove/", {"reason": "Twice."}).status_code == 302
    assert not Term.objects.exists()


def test_a_school_with_its_own_terms_says_why_the_trusts_do_not_count(browser: Client, term: Term) -> None:
    capella = School.objects.get(slug="capella-house")
    Term.objects.create(
        trust=term.trust, school=capella, name="Own", first_day=D("2026-09-07"), last_day=D("2026-12-16")
    )
    text = browser.get("/calendar/?year=2026&school=capella-house").content.decode()
    assert "Does not count here: the school has a term of its own at that time." in text
    assert "Does not count here" not in browser.get("/calendar/?year=2026&school=strathmore").content.decode()


@pytest.mark.parametrize("year", ["", "0", "99999", "-1", "20x6", "２０２６"])
def test_a_year_that_cannot_be_is_the_one_today(browser: Client, year: str) -> None:
    assert browser.get("/calendar/", {"year": year}).status_code == 200


def test_a_year_nobody_knows_the_bank_holidays_of(browser: Client) -> None:
    assert "Bank holidays are not known for all of it" in browser.get("/calendar/?year=2028").content.decode()
    assert "Bank holidays are not known" not in browser.get("/calendar/?year=2027").content.decode()


def test_a_closure_is_changed(browser: Client, auriga: Trust) -> None:
    shut = Closure.objects.create(trust=auriga, name="Snow", first_day=D("2026-12-01"), last_day=D("2026-12-01"))
    page = browser.post(f"/calendar/closures/{shut.pk}/", {**TERM, "name": "Ice", "reason": "Longer."})
    assert page.status_code == 422
    assert "longer than three months" in page.content.decode()


def test_a_bank_holiday_is_added(browser: Client) -> None:
    sent = {"kept": "yes", "day_0": "10", "day_1": "May", "day_2": "2027", "name": "", "reason": "Proclaimed."}
    assert "what the new bank holiday is called" in browser.post("/calendar/bank-holidays/", sent).content.decode()
    assert browser.post("/calendar/bank-holidays/", {**sent, "name": "A coronation"}).status_code == 302
    assert "A coronation" in browser.get("/calendar/?year=2026").content.decode()
    again = browser.post("/calendar/bank-holidays/", {**sent, "name": "A coronation"})
    assert "on the list already" in again.content.decode()
