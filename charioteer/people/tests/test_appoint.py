"""Who hands a role on: one answer for giving, inviting, filling an office, merging; and what a link is worth later."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from charioteer.errors import NotAllowed, NotNow
from charioteer.people.actions import accept, close_sign_in, give_role, invite, merge
from charioteer.people.models import Person, RoleHolding, School, Trust, User
from charioteer.people.reach import Spot
from charioteer.people.roles import ROLES, At
from charioteer.people.rules import cannot_give_role, cannot_invite_as
from charioteer.people.set_up.actions import fill
from charioteer.people.slots import Slot, one_slot
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW, PASSWORD, sign_in
from charioteer.people.tests.house import away, days, holds, somebody

MAYA = "maya.lindgren@auriga.example"


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


@pytest.fixture
def hana(auriga: Trust) -> Person:
    """Human resources of the whole trust: invites and edits, and gives no roles."""
    return cast.person("Hana Okoye", auriga, "hr")


@pytest.fixture
def maya(auriga: Trust) -> Person:
    """Named chief executive while setting up; she has not signed in yet."""
    found = somebody(auriga, "Maya Lindgren", email=MAYA)
    holds(found, "ceo")
    return found


def slot(trust: Trust, key: str) -> Slot:
    found = one_slot(trust, key)
    assert found is not None
    return found


@pytest.mark.parametrize("held", sorted(ROLES))
def test_nobody_invites_to_what_they_could_not_give(auriga: Trust, capella: School, held: str) -> None:
    """The truth table: every role as the inviter, every role as the invitation, at every place it is held."""
    at = None if ROLES[held].at in {At.TRUST, At.ANYWHERE} else capella
    by = cast.person("Some Body", auriga, held, school=at)
    other = somebody(auriga, "Some Other")
    strathmore = School.objects.get(trust=auriga, slug="strathmore")
    gives: set[tuple[str, int | None]] = set()
    invites: set[tuple[str, int | None]] = set()
    for role in ROLES.values():
        places = {At.TRUST: [None], At.SCHOOL: [capella, strathmore], At.CENTRE: []}
        for place in places.get(role.at, [None, capella, strathmore]):
            spot = Spot(place.pk if place else None)
            if cannot_give_role(by, role.key, other, spot, NOW) is None:
                gives.add((role.key, spot.school_id))
            if cannot_invite_as(by, role, place, NOW) is None:
                invites.add((role.key, spot.school_id))
    everywhere = {None, capella.pk, strathmore.pk}
    # Who only invites lets in members of staff, who see the register and no more.
    assert invites == (gives or ({("member", place) for place in everywhere} if held == "hr" else set()))
    assert bool(gives) == (held in {"administrator", "ceo", "headteacher"})
    if at is not None:
        assert {place for _, place in invites} <= {capella.pk}


def test_the_address_of_an_officer_is_no_way_to_their_office(hana: Person, maya: Person, auriga: Trust) -> None:
    with pytest.raises(NotAllowed, match="not yours to give"):
        invite(email=MAYA.upper(), role="member", trust=auriga, by=hana, now=NOW)


def test_nor_by_request(hana: Person, maya: Person) -> None:
    client = sign_in(Client(), hana)
    answer = client.post(reverse("invite"), {"email": MAYA, "role": "member", "place": "trust"})
    assert answer.status_code == 403
    assert not User.objects.filter(email=MAYA).exists()


def test_nor_a_link_kept_until_they_hold_one(hana: Person, auriga: Trust) -> None:
    token = invite(email=MAYA, role="member", trust=auriga, by=hana, now=NOW)
    holds(somebody(auriga, "Maya Lindgren", email=MAYA), "ceo")
    with pytest.raises(NotNow):
        accept(token=token, name="Maya", password=PASSWORD, now=NOW)
    assert not User.objects.filter(email=MAYA).exists()


@pytest.mark.parametrize("way", ["soon", "lent"])
def test_nor_to_one_that_is_soon_theirs_or_lent(hana: Person, auriga: Trust, way: str) -> None:
    found = somebody(auriga, "Maya Lindgren", email=MAYA)
    if way == "soon":
        holds(found, "chair", from_date=days(3))
    else:
        away(cast.person("Ruth Castellan", auriga, "chair"), found)
    with pytest.raises(NotAllowed):
        invite(email=MAYA, role="member", trust=auriga, by=hana, now=NOW)


def test_whoever_gives_their_role_may_invite_them(amara: Person, maya: Person, auriga: Trust) -> None:
    token = invite(email=MAYA, role="member", trust=auriga, by=amara, now=NOW)
    assert accept(token=token, name="Maya", password=PASSWORD, now=NOW).person == maya


def test_a_link_dies_with_the_right_of_whoever_made_it(auriga: Trust, amara: Person) -> None:
    leaving = cast.person("Ben Achebe", auriga, "administrator")
    token = invite(email=MAYA, role="administrator", trust=auriga, by=leaving, now=NOW)
    RoleHolding.objects.filter(person=leaving).update(until_date=days(0))
    with pytest.raises(NotNow):
        accept(token=token, name="Maya", password=PASSWORD, now=NOW + timedelta(days=1))


def test_and_with_their_sign_in(auriga: Trust, amara: Person) -> None:
    mallory = cast.person("Ben Achebe", auriga, "administrator")
    token = invite(email=MAYA, role="administrator", trust=auriga, by=mallory, now=NOW)
    close_sign_in(person=mallory, by=amara, now=NOW)
    with pytest.raises(NotNow):
        accept(token=token, name="Maya", password=PASSWORD, now=NOW)


def test_an_office_of_one_is_not_taken_by_a_second_link(auriga: Trust) -> None:
    """Two givers: one invites, the other gives it meanwhile."""
    token = invite(email=MAYA, role="ceo", trust=auriga, by=None, now=NOW)
    other = somebody(auriga, "Joel Sharma")
    give_role(person=other, role="ceo", school=None, from_date=NOW.date(), by=None, now=NOW)
    with pytest.raises(NotNow, match="one person holds it"):
        accept(token=token, name="Maya", password=PASSWORD, now=NOW)
    assert RoleHolding.objects.get(role="ceo").person == other
    assert not User.objects.exists()


def test_a_role_they_have_by_now_is_not_given_twice(auriga: Trust, maya: Person) -> None:
    token = invite(email=MAYA, role="ceo", trust=auriga, by=None, now=NOW)
    accept(token=token, name="Maya", password=PASSWORD, now=NOW)
    assert maya.roles.count() == 1


def test_setting_up_does_not_put_a_second_beside_one_who_comes_later(auriga: Trust, amara: Person) -> None:
    holds(somebody(auriga, "Joel Sharma"), "dpo", from_date=days(10))
    with pytest.raises(NotNow, match="one person holds it"):
        fill(slot=slot(auriga, "dpo"), person=somebody(auriga, "Noor Haddad"), by=amara, now=NOW)


@pytest.mark.parametrize("key", ["hr", "it_lead", "trust_dsl"])
@pytest.mark.parametrize("way", ["holds", "lent"])
def test_setting_up_gives_the_chief_executive_nothing_of_their_own(auriga: Trust, key: str, way: str) -> None:
    ceo = cast.person("Maya Lindgren", auriga, "ceo")
    by = ceo if way == "holds" else cast.person("Ben Achebe", auriga, "member")
    if way == "lent":
        away(ceo, by)
    with pytest.raises(NotAllowed, match="Nobody gives themselves"):
        fill(slot=slot(auriga, key), person=by, by=by, now=NOW)


def test_nobody_becomes_an_officer_by_being_merged_with_them(
    auriga: Trust, hana: Person, maya: Person, amara: Person
) -> None:
    """The accomplice signs in and holds nothing; the office's entry has no sign-in of its own."""
    accomplice = cast.person("M. Lindgren", auriga, None)
    with pytest.raises(NotAllowed, match="not yours to give"):
        merge(kept=maya, gone=accomplice, by=hana, now=NOW)
    assert User.objects.get(pk=accomplice.user.pk).person == accomplice
    merge(kept=maya, gone=accomplice, by=amara, now=NOW)
    assert User.objects.get(pk=accomplice.user.pk).person == maya
