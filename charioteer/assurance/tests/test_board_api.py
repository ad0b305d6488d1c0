"""The board by token: the same facts as on the page, and no place beyond one's own."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from charioteer.assurance import running
from charioteer.assurance.tests.asked import made, only
from charioteer.controls import Finding
from charioteer.people.actions.tokens import make_token
from charioteer.people.models import Person, School
from charioteer.people.tests.cast import with_second_factor
from tests.cast import Cast


@pytest.fixture
def asked(cast: Cast, vega: School, sulafat: School, algorab: School) -> object:
    """2.4a fails at Vega House and at another trust's school, and holds at Sulafat."""
    fails = {vega.pk: [1, 2, 3, 4], algorab.pk: [9]}

    def ask(now: object) -> list[Finding]:
        places = (vega, sulafat, algorab)
        return [Finding(one.trust_id, one.pk, 4, failing=fails.get(one.pk, [])) for one in places]

    with only(made("t.keys", ask)):
        running.ask_all(now=timezone.now())
        yield


def board(person: Person, query: str = "") -> Any:
    if not person.user.authenticator_set.exists():
        with_second_factor(person)
    day, now = timezone.localdate(), timezone.now()
    secret = make_token(person=person, name="x", ends_on=day, proved=True, by=person, now=now)
    return Client().get(f"/api/v1/board{query}", HTTP_AUTHORIZATION=f"Bearer {secret}")


def clause(answer: Any, key: str) -> Any:
    return next(one for one in answer.json()["clauses"] if one["clause"] == key)


def test_it_says_what_the_page_says(cast: Cast, asked: object) -> None:
    answer = board(cast["tom"])
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    body = answer.json()
    assert (body["trust"], body["places"], len(body["clauses"])) == ("lyra", 4, body["answered"]["clauses"])
    found = clause(answer, "2.4a")
    assert found["state"] == "breach"
    assert found["places"] == {"breach": 1, "unknown": 2, "ok": 1}
    assert found["controls"][0]["figures"] == {"total": 8, "failing": 4, "unknown": 0, "of": "things"}
    assert clause(answer, "2.1")["state"] == "unknown"


def test_a_head_reads_of_their_own_school_alone(cast: Cast, asked: object) -> None:
    answer = board(cast["sol"])
    assert answer.json()["places"] == 1
    assert clause(answer, "2.4a")["places"] == {"ok": 1}


@pytest.mark.parametrize(
    ("who", "place", "status"),
    [
        ("tom", "vega-house", 200),
        ("tom", "the-trust", 200),
        ("tom", "algorab", 404),
        ("tom", "nowhere", 404),
        ("sol", "sulafat", 200),
        ("sol", "vega-house", 404),
        ("sol", "the-trust", 404),
    ],
)
def test_one_place_of_ones_own(who: str, place: str, status: int, cast: Cast, asked: object) -> None:
    answer = board(cast[who], f"?place={place}")
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["places"] == 1


def test_who_reads_no_board_is_told_who_may(cast: Cast, asked: object) -> None:
    answer = board(cast["priya"])
    assert answer.status_code == 403
    assert answer.json()["who_can"]
