"""Is it known of everybody what they are here, and where?"""

from datetime import date, timedelta

import pytest

from charioteer.controls import Finding, Scope, State
from charioteer.people.controls import placed
from charioteer.people.models import Engagement, Person, RoleHolding, School, User
from charioteer.people.tests.cast import NOW, auriga, lyra, person

SINCE = date(2020, 9, 1)


@pytest.fixture
def house(db: None) -> School:
    return School.objects.get(trust=auriga(), slug="capella-house")


def asked(school: School | None) -> Finding | None:
    found = [
        one for one in placed.ask(NOW) if (one.trust_id, one.school_id) == (auriga().pk, school.pk if school else None)
    ]
    assert len(found) <= 1
    return found[0] if found else None


def engaged(who: Person, school: School | None, **more: object) -> Engagement:
    return Engagement.objects.create(person=who, kind="staff", school=school, **{"from_date": SINCE, **more})


def test_nobody_entered_is_no_answer_and_so_unknown(house: School) -> None:
    assert asked(house) is None


def test_everybody_engaged(house: School) -> None:
    engaged(person("Priya Nair", auriga(), school=house), house)
    found = asked(house)
    assert found is not None
    assert (found.total, found.fails, found.stands) == (1, 0, State.OK)


def test_somebody_twice_at_one_school_is_one(house: School) -> None:
    priya = person("Priya Nair", auriga(), school=house)
    engaged(priya, house)
    engaged(priya, house)
    RoleHolding.objects.create(person=priya, role="clearer", school=house, from_date=SINCE)
    found = asked(house)
    assert found is not None
    assert (found.total, found.fails) == (1, 0)


@pytest.mark.parametrize("when", ["never", "left", "not yet"])
def test_a_role_without_an_engagement_fails(house: School, when: str) -> None:
    engaged(person("Priya Nair", auriga(), school=house), house)
    joel = person("Joel Sharma", auriga(), school=house)
    RoleHolding.objects.create(person=joel, role="clearer", school=house, from_date=SINCE)
    if when == "left":
        engaged(joel, house, until_date=NOW.date() - timedelta(days=1))
    elif when == "not yet":
        engaged(joel, house, from_date=NOW.date() + timedelta(days=1))
    found = asked(house)
    assert found is not None
    assert (found.total, found.fails, found.stands) == (2, 1, State.PARTIAL)
    assert placed.failing is not None
    assert [one.words for one in placed.failing(Scope(house.trust_id, house.pk), NOW)] == ["Joel Sharma"]
    assert found.digest == Finding(1, 1, 2, failing=[joel.pk]).digest


def test_who_only_signs_in_fails_at_the_trust(house: School) -> None:
    joel = person("Joel Sharma", auriga(), None)
    found = asked(None)
    assert found is not None
    assert (found.total, found.fails, found.stands) == (1, 1, State.BREACH)
    assert placed.failing is not None
    assert [one.id for one in placed.failing(Scope(house.trust_id, None), NOW)] == [joel.pk]
    User.objects.update(is_active=False)
    assert asked(None) is None


def test_whose_role_has_ended_and_who_was_merged_are_not_asked_about(house: School) -> None:
    gone = person("Grace Adebayo", auriga(), school=house)
    RoleHolding.objects.filter(person=gone).update(until_date=date(2021, 7, 31))
    User.objects.filter(person=gone).delete()
    twice = person("Twice", auriga(), school=house)
    Person.objects.filter(pk=twice.pk).update(merged_into=gone)
    assert asked(house) is None


def test_trusts_are_apart(house: School) -> None:
    person("Tomasz Wolski", lyra())
    assert asked(None) is None
