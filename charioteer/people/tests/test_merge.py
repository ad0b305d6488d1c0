"""Two entries that are one person, and one that is two: everything moves, and can move back."""

import pytest

from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.people.actions import Details, close_sign_in, merge, split, unmerge
from charioteer.people.models import Absence, Engagement, Person, School, Trust, User
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.house import away, engaged, holds, somebody


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


@pytest.fixture
def strathmore(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="strathmore")


@pytest.fixture
def kept(auriga: Trust, capella: School) -> Person:
    return somebody(auriga, "Priya Nair", capella, email="priya@auriga.example")


@pytest.fixture
def gone(auriga: Trust, strathmore: School) -> Person:
    return somebody(auriga, "P. Nair", strathmore, email="p.nair@auriga.example", payroll_number="77")


def test_everything_moves_and_the_empty_entry_points_there(auriga: Trust, kept: Person, gone: Person) -> None:
    led = somebody(auriga, "Joel Sharma")
    engaged(led, None, leader=gone)
    holds(gone, "clearer")
    away(gone, led)
    away(led, gone)
    merge(kept=kept, gone=gone, by=None, now=NOW)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (gone.merged_into, gone.email, gone.payroll_number) == (kept, "", "")
    assert (kept.email, kept.payroll_number) == ("priya@auriga.example", "77")
    assert kept.engagements.count() == 2
    assert kept.roles.get().role == "clearer"
    assert kept.absences.get().deputy == led
    assert kept.deputising.get().person == led
    assert led.engagements.get().leader == kept
    left = [gone.engagements, gone.roles, gone.absences, gone.deputising, gone.led]
    assert not any(rows.exists() for rows in left)


def test_it_can_be_undone(auriga: Trust, kept: Person, gone: Person) -> None:
    holds(gone, "clearer")
    led = somebody(auriga, "Joel Sharma")
    engaged(led, None, leader=gone)
    merge(kept=kept, gone=gone, by=None, now=NOW)
    later = holds(kept, "governor", kept.engagements.first().school)  # type: ignore[union-attr]
    gone.refresh_from_db()
    unmerge(gone=gone, by=None, now=NOW)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (gone.merged_into, gone.email, gone.payroll_number) == (None, "p.nair@auriga.example", "77")
    assert (kept.email, kept.payroll_number) == ("priya@auriga.example", "")
    assert gone.roles.get().role == "clearer"
    assert kept.roles.get() == later
    assert led.engagements.get().leader == gone
    with pytest.raises(NotNow, match="not merged"):
        unmerge(gone=gone, by=None, now=NOW)


def test_nobody_ends_up_leading_or_deputising_for_themselves(kept: Person, gone: Person) -> None:
    Engagement.objects.filter(person=gone).update(leader=kept)
    away(kept, gone)
    merge(kept=kept, gone=gone, by=None, now=NOW)
    assert not Engagement.objects.exclude(leader=None).exists()
    assert Absence.objects.get().deputy is None


def test_a_circle_that_a_merge_would_close_is_named(auriga: Trust, kept: Person, gone: Person) -> None:
    joel = somebody(auriga, "Joel Sharma")
    engaged(joel, None, leader=gone)
    Engagement.objects.filter(person=kept).update(leader=joel)
    with pytest.raises(NotNow, match="Priya Nair leads Joel Sharma, who leads Priya Nair"):
        merge(kept=kept, gone=gone, by=None, now=NOW)
    assert Person.objects.filter(merged_into=None).count() == 3


def test_two_sign_ins_are_refused_with_how_to_mend_it(auriga: Trust, amara: Person) -> None:
    one, two = cast.person("Priya Nair", auriga), cast.person("P. Nair", auriga)
    with pytest.raises(NotNow, match="close the sign-in"):
        merge(kept=one, gone=two, by=None, now=NOW)
    close_sign_in(person=one, by=amara, now=NOW)
    with pytest.raises(NotNow, match="other way round"):
        merge(kept=one, gone=two, by=None, now=NOW)
    merge(kept=two, gone=one, by=amara, now=NOW)
    assert User.objects.get(person=two).is_active


def test_a_sign_in_moves_where_there_is_none(auriga: Trust, kept: Person) -> None:
    two = cast.person("P. Nair", auriga)
    merge(kept=kept, gone=two, by=None, now=NOW)
    assert User.objects.get(email="p..nair@auriga.example").person == kept


def test_who_may_say_it(auriga: Trust, lyra: Trust, amara: Person, kept: Person, gone: Person) -> None:
    """A merge hands over roles, so it takes who may give them; and nobody merges themselves with anybody."""
    hr = cast.person("Joel Sharma", auriga, "hr")
    head = cast.person("Wren Okafor", auriga, "headteacher", school=School.objects.get(slug="capella-house"))
    holds(gone, "ceo")
    for by in (hr, head):
        with pytest.raises(NotAllowed):
            merge(kept=kept, gone=gone, by=by, now=NOW)
    with pytest.raises(NotAllowed, match="You are one of the two"):
        merge(kept=amara, gone=gone, by=amara, now=NOW)
    with pytest.raises(BadInput):
        merge(kept=kept, gone=kept, by=amara, now=NOW)
    with pytest.raises(BadInput):
        merge(kept=kept, gone=somebody(lyra, "Tess"), by=amara, now=NOW)
    merge(kept=kept, gone=gone, by=amara, now=NOW)


def test_split_takes_what_is_named(auriga: Trust, capella: School, strathmore: School) -> None:
    both = somebody(auriga, "A. Nair", capella, strathmore)
    role = holds(both, "clearer", strathmore)
    second = both.engagements.get(school=strathmore)
    details = Details("Anil Nair", "anil@auriga.example")
    made = split(person=both, details=details, engagements=[second], roles=[role], by=None, now=NOW)
    assert made.engagements.get() == second
    assert made.roles.get() == role
    assert both.engagements.get().school == capella
    for wrong in ([], [second]):
        with pytest.raises(BadInput):
            split(person=both, details=Details("X"), engagements=wrong, by=None, now=NOW)
    with pytest.raises(BadInput, match="somebody else’s"):
        split(person=both, details=details, engagements=[both.engagements.get()], by=None, now=NOW)
