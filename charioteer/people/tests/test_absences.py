"""Being away: who may say so, who acts then, and who must not make themselves act."""

import pytest

from charioteer.audit.models import Entry, Words
from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.people.actions import end_absence, note_absence
from charioteer.people.models import Absence, Person, School, Trust
from charioteer.people.roles import Right
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.house import TODAY, away, days, engaged, holds, somebody


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


@pytest.fixture
def wren(auriga: Trust, capella: School) -> Person:
    """The headteacher, who is away today."""
    found = cast.person("Wren Okafor", auriga, "headteacher", school=capella)
    engaged(found, capella)
    return found


@pytest.fixture
def idris(auriga: Trust, capella: School) -> Person:
    """The deputy head."""
    return somebody(auriga, "Idris Bello", capella)


def _note(person: Person, by: Person | None, deputy: Person | None = None) -> Absence:
    return note_absence(person=person, from_date=TODAY, until_date=None, deputy=deputy, by=by, now=NOW)


@pytest.mark.parametrize(
    ("role", "at", "without", "with_deputy"),
    [
        ("administrator", "", True, True),
        ("ceo", "", True, True),
        ("hr", "", True, False),
        ("hr", "capella-house", True, False),
        ("headteacher", "strathmore", False, False),
        ("dsl", "capella-house", False, False),
        ("member", "", False, False),
    ],
)
def test_who_notes_the_head_away(
    auriga: Trust, wren: Person, idris: Person, role: str, at: str, without: bool, with_deputy: bool
) -> None:
    """A deputy gets roles, so naming one takes who may give them."""
    school = School.objects.filter(trust=auriga, slug=at).first()
    by = cast.person("Joel Sharma", auriga, role, school=school)
    for deputy, may in ((None, without), (idris, with_deputy)):
        Absence.objects.all().delete()
        if may:
            _note(wren, by, deputy)
            continue
        with pytest.raises(NotAllowed):
            _note(wren, by, deputy)
        assert not Absence.objects.exists()


def test_everybody_says_it_of_themselves_and_names_a_deputy(wren: Person, idris: Person, capella: School) -> None:
    _note(wren, wren, idris)
    assert idris.reach(Right.GIVE_ROLES, TODAY).covers(capella.pk)
    assert Entry.objects.get().kind == "people.absence.noted"
    assert not Words.objects.exists()


def test_nobody_notes_an_absence_by_which_they_would_act(
    auriga: Trust, wren: Person, idris: Person, capella: School
) -> None:
    by = cast.person("Joel Sharma", auriga, "hr")
    with pytest.raises(NotAllowed, match="You would act"):
        _note(wren, by, by)
    holds(by, "headteacher", capella, stands_in=True)
    with pytest.raises(NotAllowed, match="You would act"):
        _note(wren, by)


def test_the_days_and_the_deputy_must_fit(auriga: Trust, lyra: Trust, wren: Person, idris: Person) -> None:
    with pytest.raises(BadInput) as refused:
        note_absence(person=wren, from_date=TODAY, until_date=days(-1), deputy=None, by=None, now=NOW)
    assert refused.value.where == "until_date"
    for deputy, says in (
        (wren, "own deputy"),
        (somebody(lyra, "Tess"), "not on the list"),
        (somebody(auriga, "Sam"), "left"),
    ):
        with pytest.raises(BadInput, match=says):
            _note(wren, None, deputy)
    _note(wren, None)
    with pytest.raises(NotNow, match="already"):
        _note(wren, None, idris)


def test_back_again(wren: Person, idris: Person) -> None:
    absence = _note(wren, None, idris)
    end_absence(absence=absence, last_day=days(-1), by=wren, now=NOW)
    assert not Absence.objects.exists()  # it had not begun by then
    assert not idris.may(Right.GIVE_ROLES, TODAY)
    absence = note_absence(person=wren, from_date=days(-5), until_date=days(5), deputy=None, by=None, now=NOW)
    end_absence(absence=absence, last_day=days(-1), by=None, now=NOW)
    assert Absence.objects.get().until_date == days(-1)


def test_nobody_notes_an_absence_by_which_they_would_act_through_another(auriga: Trust) -> None:
    """Human resources deputises for whoever stands in for the chief executive."""
    ceo, chair = cast.person("Maya Lindgren", auriga, "ceo"), cast.person("Ruth Castellan", auriga, "trustee")
    hana = cast.person("Hana Okoye", auriga, "hr")
    holds(chair, "ceo", stands_in=True)
    away(chair, hana)
    with pytest.raises(NotAllowed, match="You would act"):
        note_absence(person=ceo, from_date=days(0), until_date=None, deputy=None, by=hana, now=NOW)
    assert not hana.may(Right.DECIDE_MODE, NOW.date())
