"""The calendar of a place: the trust's terms, a school's own, closures of both, bank holidays with the trust's word."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charioteer.people.calendar import Span
from charioteer.people.models import Closure, Person, School, Term, Trust
from charioteer.people.queries import calendar_for
from charioteer.people.tests.cast import NOW
from charioteer.reference.actions import overlay

D = date.fromisoformat


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


def _term(trust: Trust, school: School | None, name: str, first: str, last: str) -> None:
    Term.objects.create(trust=trust, school=school, name=name, first_day=D(first), last_day=D(last))


def test_a_school_follows_the_trust_where_it_has_no_terms_of_its_own(
    auriga: Trust, lyra: Trust, capella: School
) -> None:
    strathmore = School.objects.get(trust=auriga, slug="strathmore")
    _term(auriga, None, "Autumn", "2026-09-02", "2026-12-18")
    _term(auriga, None, "Spring", "2027-01-04", "2027-03-25")
    _term(auriga, capella, "Early autumn", "2026-08-31", "2026-12-16")
    _term(lyra, None, "Another trust’s", "2027-04-01", "2027-07-01")
    assert [one.name for one in calendar_for(None, auriga.pk).terms] == ["Autumn", "Spring"]
    assert [one.name for one in calendar_for(strathmore.pk, auriga.pk).terms] == ["Autumn", "Spring"]
    assert [one.name for one in calendar_for(capella.pk, auriga.pk).terms] == ["Early autumn", "Spring"]


def test_closures_of_both_count(auriga: Trust, capella: School) -> None:
    for school, name in ((None, "Snow"), (capella, "Training")):
        Closure.objects.create(
            trust=auriga, school=school, name=name, first_day=D("2026-11-20"), last_day=D("2026-11-20")
        )
    assert {one.name for one in calendar_for(capella.pk, auriga.pk).closures} == {"Snow", "Training"}
    assert calendar_for(None, auriga.pk).closures == (Span(D("2026-11-20"), D("2026-11-20"), "Snow"),)


def test_the_trust_may_add_a_bank_holiday_and_take_one_off(auriga: Trust, lyra: Trust, amara: Person) -> None:
    common = {"register": "bank-holidays", "reason": "Proclaimed.", "by": amara, "now": NOW, "trust_id": auriga.pk}
    added = {"date": "2027-05-10", "name": "A coronation", "instead_of": "", "kept": True, "certainty": "H"}
    overlay(key="2027-05-10", changes={**added, "basis": "proclamation"}, **common)
    overlay(key="2026-12-28", changes={"kept": False}, **common)
    ours, theirs = calendar_for(None, auriga.pk), calendar_for(None, lyra.pk)
    assert not ours.is_working_day(D("2027-05-10"))
    assert theirs.is_working_day(D("2027-05-10"))
    assert ours.is_working_day(D("2026-12-28"))
    assert not theirs.is_working_day(D("2026-12-28"))
    assert ours.holidays_until == D("2028-12-31")


def test_it_takes_three_questions(auriga: Trust, capella: School) -> None:
    _term(auriga, capella, "Autumn", "2026-09-02", "2026-12-18")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        calendar_for(capella.pk, auriga.pk)
    assert len(asked) == 3
