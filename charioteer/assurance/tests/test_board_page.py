"""The board: the answer first, unknown never green, one's own places and nobody else's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from charioteer.assurance import running
from charioteer.assurance.tests.asked import made, only
from charioteer.audit.models import Entry
from charioteer.controls import Finding, Level, State
from charioteer.people.models import School
from tests.cast import Cast, signed_in


def at(school: School, **figures: object) -> Finding:
    return Finding(school.trust_id, school.pk, **{"total": 4, **figures})


@pytest.fixture
def asked(cast: Cast, vega: School, sulafat: School, algorab: School) -> object:
    """2.4a fails at Vega House, holds at Sulafat, and 7.2 is asked of the Trust alone."""
    keys = made("t.keys", lambda now: [at(vega, failing=[1, 2, 3, 4]), at(sulafat), at(algorab, failing=[9])])
    law = made(
        "t.law", lambda now: [Finding(vega.trust_id, None, 2)], clauses=("7.2",), levels=(Level.TRUST,), whole=True
    )
    with only(keys, law):
        running.ask_all(now=timezone.now())
        yield


def page(person: object, query: str = "") -> str:
    answer = signed_in(person).get(f"/board/{query}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_answer_comes_first(cast: Cast, asked: object) -> None:
    text = page(cast["tom"])
    assert "1 breach, 2 unknown and 2 OK at 4 places." in text
    assert "2 of 71 clauses are answered by machine: 1 wholly, 1 in part" in text
    assert "not asked by machine yet" in text
    assert text.index("1 breach") < text.index("Start here") < text.index("What the policy asks")


def test_a_head_sees_their_own_school_and_no_other(cast: Cast, asked: object) -> None:
    text = page(cast["hana"])
    assert "1 breach at Vega House School." in text
    for other in ("Sulafat", "Sheliak", "Algorab", "place=the-trust"):
        assert other not in text
    assert "/board/2.4a/vega-house/" in text


@pytest.mark.parametrize(
    ("who", "slug", "status"),
    [
        ("hana", "vega-house", 200),
        ("hana", "sulafat", 404),
        ("hana", "the-trust", 404),
        ("hana", "algorab", 404),
        ("hana", "nowhere", 404),
        ("gita", "vega-house", 200),
        ("gita", "sulafat", 404),
        ("tom", "sulafat", 200),
        ("tom", "the-trust", 200),
        ("tom", "algorab", 404),
        ("tomasz", "vega-house", 404),
        ("priya", "vega-house", 403),
    ],
)
def test_whose_cell_is_there(cast: Cast, asked: object, who: str, slug: str, status: int) -> None:
    assert signed_in(cast[who]).get(f"/board/2.4a/{slug}/").status_code == status


def test_a_clause_that_is_none_is_not_there(cast: Cast, asked: object) -> None:
    assert signed_in(cast["tom"]).get("/board/99.9/the-trust/").status_code == 404


def test_a_stranger_signs_in_first() -> None:
    assert Client().get("/board/").status_code == 302


def test_a_place_nobody_answered_for_is_unknown_and_what_is_the_trusts_says_so(cast: Cast, asked: object) -> None:
    found = signed_in(cast["tom"]).get("/board/2.4a/sheliak/").content.decode()
    assert "ch-state--unknown" in found
    assert "not the same as fine" in found
    law = signed_in(cast["tom"]).get("/board/7.2/sheliak/").content.decode()
    assert "ch-state--na" in law
    assert "asked of the Trust" in law


def test_an_old_answer_is_stale_whatever_it_said(cast: Cast, vega: School) -> None:
    control = made("t.keys", lambda now: [at(vega)])
    with only(control):
        running.ask_all(now=timezone.now() - 2 * control.every - timedelta(seconds=5))
        text = page(cast["hana"])
        assert "1 stale at Vega House School." in text
        assert "ch-state--ok" not in text
        cell = signed_in(cast["hana"]).get("/board/2.4a/vega-house/").content.decode()
        assert "should have been asked again by now" in cell
        assert "It last said: 0 of 4 things fail" in cell


def test_what_broke_is_unknown_with_a_sentence(cast: Cast, vega: School) -> None:
    def breaks(now: object) -> list[Finding]:
        raise ValueError

    with only(made("t.keys", lambda now: [at(vega)])):
        running.ask_all(now=timezone.now() - timedelta(minutes=1))
    with only(made("t.keys", breaks)):
        running.ask_all(now=timezone.now())
        assert "1 unknown at Vega House School." in page(cast["hana"])
        cell = signed_in(cast["hana"]).get("/board/2.4a/vega-house/").content.decode()
        assert "It broke while it was asked." in cell


def test_before_the_first_asking_nobody_asked(cast: Cast) -> None:
    assert "Nobody has asked yet." in page(cast["hana"])


def test_what_it_said_on_a_day(cast: Cast, vega: School) -> None:
    now = timezone.now()
    said = [at(vega, failing=[1])]
    with only(made("t.keys", lambda now: said)):
        running.ask_all(now=now - timedelta(days=3))
        running.ask_all(now=now - timedelta(days=1, minutes=1))
        said[:] = [at(vega)]
        running.ask_all(now=now)
        then = timezone.localtime(now - timedelta(days=3))
        noon = then.replace(hour=23, minute=50)
        running.Run.objects.filter(asked_at=now - timedelta(days=3)).update(asked_at=noon)
        assert "1 partial at Vega House School." in page(cast["hana"], f"?on={then:%Y-%m-%d}")
        assert "1 OK at Vega House School." in page(cast["hana"])
        assert "Nobody asked then." in page(cast["hana"], "?on=2020-03-03")


@pytest.mark.parametrize("on", ["31/02/2026", "yesterday", "2999-01-01", "9" * 300])
def test_a_day_that_cannot_be_is_passed_over_and_said(cast: Cast, asked: object, on: str) -> None:
    assert "the board as it stands now" in page(cast["hana"], f"?on={on}")


def test_narrowed_to_a_state_a_section_a_place(cast: Cast, asked: object) -> None:
    breaches = page(cast["tom"], "?state=breach")
    assert "/board/2.4a/" in breaches
    assert "/board/7.2/" not in breaches
    assert "/board/7.2/" in page(cast["tom"], "?section=7")
    assert "/board/2.4a/" not in page(cast["tom"], "?section=7&state=asked")
    assert "1 OK at Sulafat School." in page(cast["tom"], "?place=sulafat")
    assert "passed over" in page(cast["hana"], "?place=sulafat")


def test_a_confidential_control_does_not_exist_for_whoever_may_not_know(cast: Cast, vega: School) -> None:
    secret = made("t.secret", lambda now: [at(vega, failing=[1, 2, 3, 4])], confidential="edit_people")
    with only(secret):
        running.ask_all(now=timezone.now())
        assert "1 breach at Vega House School." in page(cast["hana"])
        text = page(cast["gita"])
        assert "Nobody has asked yet." in text
        assert "0 of 71 clauses" in text
        cell = signed_in(cast["gita"]).get("/board/2.4a/vega-house/").content.decode()
        assert "No machine asks this yet" in cell
        exported = b"".join(signed_in(cast["gita"]).get("/board/?format=csv").streaming_content).decode()
        assert "t.secret" not in exported


def test_the_things_behind_are_shown_only_to_whoever_may_read_them(cast: Cast, vega: School) -> None:
    from charioteer.controls import Thing

    keys = made(
        "t.people",
        lambda now: [at(vega, failing=[1])],
        failing=lambda scope, now: [Thing(1, "Priya Nair")] if scope.state is State.BREACH else [],
        to_see="read_people",
    )
    with only(keys):
        running.ask_all(now=timezone.now())
        assert "Priya Nair" in signed_in(cast["hana"]).get("/board/2.4a/vega-house/").content.decode()
        governor = signed_in(cast["gita"]).get("/board/2.4a/vega-house/").content.decode()
        assert "Priya Nair" not in governor
        assert "how many, not which" in governor


def test_the_questions_do_not_grow_with_the_schools(cast: Cast, asked: object, django_assert_max_num_queries) -> None:
    client = signed_in(cast["tom"])
    client.get("/board/")
    with django_assert_max_num_queries(14) as few:
        client.get("/board/")
    School.objects.bulk_create(School(trust=cast.lyra, name=f"S {n}", slug=f"s-{n}") for n in range(60))
    running.ask_all(now=timezone.now())
    with django_assert_max_num_queries(len(few.captured_queries)):
        text = client.get("/board/").content.decode()
    assert "At how many places" in text
    assert "64 of 64 places" in text
    assert "1 of 64 places" in client.get("/board/?q=vega").content.decode()
    assert 'rel="prev"' in client.get("/board/?page=3").content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_board_is_taken_away_and_the_log_says_by_whom(cast: Cast, asked: object, form: str) -> None:
    answer = signed_in(cast["hana"]).get(f"/board/?format={form}")
    data = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    entry = Entry.objects.get(kind="assurance.board.exported")
    assert entry.actor == f"people.person:{cast['hana'].pk}"
    if form == "csv":
        text = data.decode()
        assert "2.4a" in text
        assert "Sulafat" not in text


def test_a_centre_has_no_board_of_its_own(cast: Cast, asked: object, vega: School) -> None:
    from charioteer.people.models import RoleHolding

    centre = vega.centres.get()
    RoleHolding.objects.create(
        person=cast["priya"], role="head_of_centre", school=vega, centre=centre, from_date="2020-09-01"
    )
    person = type(cast["priya"]).objects.get(pk=cast["priya"].pk)
    assert "your role is at a part of one" in page(person)
    assert signed_in(person).get("/board/2.4a/vega-house/").status_code == 404
