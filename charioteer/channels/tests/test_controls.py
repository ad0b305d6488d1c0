"""Each control over channels, shown what holds, what fails and what nobody can tell."""

from datetime import date, timedelta

import pytest

from charioteer.channels import controls
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, Fact, Scope, Slot, SlotKind
from charioteer.channels.standing import FactKind
from charioteer.channels.tests.conftest import put
from charioteer.controls import Control, Finding, State
from charioteer.controls import Scope as Wanted
from charioteer.people.models import Engagement, Person, RoleHolding, School
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW

TODAY = NOW.date()


def asked(control: Control, school: School | None = None) -> Finding | None:
    """What it says of one place; None if it says nothing."""
    found = [one for one in control.ask(NOW) if one.school_id == (school.pk if school else None)]
    assert len(found) <= 1
    return found[0] if found else None


def said(control: Control, school: School | None = None) -> tuple[int, int, int]:
    found = asked(control, school)
    assert found is not None
    return found.total, found.fails, found.doubted


@pytest.fixture
def house(amara: Person) -> School:
    return School.objects.get(slug="capella-house")


@pytest.fixture
def strath(amara: Person) -> School:
    return School.objects.get(slug="strathmore")


@pytest.fixture
def bare(capella: Channel) -> Channel:
    """@HouseCapella without anybody."""
    capella.slots.all().delete()
    return capella


def master(channel: Channel, position: int = 1, **who: object) -> Slot:
    return Slot.objects.create(channel=channel, kind=SlotKind.MASTER, position=position, as_written="x", **who)


def test_a_platform_we_know_is_fine(bare: Channel, house: School) -> None:
    assert said(controls.in_catalogue, house) == (1, 0, 0)


@pytest.mark.parametrize("platform", ["", "nowhere-at-all"])
def test_a_platform_we_do_not_know_fails(bare: Channel, house: School, platform: str) -> None:
    Channel.objects.update(platform=platform)
    assert said(controls.in_catalogue, house) == (1, 1, 0)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.IN_SET_UP])
def test_what_is_not_in_use_is_not_asked_about(bare: Channel, house: School, status: Status) -> None:
    Channel.objects.update(status=status, purpose="")
    for control in (controls.in_catalogue, controls.two_owners, controls.rows_complete, controls.purpose_recorded):
        assert asked(control, house) is None


def test_the_trusts_own_and_what_nobody_placed_are_the_trusts(bare: Channel) -> None:
    Channel.objects.update(scope=Scope.UNSTATED, school=None)
    assert said(controls.in_catalogue) == (1, 0, 0)


def test_keys_held_by_nobody_named_are_unknown(bare: Channel, house: School) -> None:
    assert said(controls.masters_hold_roles, house) == (1, 0, 1)


def _holder(name: str, school: School | None, **dates: date) -> Person:
    found = Person.objects.create(trust=cast.auriga(), name=name)
    given = {"from_date": date(2020, 9, 1), **dates}
    RoleHolding.objects.create(person=found, role="member", school=school, **given)
    return found


def test_keys_held_by_somebody_with_a_role_there(bare: Channel, house: School) -> None:
    master(bare, person=_holder("Holder", house))
    assert said(controls.masters_hold_roles, house) == (1, 0, 0)


def test_keys_held_by_somebody_engaged_at_the_trust_itself(bare: Channel, house: School) -> None:
    somebody = Person.objects.create(trust=cast.auriga(), name="IT")
    Engagement.objects.create(person=somebody, kind="staff", from_date=date(2020, 9, 1))
    master(bare, person=somebody)
    assert said(controls.masters_hold_roles, house) == (1, 0, 0)


def test_keys_held_by_somebody_merged_into_somebody_who_is_there(bare: Channel, house: School) -> None:
    stays = _holder("Stays", house)
    master(bare, person=Person.objects.create(trust=cast.auriga(), name="Old row", merged_into=stays))
    assert said(controls.masters_hold_roles, house) == (1, 0, 0)


@pytest.mark.parametrize("case", ["left", "not yet", "never", "another school", "outside"])
def test_keys_held_by_somebody_who_is_not_there_fail(bare: Channel, house: School, strath: School, case: str) -> None:
    if case == "outside":
        master(bare, outside_body="Friends of Strathmore School")
    elif case == "never":
        master(bare, person=Person.objects.create(trust=cast.auriga(), name="Never"))
    elif case == "another school":
        master(bare, person=_holder("Elsewhere", strath))
    elif case == "left":
        master(bare, person=_holder("Left", house, until_date=TODAY - timedelta(days=1)))
    else:
        master(bare, person=_holder("Soon", house, from_date=TODAY + timedelta(days=1)))
    assert said(controls.masters_hold_roles, house) == (1, 1, 0)


def test_an_office_somebody_fills(bare: Channel, house: School) -> None:
    RoleHolding.objects.create(person=_holder("Head", house), role="headteacher", school=house, from_date=TODAY)
    master(bare, office="headteacher")
    assert said(controls.masters_hold_roles, house) == (1, 0, 0)


def test_a_vacant_office_fails_and_another_trusts_head_does_not_fill_it(bare: Channel, house: School) -> None:
    other = Person.objects.create(trust=cast.lyra(), name="Other")
    RoleHolding.objects.create(person=other, role="headteacher", school=None, from_date=TODAY)
    master(bare, office="headteacher")
    assert said(controls.masters_hold_roles, house) == (1, 1, 0)


@pytest.mark.parametrize("who", [{"name": "Somebody"}, {"office": "teacher"}])
def test_what_nobody_matched_is_unknown(bare: Channel, house: School, who: dict) -> None:
    master(bare, **who)
    assert said(controls.masters_hold_roles, house) == (1, 0, 1)


