"""The page of the mode, and the strip that says it on every page."""

import pytest
from django.test import Client

from charioteer.people import preconditions
from charioteer.people.mode.actions import ask
from charioteer.people.models import ModeRequest, Outcome, Person, Trust
from charioteer.people.preconditions import Precondition, met
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW


@pytest.fixture
def all_met(monkeypatch: pytest.MonkeyPatch) -> None:
    only = {"test.met": Precondition("test.met", "All is well", "", lambda trust, now: met("It is."))}
    monkeypatch.setattr(preconditions, "PRECONDITIONS", only)


@pytest.mark.parametrize(
    ("mode", "public", "staff"),
    [
        ("try", "This site is being tried out.", "Nothing here counts yet."),
        ("pilot", "This site is in a pilot.", "the old ways count as well."),
    ],
)
def test_every_page_says_the_mode(
    client: Client, auriga: Trust, priya: Person, mode: str, public: str, staff: str
) -> None:
    Trust.objects.filter(pk=auriga.pk).update(mode=mode)
    for path in ("/", "/policy/", "/sign-in/", "/nothing-here/"):
        assert public in client.get(path).content.decode(), path
    cast.sign_in(client, priya)
    for path in ("/register/", "/account/", "/calendar/", "/nothing-here/"):
        assert staff in client.get(path).content.decode(), path


def test_live_is_a_quiet_word(client: Client, auriga: Trust) -> None:
    Trust.objects.filter(pk=auriga.pk).update(mode="live")
    text = client.get("/").content.decode()
    assert "ch-mode" not in text
    assert "MIT licence. Live." in text


def test_a_member_of_staff_reads_what_it_means_and_presses_nothing(client: Client, priya: Person) -> None:
    page = cast.sign_in(client, priya).get("/set-up/mode/")
    text = page.content.decode()
    assert "is trying this out" in text
    assert "You cannot change the mode" in text
    assert "<textarea" not in text
    assert "has not signed in" not in text


@pytest.mark.parametrize("act", ["ask", "go_live", "turn_down", "change", "withdraw"])
def test_a_member_of_staff_is_refused(client: Client, amara: Person, priya: Person, act: str) -> None:
    asked = ask(trust=priya.trust, words="", by=amara, now=NOW)
    sent = {"act": act, "reason": "I wish it.", "mode": "pilot", "words": ""}
    assert cast.sign_in(client, priya).post("/set-up/mode/", sent).status_code == 403
    asked.refresh_from_db()
    assert asked.outcome == Outcome.WAITING


def test_asked_by_one_and_decided_by_another(client: Client, amara: Person, auriga: Trust, all_met: None) -> None:
    administrator = cast.sign_in(client, amara)
    assert administrator.post("/set-up/mode/", {"act": "ask", "words": "We are ready."}).status_code == 302
    text = administrator.get("/set-up/mode/").content.decode()
    assert "You asked, so the chief executive or the chair decides." in text
    assert administrator.post("/set-up/mode/", {"act": "go_live", "reason": "Go."}).status_code == 403
    chief = cast.sign_in(Client(), cast.person("Grace Adebayo", auriga, "ceo"))
    assert "Amara Lindqvist asks to go live" in chief.get("/set-up/mode/").content.decode()
    assert chief.post("/set-up/mode/", {"act": "go_live", "reason": ""}).status_code == 422
    page = chief.post("/set-up/mode/", {"act": "go_live", "reason": "Trustees agreed."}, follow=True)
    assert "The Auriga Academy Trust is live." in page.content.decode()
    assert "by Grace Adebayo, asked by Amara Lindqvist" in page.content.decode()


def test_what_is_not_met_is_listed_and_refused(client: Client, amara: Person, auriga: Trust) -> None:
    ask(trust=auriga, words="", by=amara, now=NOW)
    chief = cast.sign_in(client, cast.person("Grace Adebayo", auriga, "ceo"))
    text = chief.get("/set-up/mode/").content.decode()
    assert "Nobody knows of a backup, with the keys of today, that was opened and found whole." in text
    page = chief.post("/set-up/mode/", {"act": "go_live", "reason": "Go."})
    assert page.status_code == 409
    assert "preconditions not met" in page.content.decode()
    auriga.refresh_from_db()
    assert auriga.mode == "try"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"act": "fly"}, 422),
        ({}, 422),
        ({"act": "change", "mode": "live", "reason": "Go."}, 422),
        ({"act": "change", "mode": "moon", "reason": "Go."}, 422),
        ({"act": "change", "mode": "pilot"}, 422),
        ({"act": "change", "mode": "pilot", "reason": "The spring."}, 302),
        ({"act": "withdraw"}, 409),
        ({"act": "ask", "words": "x" * 1001}, 422),
    ],
)
def test_what_is_sent_to_it(client: Client, amara: Person, sent: dict[str, str], status: int) -> None:
    assert cast.sign_in(client, amara).post("/set-up/mode/", sent).status_code == status
    assert not ModeRequest.objects.exists()
