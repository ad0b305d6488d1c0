"""Giving and ending roles: who may, where, and what an office held by one person says."""

import pytest

from charioteer.audit.models import Entry
from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.people.actions import end_role, give_role
from charioteer.people.models import Centre, Person, RoleHolding, School, Trust, User
from charioteer.people.roles import ROLES, At
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.house import TODAY, away, days, holds, somebody


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


@pytest.fixture
def joel(auriga: Trust) -> Person:
    return somebody(auriga, "Joel Sharma")


# Who gives (role, at a school or the trust), what, where, and whether they may.
WHO = [
    ("administrator", "", "dsl", "capella-house", True),
    ("administrator", "", "ceo", "", True),
    ("administrator", "", "administrator", "", True),
    ("ceo", "", "administrator", "", True),
    ("ceo", "", "headteacher", "strathmore", True),
    ("headteacher", "capella-house", "dsl", "capella-house", True),
    ("headteacher", "capella-house", "hr", "capella-house", True),
    ("headteacher", "capella-house", "dsl", "strathmore", False),
    ("headteacher", "capella-house", "administrator", "", False),
    ("headteacher", "capella-house", "hr", "", False),
    ("hr", "", "member", "capella-house", False),
    ("chair", "", "trustee", "", False),
    ("dsl", "capella-house", "deputy_dsl", "capella-house", False),
    ("member", "", "member", "", False),
    ("", "", "member", "", False),
]


@pytest.mark.parametrize(("own", "own_at", "role", "at", "may"), WHO)
@pytest.mark.parametrize("to_themselves", [False, True])
def test_who_gives_what_where(
    auriga: Trust, joel: Person, own: str, own_at: str, role: str, at: str, may: bool, to_themselves: bool
) -> None:
    schools = {one.slug: one for one in School.objects.filter(trust=auriga)}
    by = cast.person("Maya Lindgren", auriga, own or None, school=schools.get(own_at))
    person = by if to_themselves else joel
    # Nobody gives themselves a role; an administrator may, but not one that decides what an administrator may not.
    expected = may and (not to_themselves or (own == "administrator" and role not in {"ceo", "administrator"}))
    said = {"person": person, "role": role, "school": schools.get(at), "from_date": TODAY, "by": by, "now": NOW}
    if expected:
        held = give_role(**said)
        entry = Entry.objects.get()
        assert (entry.kind, entry.school_id) == ("people.role.given", held.school_id)
        return
    with pytest.raises((NotAllowed, NotNow)):
        give_role(**said)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("at", [At.TRUST, At.SCHOOL, At.CENTRE])
def test_a_role_is_held_where_it_is_held(joel: Person, capella: School, role: str, at: At) -> None:
    centre = Centre.objects.create(school=capella, name="Primary", slug="primary") if at is At.CENTRE else None
    said = {"school": None if at is At.TRUST else capella, "centre": centre}
    if ROLES[role].at in {At.ANYWHERE, at}:
        give_role(person=joel, role=role, from_date=TODAY, by=None, now=NOW, **said)
        return
    with pytest.raises(BadInput, match="is held"):
        give_role(person=joel, role=role, from_date=TODAY, by=None, now=NOW, **said)


@pytest.mark.parametrize(
    ("theirs", "mine", "free"),
    [
        ((-9, None), (0, None), False),
        ((-9, 0), (0, None), False),
        ((-9, -1), (0, None), True),
        ((5, None), (0, 4), True),
        ((5, None), (0, 5), False),
        ((5, None), (0, None), False),
    ],
)
def test_an_office_is_held_by_one_at_a_time(
    auriga: Trust, joel: Person, capella: School, theirs: tuple[int, int], mine: tuple[int, int | None], free: bool
) -> None:
    wren = somebody(auriga, "Wren Okafor")
    first, last = theirs
    holds(wren, "headteacher", capella, from_date=days(first), until_date=None if last is None else days(last))
    said = {"from_date": days(mine[0]), "until_date": None if mine[1] is None else days(mine[1])}
    if free:
        give_role(person=joel, role="headteacher", school=capella, by=None, now=NOW, **said)
        return
    with pytest.raises(NotNow, match="Wren Okafor holds this office"):
        give_role(person=joel, role="headteacher", school=capella, by=None, now=NOW, **said)
    give_role(person=joel, role="headteacher", school=capella, stands_in=True, by=None, now=NOW, **said)


def test_the_same_role_twice_says_so(joel: Person, capella: School) -> None:
    give_role(person=joel, role="clearer", school=capella, from_date=TODAY, by=None, now=NOW)
    with pytest.raises(NotNow, match="already"):
        give_role(person=joel, role="clearer", school=capella, from_date=TODAY, by=None, now=NOW)


@pytest.mark.parametrize("role", ["", "owner", "\0"])
def test_a_role_that_is_none(joel: Person, role: str) -> None:
    with pytest.raises(BadInput):
        give_role(person=joel, role=role, school=None, from_date=TODAY, by=None, now=NOW)


def test_another_trust_is_not_touched(auriga: Trust, lyra: Trust, amara: Person, capella: School) -> None:
    tess = somebody(lyra, "Tess Moran")
    with pytest.raises(NotAllowed):
        give_role(person=tess, role="member", school=None, from_date=TODAY, by=amara, now=NOW)
    with pytest.raises(BadInput):
        give_role(person=tess, role="dsl", school=capella, from_date=TODAY, by=None, now=NOW)
    held = holds(tess, "member")
    with pytest.raises(NotAllowed):
        end_role(holding=held, last_day=TODAY, by=amara, now=NOW)


def test_a_deputy_of_the_head_gives_roles_while_the_head_is_away(auriga: Trust, joel: Person, capella: School) -> None:
    wren, idris = somebody(auriga, "Wren Okafor"), somebody(auriga, "Idris Bello", capella)
    holds(wren, "headteacher", capella)
    said = {"person": joel, "role": "clearer", "school": capella, "from_date": TODAY, "by": idris, "now": NOW}
    with pytest.raises(NotAllowed):
        give_role(**said)
    away(wren, idris)
    give_role(**said)


def test_ended_today_it_is_held_today_and_ended_yesterday_it_is_not(joel: Person, capella: School) -> None:
    held = give_role(person=joel, role="clearer", school=capella, from_date=days(-9), by=None, now=NOW)
    end_role(holding=held, last_day=TODAY, by=None, now=NOW)
    assert joel.holdings_on(TODAY).exists()
    end_role(holding=held, last_day=days(-1), by=None, now=NOW)
    assert not joel.holdings_on(TODAY).exists()
    with pytest.raises(NotNow, match="over already"):
        end_role(holding=held, last_day=TODAY, by=None, now=NOW)


def test_with_the_last_role_the_door_closes(auriga: Trust, amara: Person) -> None:
    joel = cast.person("Joel Sharma", auriga, "member")
    end_role(holding=joel.roles.get(), last_day=days(-1), by=amara, now=NOW)
    assert not User.objects.get(person=joel).is_active


def test_the_last_administrator_stays(auriga: Trust, amara: Person) -> None:
    with pytest.raises(NotNow, match="last administrator"):
        end_role(holding=amara.roles.get(), last_day=TODAY, by=amara, now=NOW)
    ana = cast.person("Ana Reyes", auriga, "administrator")
    end_role(holding=amara.roles.get(), last_day=days(-1), by=ana, now=NOW)
    with pytest.raises(NotNow, match="last administrator"):
        end_role(holding=ana.roles.get(), last_day=days(30), by=None, now=NOW)
    assert RoleHolding.objects.filter(role="administrator", until_date=None).count() == 1
