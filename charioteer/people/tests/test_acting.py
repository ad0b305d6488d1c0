"""Who acts today: the truth table of holders, stand-ins and deputies, asked of one person and of a whole trust."""

from collections.abc import Iterator
from itertools import product

import pytest
from pytest_django import DjangoAssertNumQueries

from charioteer.people.models import Centre, Person, School, Trust
from charioteer.people.queries import Way, holders, offices
from charioteer.people.roles import Right
from charioteer.people.tests.house import TODAY, away, days, holds, somebody

ABSENCES = ("here", "away", "away with a deputy", "was away", "will be away")


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


@pytest.fixture
def strathmore(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="strathmore")


def _absent(person: Person, how: str, deputy: Person) -> None:
    match how:
        case "away":
            away(person)
        case "away with a deputy":
            away(person, deputy)
        case "was away":
            away(person, deputy, first=-9, last=-1)
        case "will be away":
            away(person, deputy, first=1)


def _gone(how: str) -> bool:
    return how in {"away", "away with a deputy"}


def _cases() -> Iterator[tuple[tuple[str, ...], bool]]:
    """Every way in which none, one or two holders may be here or away; and whether the stand-in acts then."""
    for count in (0, 1, 2):
        for absences in product(ABSENCES, repeat=count):
            yield absences, all(_gone(how) for how in absences)


@pytest.mark.parametrize(("absences", "acts"), list(_cases()))
def test_who_stands_in_acts_only_while_nobody_is_here(
    auriga: Trust, capella: School, absences: tuple[str, ...], acts: bool
) -> None:
    grace, deputy = somebody(auriga, "Grace Adebayo"), somebody(auriga, "Idris Bello")
    holds(grace, "deputy_head", capella, stands_in=True)
    for number, how in enumerate(absences):
        head = somebody(auriga, f"Head {number}")
        holds(head, "deputy_head", capella)
        _absent(head, how, deputy)
        assert head.may(Right.READ_BOARD, TODAY)  # being away takes nothing away
    assert grace.may(Right.READ_BOARD, TODAY) is acts
    assert grace.reach(Right.READ_BOARD, TODAY).covers(capella.pk) is acts
    assert grace.needs_second_factor(TODAY)  # called upon without warning
    assert deputy.may(Right.READ_BOARD, TODAY) is ("away with a deputy" in absences)
    found = holders("deputy_head", auriga.pk, TODAY, school_id=capella.pk)
    said = {one.person_id: one.acts for one in found}
    assert said[grace.pk] is acts
    assert (deputy.pk in said) is ("away with a deputy" in absences)
    assert len([one for one in found if one.way is Way.HOLDS]) == len(absences)


@pytest.mark.parametrize("other", ["another role", "another school", "a centre", "another trust", "only stands in too"])
def test_somebody_elsewhere_does_not_fill_the_office(
    auriga: Trust, lyra: Trust, capella: School, strathmore: School, other: str
) -> None:
    grace = somebody(auriga, "Grace Adebayo")
    trust_wide = other == "another trust"
    holds(grace, "dpo" if trust_wide else "headteacher", None if trust_wide else capella, stands_in=True)
    wren = somebody(lyra if trust_wide else auriga, "Wren Okafor")
    centre = Centre.objects.create(school=capella, name="Primary", slug="primary")
    match other:
        case "another role":
            holds(wren, "deputy_head", capella)
        case "another school":
            holds(wren, "headteacher", strathmore)
        case "a centre":
            holds(wren, "headteacher", capella, centre=centre)
        case "another trust":
            holds(wren, "dpo")
        case "only stands in too":
            holds(wren, "headteacher", capella, stands_in=True)
    assert grace.may(Right.READ_BOARD, TODAY)


@pytest.mark.parametrize(("first", "last", "acts"), [(-1, None, True), (0, 0, True), (1, 2, False), (-3, -1, False)])
def test_a_deputy_has_the_roles_for_that_time_at_those_places(
    auriga: Trust, capella: School, strathmore: School, first: int, last: int | None, acts: bool
) -> None:
    wren, idris = somebody(auriga, "Wren Okafor"), somebody(auriga, "Idris Bello")
    holds(wren, "headteacher", capella)
    holds(wren, "office", strathmore, until_date=days(-1))  # over, so it passes to nobody
    away(wren, idris, first=first, last=last)
    assert idris.reach(Right.GIVE_ROLES, TODAY).covers(capella.pk) is acts
    assert not idris.reach(Right.READ_PEOPLE, TODAY).covers(strathmore.pk)
    assert idris.needs_second_factor(TODAY) is acts


def test_what_one_has_as_a_deputy_is_not_passed_on(auriga: Trust, capella: School) -> None:
    wren, idris, joel = (somebody(auriga, name) for name in ("Wren Okafor", "Idris Bello", "Joel Sharma"))
    holds(wren, "headteacher", capella)
    away(wren, idris)
    away(idris, joel)
    assert idris.may(Right.GIVE_ROLES, TODAY)
    assert not joel.may(Right.GIVE_ROLES, TODAY)


def test_the_deputy_of_a_stand_in_acts_while_the_office_is_empty(auriga: Trust, capella: School) -> None:
    wren, grace, joel = (somebody(auriga, name) for name in ("Wren Okafor", "Grace Adebayo", "Joel Sharma"))
    holds(wren, "headteacher", capella)
    holds(grace, "headteacher", capella, stands_in=True)
    away(grace, joel)
    assert not joel.may(Right.GIVE_ROLES, TODAY)
    away(wren)
    assert joel.may(Right.GIVE_ROLES, TODAY)
    acting = {one.name for one in holders("headteacher", auriga.pk, TODAY, school_id=capella.pk) if one.acts}
    assert acting == {"Wren Okafor", "Grace Adebayo", "Joel Sharma"}


def test_a_vacant_office_is_not_there(auriga: Trust, capella: School) -> None:
    assert holders("dsl", auriga.pk, TODAY, school_id=capella.pk) == []
    assert holders("ceo", auriga.pk, TODAY) == []


def test_a_whole_trust_takes_two_queries(
    auriga: Trust, capella: School, strathmore: School, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        one = somebody(auriga, f"Head {number}")
        holds(one, "headteacher", (capella, strathmore)[number % 2], stands_in=number > 1)
        away(one, somebody(auriga, f"Deputy {number}"))
    with django_assert_num_queries(2):
        assert len(offices(auriga.pk, TODAY)) == 2


def test_a_request_asks_many_times_and_pays_once(
    auriga: Trust, capella: School, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    grace = somebody(auriga, "Grace Adebayo")
    for number in range(5):
        one = somebody(auriga, f"Head {number}")
        holds(one, "headteacher", capella, stands_in=number > 0)
        away(one, grace)
    holds(grace, "dsl", capella, stands_in=True)
    with django_assert_max_num_queries(5):
        grace.remember_acting(TODAY)
        for right in Right:
            grace.may(right, TODAY)
            grace.reach(right, TODAY)