def test_one_wrong_holder_beside_a_right_one_fails(bare: Channel, house: School) -> None:
    master(bare, 1, person=_holder("Holder", house))
    master(bare, 2, outside_body="Friends")
    assert said(controls.masters_hold_roles, house) == (1, 1, 0)


def test_an_outside_bodys_channel_is_not_asked_for_what_makes_one_official(bare: Channel, house: School) -> None:
    Channel.objects.update(is_outside_body=True)
    for control in (controls.masters_hold_roles, controls.two_owners, controls.assessed_and_approved):
        assert asked(control, house) is None
    assert said(controls.rows_complete, house)[0] == 1


@pytest.mark.parametrize(("owners", "expected"), [(0, (1, 0, 1)), (1, (1, 1, 0)), (2, (1, 0, 0)), (3, (1, 0, 0))])
def test_two_owners(bare: Channel, house: School, owners: int, expected: tuple[int, int, int]) -> None:
    for position in range(owners):
        master(bare, position, office="headteacher")
    assert said(controls.two_owners, house) == expected


def fact(
    channel: Channel, kind: FactKind, *, holds: bool = True, ends: timedelta | None = None, **more: object
) -> None:
    expires = NOW + ends if ends is not None else None
    given = {"at": NOW - timedelta(days=400), "identity": channel.identity, **more}
    Fact.objects.create(channel=channel, kind=kind, holds=holds, expires_at=expires, evidence="seen", **given)


def test_nobody_confirmed_the_administrators_so_nobody_can_tell(bare: Channel, house: School) -> None:
    assert said(controls.administrators_confirmed, house) == (1, 0, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, (1, 0, 0)), ({"holds": False}, (1, 1, 0)), ({"ends": -timedelta(days=1)}, (1, 1, 0))],
)
def test_administrators_confirmed(bare: Channel, house: School, given: dict, expected: tuple[int, int, int]) -> None:
    fact(bare, FactKind.FEW_ADMINISTRATORS, **given)
    assert said(controls.administrators_confirmed, house) == expected


def _complete(channel: Channel) -> None:
    master(channel, office="headteacher")
    Slot.objects.create(channel=channel, kind=SlotKind.POSTER, position=1, as_written="x", office="teacher")
    Channel.objects.update(opened_earliest=date(2020, 4, 1), opened_latest=date(2020, 4, 30))


def test_a_row_that_says_everything(bare: Channel, house: School) -> None:
    _complete(bare)
    assert said(controls.rows_complete, house) == (1, 0, 0)


@pytest.mark.parametrize("gap", ["master", "poster", "date", "account"])
def test_a_row_with_a_gap_fails(bare: Channel, house: School, gap: str) -> None:
    _complete(bare)
    if gap in ("master", "poster"):
        bare.slots.filter(kind=gap).delete()
    elif gap == "date":
        Channel.objects.update(opened_earliest=None, opened_latest=None)
    else:
        Channel.objects.update(identity="")
    assert said(controls.rows_complete, house) == (1, 1, 0)


def test_a_purpose_is_recorded_and_judged_by_nobody(bare: Channel, house: School) -> None:
    Channel.objects.update(purpose="")
    assert said(controls.purpose_recorded, house) == (1, 1, 0)
    assert asked(controls.purpose_judged, house) is None
    Channel.objects.update(purpose="News for families")
    assert said(controls.purpose_recorded, house) == (1, 0, 0)
    assert said(controls.purpose_judged, house) == (1, 0, 1)


BOTH = (FactKind.RISK_ASSESSMENT, FactKind.APPROVAL)


def test_nothing_on_record_is_a_breach(bare: Channel, house: School) -> None:
    found = asked(controls.assessed_and_approved, house)
    assert found is not None
    assert (found.total, found.fails, found.stands) == (1, 1, State.BREACH)


def test_assessed_and_approved(bare: Channel, house: School) -> None:
    for kind in BOTH:
        fact(bare, kind, ends=timedelta(days=1))
    assert said(controls.assessed_and_approved, house) == (1, 0, 0)


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("wrong", [{"holds": False}, {"ends": timedelta(0)}, {"identity": "x:another"}, None], ids=str)
def test_one_of_them_missing_refused_or_run_out_fails(
    bare: Channel, house: School, kind: FactKind, wrong: dict | None
) -> None:
    for one in BOTH:
        if one is not kind:
            fact(bare, one)
        elif wrong is not None:
            fact(bare, one, **wrong)
    assert said(controls.assessed_and_approved, house) == (1, 1, 0)


def test_the_last_fact_counts_and_a_proof_taken_away_is_noticed(bare: Channel, house: School) -> None:
    for kind in BOTH:
        fact(bare, kind)
    fact(bare, FactKind.APPROVAL, holds=False, at=NOW - timedelta(days=1))
    assert said(controls.assessed_and_approved, house) == (1, 1, 0)


def test_the_things_behind_it(bare: Channel, house: School, amara: Person) -> None:
    other = put(amara, platform="x", account="@Two", name="Two", school="strathmore")
    assert controls.assessed_and_approved.failing is not None
    here = Wanted(bare.trust_id, house.pk)
    things = controls.assessed_and_approved.failing(here, NOW)
    assert [(one.id, one.words, one.args) for one in things] == [(bare.pk, bare.title, (bare.ref,))]
    assert other.pk not in {one.id for one in things}


def test_other_trusts_are_apart(bare: Channel, tomasz: Person) -> None:
    put(tomasz, platform="x", account="@Lyra", name="Lyra", school="trust")
    assert {one.trust_id for one in controls.in_catalogue.ask(NOW)} == {bare.trust_id, tomasz.trust_id}
