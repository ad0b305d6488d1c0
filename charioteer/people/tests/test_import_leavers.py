"""Who left and who is back, as a file tells it: listed, and ended only where somebody says so."""

from datetime import date, timedelta

import pytest

from charioteer.people.actions.importing import confirm_people
from charioteer.people.models import Engagement, Missing, Person, RoleHolding, School, Trust, User
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.house import TODAY, days, holds, somebody
from charioteer.people.tests.people_file import AGAIN, HEAD, JOEL, PRIYA, lines, looked_at, missing, taken


def test_who_is_missing_is_listed_and_stays_unless_ticked(auriga: Trust) -> None:
    taken(auriga, PRIYA, JOEL, "14,,Ana Reyes,Staff,Capella,,,,")
    someone = somebody(auriga, "Sam Vale", School.objects.get(trust=auriga, slug="capella-house"))  # added by hand
    batch = looked_at(auriga, PRIYA, JOEL.replace("Comms", "Web"), when=AGAIN)
    assert missing(batch) == [("Ana Reyes", False)]
    confirm_people(batch=batch, end=(), by=None, now=NOW + AGAIN)
    assert not Engagement.objects.exclude(until_date=None).exists()
    assert not Missing.objects.exists()
    taken(auriga, PRIYA, JOEL.replace("Comms", "Site"), end="Ana Reyes", when=AGAIN)
    ended = Engagement.objects.exclude(until_date=None).get()
    assert (ended.person.name, ended.until_date) == ("Ana Reyes", TODAY + AGAIN - timedelta(days=1))
    assert someone.engagements.get().until_date is None


def test_a_place_that_is_gone_is_told_from_a_person_who_is_gone(auriga: Trust) -> None:
    taken(auriga, PRIYA, "12,,Priya Nair,Volunteer,Strathmore,,,,")
    assert missing(looked_at(auriga, PRIYA)) == [("Priya Nair", True)]


@pytest.mark.parametrize(
    "row",
    ["14,ana,Ana Reyes,Staff,Capella,,,,", "14,,Ana Reyes,Staff,Vega,,,,", "14,,Ana Reyes,Staff,Capella,,no day,,"],
)
def test_a_row_that_cannot_be_read_makes_nobody_a_leaver(auriga: Trust, row: str) -> None:
    taken(auriga, PRIYA, "14,,Ana Reyes,Staff,Capella,,,,")
    assert missing(looked_at(auriga, PRIYA, row)) == []


def test_a_list_says_nothing_of_whom_it_is_not_about(auriga: Trust) -> None:
    """A list of governors under the same heads, or one school's, makes no leavers elsewhere."""
    taken(auriga, PRIYA, JOEL)
    for row in ("31,,Gov One,Governor,Capella,,,,", "32,,Vol One,Volunteer,Strathmore,,,,"):
        batch = looked_at(auriga, row)
        assert missing(batch) == []
        assert any("nothing is said of them" in note for note in batch.notes)
    assert missing(looked_at(auriga, PRIYA, head=HEAD.replace("Job title", "Post"))) == []


def test_a_leaver_loses_roles_and_the_way_in(auriga: Trust) -> None:
    taken(auriga, PRIYA, JOEL.replace(",12", ","))
    joel = Person.objects.get(name="Joel Sharma")
    holds(joel, "clearer")
    User.objects.create(email="joel@auriga.example", person=joel, date_joined=NOW)
    taken(auriga, PRIYA, "13,,Joel Sharma,Staff,Strathmore,,,2026-11-01,")
    assert RoleHolding.objects.get().until_date == date(2026, 11, 1)
    assert not User.objects.get().is_active


def test_the_last_administrator_is_not_ended_by_a_file(auriga: Trust, amara: Person) -> None:
    Person.objects.filter(pk=amara.pk).update(payroll_number="1")
    taken(auriga, PRIYA, "1,,Amara Lindqvist,Staff,Capella,,,,")
    done = taken(auriga, PRIYA, end="Amara Lindqvist", when=AGAIN)
    assert (done.written["left"], done.written["not_ended"]) == (0, 1)
    assert Engagement.objects.get(person=amara).until_date is None


@pytest.mark.parametrize(
    ("start", "end_date", "outcome", "places"),
    [
        ("2026-11-20", "", "new", 2),  # a start after they left: back
        ("", "", "new", 2),
        ("2022-09-01", "", "same", 1),  # the old start: the file is behind
        ("2022-09-01", str(days(-3)), "same", 1),
        ("2022-09-01", str(days(-2)), "changed", 1),
    ],
)
def test_a_leaver_returns(auriga: Trust, start: str, end_date: str, outcome: str, places: int) -> None:
    taken(auriga, PRIYA)
    Engagement.objects.update(until_date=days(-3))
    row = f"12,,Priya Nair,Teacher,Capella,,{start},{end_date},"
    batch = taken(auriga, row)
    assert lines(batch)[0][0] == outcome
    assert (Engagement.objects.count(), Person.objects.count()) == (places, 1)
    if outcome == "new":
        assert "are back" in lines(batch)[0][1]
