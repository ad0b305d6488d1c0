"""Beginning, changing and ending where somebody is; who leads them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from charioteer.audit.models import Entry
from charioteer.errors import BadInput, NotAllowed, NotNow, Refused
from charioteer.people.actions import Details, Place, add, begin, change, correct, end, set_leader
from charioteer.people.models import Centre, Engagement, Person, RoleHolding, School, Trust, User
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.house import LONG_AGO, TODAY, days, engaged, holds, somebody


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


@pytest.fixture
def strathmore(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="strathmore")


@pytest.fixture
def wren(auriga: Trust, capella: School) -> Person:
    """The headteacher of Capella House."""
    return cast.person("Wren Okafor", auriga, "headteacher", school=capella)


def _at(school: School | None, **more: object) -> Place:
    return replace(Place(kind="staff", school=school, from_date=TODAY), **more)


@pytest.mark.parametrize(
    ("role", "own", "school", "may"),
    [
        ("administrator", None, "capella-house", True),
        ("administrator", None, None, True),
        ("hr", "capella-house", "capella-house", True),
        ("hr", "capella-house", "strathmore", False),
        ("headteacher", "capella-house", "capella-house", True),
        ("headteacher", "capella-house", "strathmore", False),
        ("headteacher", "capella-house", None, False),
        ("dsl", "capella-house", "capella-house", False),
        ("member", "capella-house", "capella-house", False),
        (None, None, "capella-house", False),
    ],
)
def test_who_says_who_is_where(auriga: Trust, role: str | None, own: str | None, school: str | None, may: bool) -> None:
    place = {one.slug: one for one in School.objects.filter(trust=auriga)}
    by = cast.person("Joel Sharma", auriga, role, school=place.get(own or ""))
    add_one = {"trust": auriga, "details": Details("Priya Nair"), "place": _at(place.get(school or "")), "by": by}
    if may:
        made = add(**add_one, now=NOW)
        assert [entry.school_id for entry in Entry.objects.all()] == [made.engagements.get().school_id] * 2
        return
    with pytest.raises(NotAllowed):
        add(**add_one, now=NOW)
    assert not Person.objects.filter(name="Priya Nair").exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("details", "where", "says"),
    [
        (Details(""), "name", "missing"),
        (Details("=cmd()"), "name", "formula"),
        (Details("Zo\u202ee"), "name", "invisible"),
        (Details("x" * 201), "name", "200"),
        (Details("Ana", "ana"), "email", "not an e-mail address"),
        (Details("Ana", "PRIYA@auriga.example"), "email", "is the address of Priya Nair"),
        (Details("Ana", "", "77"), "payroll_number", "is the payroll number of Priya Nair"),
    ],
)
def test_what_cannot_be_known_of_somebody_is_said(
    auriga: Trust, capella: School, details: Details, where: str, says: str
) -> None:
    priya = somebody(auriga, "Priya Nair", capella, email="priya@auriga.example", payroll_number="77")
    with pytest.raises(BadInput, match=says) as refused:
        add(trust=auriga, details=details, place=_at(capella), by=None, now=NOW)
    assert refused.value.where == where
    other = somebody(auriga, "Joel Sharma", capella)
    with pytest.raises(BadInput):
        correct(person=other, details=details, by=None, now=NOW)
    assert correct(person=priya, details=Details("Priya Nair", "priya@auriga.example", "77"), by=None, now=NOW) == []


def test_the_words_of_a_correction_can_be_erased(auriga: Trust, capella: School) -> None:
    priya = somebody(auriga, "Priya Nayar", capella)
    assert correct(person=priya, details=Details("Priya Nair"), by=None, now=NOW) == ["name"]
    assert "Nayar" not in Entry.objects.get().body


def test_a_school_does_not_correct_whoever_is_more_than_its_own(
    auriga: Trust, capella: School, strathmore: School, wren: Person
) -> None:
    """An address decides who gets in as whom: a head must not set that of the chief executive."""
    maya = somebody(auriga, "Maya Lindgren", capella)
    correct(person=maya, details=Details("Maya Lindgren", "maya@auriga.example"), by=wren, now=NOW)
    holds(maya, "ceo")
    with pytest.raises(NotAllowed, match="not yours"):
        correct(person=maya, details=Details("Maya Lindgren", "mine@auriga.example"), by=wren, now=NOW)


def test_several_places_but_each_once(auriga: Trust, capella: School, strathmore: School) -> None:
    priya = somebody(auriga, "Priya Nair", capella)
    begin(person=priya, place=_at(strathmore), by=None, now=NOW)
    begin(person=priya, place=_at(capella, kind="volunteer"), by=None, now=NOW)
    with pytest.raises(NotNow, match="already"):
        begin(person=priya, place=_at(strathmore), by=None, now=NOW)
    assert priya.engagements.count() == 3


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"kind": "wizard"}, "kind"),
        ({"until_date": days(-1)}, "until_date"),
        ({"job_title": "x" * 121}, "job_title"),
    ],
)
def test_what_does_not_fit_is_said(auriga: Trust, capella: School, changes: dict[str, object], where: str) -> None:
    priya = somebody(auriga, "Priya Nair")
    with pytest.raises(BadInput) as refused:
        begin(person=priya, place=_at(capella, **changes), by=None, now=NOW)
    assert refused.value.where == where


def test_places_of_others_are_refused(auriga: Trust, lyra: Trust, capella: School, strathmore: School) -> None:
    priya = somebody(auriga, "Priya Nair")
    theirs = School.objects.create(trust=lyra, name="Vega House", slug="vega")
    centre = Centre.objects.create(school=strathmore, name="Primary", slug="primary")
    for place in (_at(theirs), _at(capella, centre=centre), _at(None, centre=centre)):
        with pytest.raises(BadInput):
            begin(person=priya, place=place, by=None, now=NOW)


def test_nobody_leads_themselves(auriga: Trust, capella: School) -> None:
    priya = somebody(auriga, "Priya Nair", capella)
    with pytest.raises(BadInput, match="Nobody leads themselves") as refused:
        set_leader(engagement=priya.engagements.get(), leader=priya, by=None, now=NOW)
    assert refused.value.where == "leader"


def test_a_circle_of_leaders_is_named(auriga: Trust, capella: School) -> None:
    ana, ben, cy = (somebody(auriga, name, capella) for name in ("Ana", "Ben", "Cy"))
    set_leader(engagement=ana.engagements.get(), leader=ben, by=None, now=NOW)
    set_leader(engagement=ben.engagements.get(), leader=cy, by=None, now=NOW)
    with pytest.raises(BadInput, match="Cy leads Ben, who leads Ana, who leads Cy"):
        set_leader(engagement=cy.engagements.get(), leader=ana, by=None, now=NOW)
    Engagement.objects.filter(person=ben).update(until_date=days(-1))  # who is gone leads nobody
    assert set_leader(engagement=cy.engagements.get(), leader=ana, by=None, now=NOW)


def test_a_change_says_what_was(auriga: Trust, capella: School, strathmore: School) -> None:
    priya = somebody(auriga, "Priya Nair", capella)
    row = priya.engagements.get()
    assert change(engagement=row, place=replace(Place.of(row), kind="governor"), by=None, now=NOW) == ["kind"]
    assert change(engagement=row, place=Place.of(row), by=None, now=NOW) == []
    assert Entry.objects.filter(kind="people.engagement.changed").count() == 1
    with pytest.raises(BadInput, match="leaves"):
        change(engagement=row, place=replace(Place.of(row), until_date=TODAY), by=None, now=NOW)


def _joel_leaves(make: Callable[[Person], None], auriga: Trust, capella: School) -> tuple[Person, dict[str, object]]:
    joel = cast.person("Joel Sharma", auriga, None)
    row = engaged(joel, capella)
    make(joel)
    end(engagement=row, last_day=days(-1), by=None, now=NOW)
    return joel, dict(RoleHolding.objects.filter(person=joel).values_list("role", "until_date"))


def test_roles_end_with_the_place_and_all_with_the_last(auriga: Trust, capella: School, strathmore: School) -> None:
    def only_there(joel: Person) -> None:
        holds(joel, "dsl", capella)
        holds(joel, "comms_lead")

    joel, until = _joel_leaves(only_there, auriga, capella)
    assert until == {"dsl": days(-1), "comms_lead": days(-1)}
    assert not User.objects.get(person=joel).is_active


def test_roles_elsewhere_stay_while_somebody_is_elsewhere(auriga: Trust, capella: School, strathmore: School) -> None:
    def also_elsewhere(joel: Person) -> None:
        engaged(joel, strathmore)
        holds(joel, "dsl", capella)
        holds(joel, "governor", strathmore)
        holds(joel, "office", capella, from_date=days(5))

    joel, until = _joel_leaves(also_elsewhere, auriga, capella)
    assert until == {"dsl": days(-1), "governor": None}  # the one that had not begun is gone
    assert User.objects.get(person=joel).is_active


def test_roles_stay_while_somebody_is_there_otherwise(auriga: Trust, capella: School, strathmore: School) -> None:
    def also_a_volunteer(joel: Person) -> None:
        engaged(joel, capella, kind="volunteer")
        holds(joel, "dsl", capella)

    _, until = _joel_leaves(also_a_volunteer, auriga, capella)
    assert until == {"dsl": None}


def test_an_end_that_is_to_come_ends_nothing_yet(auriga: Trust, capella: School) -> None:
    joel = cast.person("Joel Sharma", auriga, "dsl", school=capella)
    row = engaged(joel, capella)
    end(engagement=row, last_day=days(30), by=None, now=NOW)
    assert User.objects.get(person=joel).is_active
    assert RoleHolding.objects.get(person=joel).until_date == days(30)


@pytest.mark.parametrize(
    ("last_day", "refusal"), [(LONG_AGO.replace(year=2019), BadInput), (TODAY, None), (days(-400), None)]
)
def test_the_last_day_is_not_before_the_first(
    auriga: Trust, capella: School, last_day: object, refusal: type[Refused] | None
) -> None:
    row = somebody(auriga, "Priya Nair", capella).engagements.get()
    if refusal:
        with pytest.raises(refusal):
            end(engagement=row, last_day=last_day, by=None, now=NOW)  # type: ignore[arg-type]
        return
    end(engagement=row, last_day=last_day, by=None, now=NOW)  # type: ignore[arg-type]
    if last_day != TODAY:
        with pytest.raises(NotNow, match="already"):
            end(engagement=row, last_day=days(-1), by=None, now=NOW)


def test_a_head_does_not_end_a_role_of_the_trust(auriga: Trust, capella: School, wren: Person) -> None:
    maya = somebody(auriga, "Maya Lindgren", capella)
    holds(maya, "ceo")
    with pytest.raises(NotAllowed, match="would end that"):
        end(engagement=maya.engagements.get(), last_day=TODAY, by=wren, now=NOW)


@pytest.mark.parametrize("other", ["nobody", "without sign-in", "stands in", "for a time", "one more"])
def test_the_last_administrator_does_not_leave(auriga: Trust, amara: Person, other: str) -> None:
    row = engaged(amara, None)
    if other == "without sign-in":
        holds(somebody(auriga, "Ana"), "administrator")
    elif other != "nobody":
        second = cast.person("Ana Reyes", auriga, None)
        more = {"stands in": {"stands_in": True}, "for a time": {"until_date": days(90)}}.get(other, {})
        holds(second, "administrator", **more)
    if other == "one more":
        end(engagement=row, last_day=days(-1), by=None, now=NOW)
        assert not User.objects.get(person=amara).is_active
        return
    with pytest.raises(NotNow, match="last administrator"):
        end(engagement=row, last_day=days(-1), by=None, now=NOW)
    assert Engagement.objects.get().until_date is None
