"""The duty to fill what is missing: whose it is, and for what."""

import pytest

from charioteer.people.duties.offices import offices
from charioteer.people.models import Person, School, Trust
from charioteer.people.set_up.actions import Way, fill_with_new
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.filling import slot


def test_it_is_owed_by_whoever_may_set_up(auriga: Trust, amara: Person, priya: Person, tomasz: Person) -> None:
    ceo = cast.person("Grace Adebayo", auriga, "ceo")
    cast.person("Noor Haddad", auriga, "chair")
    owed = list(offices.ask(None, NOW))
    assert {one.person_id for one in owed} == {amara.pk, ceo.pk, tomasz.pk}
    assert {one.person_id for one in offices.ask([amara.pk, priya.pk], NOW)} == {amara.pk}
    assert list(offices.ask([priya.pk], NOW)) == []
    assert list(offices.ask([], NOW)) == []


def test_one_for_each_kind_of_gap_at_each_place(auriga: Trust, amara: Person) -> None:
    owed = list(offices.ask([amara.pk], NOW))
    keys = [one.key for one in owed]
    assert len(keys) == len(set(keys)) == 2 + 2 * 5
    capella = School.objects.get(slug="capella-house")
    mine = {one.key.rsplit(":", 1)[1]: one for one in owed if one.args == (capella.pk,)}
    assert mine["vacant"].words == "Fill 3 offices at Capella House School"
    assert mine["clearing"].words == "Say who clears posts at Capella House School"
    assert mine["vacant"].why.startswith("Capella House School has no headteacher.")
    assert {one.args for one in owed} == {(0,), (capella.pk,), (School.objects.get(slug="strathmore").pk,)}


def test_what_is_filled_is_not_owed(auriga: Trust, amara: Person) -> None:
    for number in range(2):
        email = f"p{number}@auriga.example"
        at = slot(auriga, "custodian.capella-house")
        fill_with_new(slot=at, name=f"Person {number}", email=email, way=Way.LATER, by=amara, now=NOW)
    words = [one.words for one in offices.ask([amara.pk], NOW)]
    assert "Say who keeps custody at Capella House School" not in words
    assert "Say who keeps custody at Strathmore School" in words


@pytest.mark.parametrize("role", ["member", "headteacher", "chair"])
def test_others_owe_nothing(auriga: Trust, role: str) -> None:
    person = cast.person("Joel Sharma", auriga, role)
    assert list(offices.ask([person.pk], NOW)) == []
