"""Adding places by hand, and what is missing at each: offices, stand-ins, clearers, custodians, terms."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charioteer.errors import BadInput
from charioteer.people.gaps import Lack, gaps
from charioteer.people.models import Person, RoleHolding, School, Term, Trust
from charioteer.people.set_up.actions import (
    Way,
    add_centre,
    add_school,
    fill_with_new,
)
from charioteer.people.set_up.forms import FillForm
from charioteer.people.slots import as_it_stands, one_slot
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.filling import DAY, slot


@pytest.fixture
def joel(auriga: Trust) -> Person:
    return Person.objects.create(trust=auriga, name="Joel Sharma", email="joel.sharma@auriga.example")


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Menkalinan School", "menkalinan-school"), ("Capella House", "capella-house-2"), ("学校", "school")],
)
def test_a_school_is_added_by_hand(auriga: Trust, amara: Person, name: str, slug: str) -> None:
    made = add_school(trust=auriga, name=name, by=amara, now=NOW)
    assert (made.slug, made.trust) == (slug, auriga)
    with pytest.raises(BadInput, match="already"):
        add_school(trust=auriga, name=name.upper(), by=amara, now=NOW)


def test_a_centre_is_added_by_hand(auriga: Trust, amara: Person) -> None:
    capella, strathmore = School.objects.filter(trust=auriga).order_by("name")
    add_centre(school=capella, name="Primary", by=amara, now=NOW)
    add_centre(school=strathmore, name="Primary", by=amara, now=NOW)
    with pytest.raises(BadInput, match="Capella House School has a centre called primary already"):
        add_centre(school=capella, name="primary", by=amara, now=NOW)
    assert one_slot(auriga, "head_of_centre.capella-house.primary") is not None


@pytest.mark.parametrize(
    "key",
    [
        "",
        ".",
        "stand-in",
        "stand-in.",
        "nothing",
        "dsl",
        "dsl.nowhere",
        "dsl.algorab",
        "ceo.capella-house",
        "stand-in.dsl.capella-house",
        "head_of_centre.capella-house.nowhere",
        "dsl.capella-house.primary",
        "stand-in.stand-in.ceo",
    ],
)
def test_an_address_that_names_no_office(auriga: Trust, lyra: Trust, key: str) -> None:
    School.objects.create(trust=lyra, name="Algorab School", slug="algorab")
    assert one_slot(auriga, key) is None


def _fill_all(trust: Trust, amara: Person) -> None:
    """Every office of the trust, each with somebody of its own; the second clearer and custodian too."""
    number = 0
    while open_slots := [gap.slot for gap in gaps(DAY, trust_ids=[trust.pk]) if gap.slot]:
        for key in open_slots:
            number += 1
            at, email = slot(trust, key), f"p{number}@{trust.slug}.example"
            fill_with_new(slot=at, name=f"Person {number}", email=email, way=Way.LATER, by=amara, now=NOW)


def test_what_is_missing_and_then_nothing(auriga: Trust, amara: Person) -> None:
    found = gaps(DAY, trust_ids=[auriga.pk])
    counts = {lack: sum(gap.lack is lack for gap in found) for lack in Lack}
    assert counts == {Lack.VACANT: 12, Lack.NO_STAND_IN: 5, Lack.CLEARING: 2, Lack.CUSTODY: 2, Lack.TERMS: 2}
    _fill_all(auriga, amara)
    assert {gap.lack for gap in gaps(DAY, trust_ids=[auriga.pk])} == {Lack.TERMS}
    for name, first, last in (("A", date(2026, 9, 2), date(2026, 12, 18)), ("B", date(2027, 1, 4), date(2027, 7, 21))):
        Term.objects.create(trust=auriga, name=name, first_day=first, last_day=last)
    assert gaps(DAY, trust_ids=[auriga.pk]) == []


@pytest.mark.parametrize(
    ("role", "held", "words"),
    [
        ("clearer", 0, "has nobody who clears posts"),
        ("clearer", 1, "has one person who clears posts, and nobody to clear theirs. Two are needed."),
        ("clearer", 2, ""),
        ("custodian", 0, "has none of the two custodians it needs"),
        ("custodian", 1, "has one of the two custodians it needs"),
        ("custodian", 2, ""),
    ],
)
def test_two_are_needed(auriga: Trust, role: str, held: int, words: str) -> None:
    capella = School.objects.get(slug="capella-house")
    for number in range(held):
        somebody = Person.objects.create(trust=auriga, name=f"Person {number}")
        # The second does it for the whole trust, which is as good.
        RoleHolding.objects.create(person=somebody, role=role, school=None if number else capella, from_date=DAY)
    found = [gap.words for gap in gaps(DAY, school=capella) if gap.slot.startswith(role)]
    assert (words in found[0]) if words else (found == [])


def test_one_person_in_two_ways_is_still_one(auriga: Trust, joel: Person) -> None:
    capella = School.objects.get(slug="capella-house")
    for school in (None, capella):
        RoleHolding.objects.create(person=joel, role="clearer", school=school, from_date=DAY)
    assert as_it_stands(slot(auriga, "clearer.capella-house"), DAY).lacks == 1


@pytest.mark.parametrize(
    ("begins", "ends", "filled"), [(0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True)]
)
def test_who_holds_it_on_the_day_counts(
    auriga: Trust, joel: Person, begins: int, ends: int | None, filled: bool
) -> None:
    until = None if ends is None else DAY + timedelta(days=ends)
    RoleHolding.objects.create(person=joel, role="dpo", from_date=DAY + timedelta(days=begins), until_date=until)
    assert bool(as_it_stands(slot(auriga, "dpo"), DAY).holders) is filled


def test_a_deputy_head_stands_in_by_being_one(auriga: Trust, joel: Person) -> None:
    capella = School.objects.get(slug="capella-house")
    RoleHolding.objects.create(person=joel, role="deputy_head", school=capella, from_date=DAY)
    assert as_it_stands(slot(auriga, "stand-in.headteacher.capella-house"), DAY).lacks == 0
    assert as_it_stands(slot(auriga, "headteacher.capella-house"), DAY).lacks == 1


def test_the_same_questions_for_any_number_of_schools(auriga: Trust) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            gaps(DAY, trust_ids=[auriga.pk])
        return len(queries)

    few = asked()
    School.objects.bulk_create([School(trust=auriga, name=f"School {n}", slug=f"s{n}") for n in range(50)])
    assert asked() == few == 7


def test_mail_is_offered_only_where_there_is_some() -> None:

    for mail, ways in ((True, ["mail", "link", "later"]), (False, ["link", "later"])):
        form = FillForm(people=[], mail=mail, none=True)
        assert [value for value, _ in form.fields["way"].choices] == ways
