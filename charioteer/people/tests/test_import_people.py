"""People from a file: what is understood, what is doubted, who left, who is back, and one entry for all of it."""

import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import openpyxl
import pytest

from charioteer.audit.models import Entry
from charioteer.errors import NotAllowed
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.matching import Unmatched
from charioteer.intake.models import Batch
from charioteer.people.actions.importing import PeopleImporter, confirm_people, preview_people
from charioteer.people.models import Engagement, Person, School, Trust
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.house import engaged, somebody
from charioteer.people.tests.people_file import AGAIN, HEAD, JOEL, PRIYA, lines, looked_at, taken


def test_nothing_is_written_before_it_is_confirmed(auriga: Trust) -> None:
    batch = looked_at(auriga, PRIYA, JOEL)
    assert lines(batch) == [("new", ""), ("new", "")]
    assert not Person.objects.exists()
    done = confirm_people(batch=batch, end=(), by=None, now=NOW)
    assert done.written == {"people": 2, "places": 2, "changed": 0, "left": 0, "not_ended": 0}
    joel = Engagement.objects.get(person__name="Joel Sharma")
    assert (joel.kind, joel.school.slug, joel.job_title) == ("staff", "strathmore", "Comms")  # type: ignore[union-attr]
    assert (joel.from_date, joel.until_date, joel.leader.name) == (date(2021, 9, 1), None, "Priya Nair")  # type: ignore[union-attr]


def test_the_same_file_twice_changes_nothing(auriga: Trust) -> None:
    taken(auriga, PRIYA, JOEL)
    rows = list(Engagement.objects.values())
    batch = looked_at(auriga, PRIYA, JOEL, when=AGAIN)
    assert [outcome for outcome, _ in lines(batch)] == ["same", "same"]
    done = confirm_people(batch=batch, end=(), by=None, now=NOW + AGAIN)
    assert (done.written, list(Engagement.objects.values())) == ({}, rows)
    other = taken(auriga, JOEL, PRIYA, when=AGAIN)  # the same in another order
    assert other.written["changed"] == other.written["people"] == 0


def test_one_entry_vouches_for_every_row(auriga: Trust) -> None:
    taken(auriga, PRIYA, JOEL)
    assert not Entry.objects.filter(kind__startswith="people.").exists()
    entry = Entry.objects.get(kind="intake.batch.confirmed")
    facts = json.loads(entry.body)["facts"]
    assert (facts["written"]["people"], len(facts["rows"])) == (2, 64)
    assert "Priya" not in entry.body


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",,Ana Reyes,,Capella,,,,", "neither a payroll number nor an e-mail address"),
        ("21,ana,Ana Reyes,,Capella,,,,", "“ana” is not an e-mail address"),
        ("21,,,,Capella,,,,", "name is missing"),
        ("21,,=A1,,Capella,,,,", "formula"),
        ("=1+1,,Ana Reyes,,Capella,,,,", "formula"),
        ("21,,Ana Reyes,,Vega House,,,,", "no school called “Vega House”"),
        ("21,,Ana Reyes,,Capela House,,,,", "Is Capella House School meant?"),
        ("21,,Ana Reyes,,Capella,,2026-09-01,2026-08-31,", "before it starts on 1 September 2026"),
        ("21,,Ana Reyes,,Capella,,31/02/2026,,", "which does not exist"),
        ("21,,Ana Reyes,,Capella,,=TODAY(),,", "formula"),
        ("12,,Ana Reyes,,Strathmore,,,,", "row 2 gives this number or address to Priya Nair"),
        ("21,priya@auriga.example,Ana Reyes,,Strathmore,,,,", "stands at payroll number 12 in another row"),
    ],
)
def test_what_cannot_be_taken_in_is_said(auriga: Trust, row: str, says: str) -> None:
    (_, (outcome, said)) = lines(looked_at(auriga, PRIYA, row))
    assert outcome == Outcome.CANNOT
    assert says in said


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("21,,Ana Reyes,Wizard,Capella,,,,", "“Wizard” is not a capacity we know"),
        ("21,,Ana Reyes,,Capella,,,,", "No capacity is given"),
        ("21,,Ana Reyes,Staff,,,,,", "No school is given"),
        ("21,,Ana Reyes,Staff,Capella,=1,,,", "job title is a formula"),
        ("21,,Ana Reyes,Staff,Capella,,,,99", "Nobody with “99”"),
        ("21,,Ana Reyes,Staff,Capella,,,,21", "their own leader"),
        ("21,,Ana Reyes,Staff,Capella,,,2020-01-01,", "left before today"),
    ],
)
def test_what_is_doubted_is_said_and_taken_in(auriga: Trust, row: str, says: str) -> None:
    batch = taken(auriga, PRIYA, row)
    assert (lines(batch)[1][0], Person.objects.filter(name="Ana Reyes").count()) == ("new", 1)
    assert says in lines(batch)[1][1]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Teachers", "staff"),
        ("TRUSTEE", "trustee"),
        ("local governor", "governor"),
        ("Agency staff", "supply"),
        ("PTA", "friends_officer"),
        ("Student teacher", "trainee"),
        ("Volunteers", "volunteer"),
        ("Physiotherapist", "therapist"),
        ("contractor", "contractor"),
        ("Member of the Trust", "member"),
        ("Officer of a friends’ association", "friends_officer"),
    ],
)
def test_capacities_are_recognised(auriga: Trust, said: str, kind: str) -> None:
    taken(auriga, f"21,,Ana Reyes,{said},Capella,,,,")
    assert Engagement.objects.get().kind == kind


def test_clashes_with_who_is_known_are_told_with_whose_they_are(auriga: Trust) -> None:
    somebody(auriga, "Priya Nair", email="priya@auriga.example", payroll_number="12")
    somebody(auriga, "Joel Sharma", email="joel@auriga.example", payroll_number="13")
    batch = looked_at(
        auriga,
        "12,joel@auriga.example,Priya Nair,,Capella,,,,",
        "99,joel@auriga.example,Joel Sharma,,Capella,,,,",
    )
    (first, said), (second, also) = lines(batch)
    assert first == second == Outcome.CANNOT
    assert "12 is that of Priya Nair, but joel@auriga.example is the address of Joel Sharma" in said
    assert "payroll number" in also


def test_several_rows_are_several_places(auriga: Trust) -> None:
    second = "12,,Priya Nair,Governor,Strathmore,,,,"
    twice = "12,,Priya Nair,Teacher,Capella,Form tutor,2019-01-01,2020-01-01,"
    batch = taken(auriga, PRIYA, second, twice)
    assert Person.objects.count() == 1
    assert set(Engagement.objects.values_list("kind", "school__slug")) == {
        ("staff", "capella-house"),
        ("governor", "strathmore"),
    }
    assert "that row counts" in lines(batch)[2][1]


def test_an_address_finds_who_had_no_number_yet(auriga: Trust) -> None:
    priya = somebody(auriga, "P Nair", email="priya@auriga.example")
    taken(auriga, PRIYA)
    priya.refresh_from_db()
    assert (priya.name, priya.payroll_number, Person.objects.count()) == ("Priya Nair", "12", 1)


def test_a_circle_of_leaders_is_left_out_and_named(auriga: Trust) -> None:
    ana = "21,,Ana Reyes,Staff,Capella,,,,22"
    ben = "22,,Ben Okoro,Staff,Capella,,,,21"
    cy = "23,,Cy Dunn,Staff,Capella,,,,21"
    batch = taken(auriga, ana, ben, cy)
    said = [doubt for _, doubt in lines(batch)]
    assert "Ana Reyes leads Ben Okoro, who leads Ana Reyes" in said[0]
    assert "close a circle" in said[1]
    assert said[2] == ""
    assert list(Engagement.objects.exclude(leader=None).values_list("person__name", "leader__name")) == [
        ("Cy Dunn", "Ana Reyes")
    ]
    assert [outcome for outcome, _ in lines(looked_at(auriga, cy, ben, ana))] == ["same"] * 3


def test_a_circle_through_who_is_known_is_found_too(auriga: Trust) -> None:
    capella = School.objects.get(trust=auriga, slug="capella-house")
    ana = somebody(auriga, "Ana Reyes", payroll_number="21")
    ben = somebody(auriga, "Ben Okoro", capella, payroll_number="22")
    engaged(ana, capella, leader=ben)
    batch = looked_at(auriga, "22,,Ben Okoro,Staff,Capella,,,,21")
    assert "Ben Okoro leads Ana Reyes, who leads Ben Okoro" in lines(batch)[0][1]


def test_blank_cells_change_nothing(auriga: Trust) -> None:
    taken(auriga, PRIYA, JOEL)
    batch = looked_at(auriga, "13,,Joel Sharma,Staff,Strathmore,,,,")
    assert lines(batch) == [("same", "")]


def test_without_a_column_to_tell_people_apart_it_asks_which_is_which(auriga: Trust) -> None:
    with pytest.raises(Unmatched, match="who is who"):
        looked_at(auriga, "Priya Nair,Capella", head="Name,School")


def test_a_workbook_with_formulas_and_days(auriga: Trust) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    book.active.append([12, "priya@auriga.example", "Priya Nair", "Teacher", "Capella", "", date(2022, 9, 1), "", ""])
    book.active.append([13, "", '=CONCAT("Joel"," Sharma")', "Staff", "Capella", "", "", "", ""])
    held = io.BytesIO()
    book.save(held)
    batch = preview_people(trust=auriga, file_name="people.xlsx", data=held.getvalue(), by=None, now=NOW)
    (first, _), (second, said) = lines(batch)
    assert (first, second) == ("new", "cannot")
    assert "formula" in said
    confirm_people(batch=batch, end=(), by=None, now=NOW)
    assert Engagement.objects.get().from_date == date(2022, 9, 1)


def test_who_may_bring_people_in(auriga: Trust, amara: Person) -> None:
    capella = School.objects.get(trust=auriga, slug="capella-house")
    said: Mapping[str, Any] = {"trust": auriga, "file_name": "p.csv", "data": f"{HEAD}\r\n{PRIYA}".encode(), "now": NOW}
    for role, school in (("headteacher", capella), ("hr", capella), ("ceo", None), ("member", None)):
        by = cast.person(f"By {role} {school}", auriga, role, school=school)
        with pytest.raises(NotAllowed):
            preview_people(by=by, **said)
    batch = preview_people(by=amara, **said)
    with pytest.raises(NotAllowed):
        confirm_people(batch=batch, end=(), by=by, now=NOW)
    assert not Batch.objects.exclude(pk=batch.pk).exists()


def test_another_trusts_people_are_not_found(auriga: Trust, lyra: Trust) -> None:
    somebody(lyra, "Priya Nair", email="priya@auriga.example", payroll_number="12")
    assert lines(looked_at(auriga, PRIYA)) == [("new", "")]
    assert PeopleImporter.key == "people.people"


def test_somebody_who_came_since_the_preview_is_not_doubled(auriga: Trust) -> None:
    batch = looked_at(auriga, PRIYA)
    priya = somebody(auriga, "Priya Nair", School.objects.get(trust=auriga, slug="capella-house"), payroll_number="12")
    confirm_people(batch=batch, end=(), by=None, now=NOW)
    assert Person.objects.get() == priya
    assert priya.engagements.count() == 1
