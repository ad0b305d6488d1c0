"""The invented trust: everybody is there, always the same, and nobody can type their password."""

from collections import Counter
from itertools import islice

import pytest
from allauth.mfa.models import Authenticator

from charioteer.assurance import running
from charioteer.assurance.board import Eyes, board
from charioteer.assurance.places import every_place
from charioteer.audit.models import Entry
from charioteer.channels.models import Channel, Fact
from charioteer.controls import State
from charioteer.demo.names import invented
from charioteer.demo.offices import HOLDERS
from charioteer.demo.people import EVERYBODY
from charioteer.mine import asking, lists
from charioteer.people.models import (
    Absence,
    Closure,
    Engagement,
    Invitation,
    Person,
    PersonKind,
    RoleHolding,
    School,
    Term,
    Trust,
    User,
)
from charioteer.people.roles import ROLES
from charioteer.people.tests.cast import NOW


def test_everybody_is_there(lyra: Trust) -> None:
    assert Person.objects.count() == EVERYBODY == 150
    assert set(Engagement.objects.values_list("kind", flat=True)) == {kind.value for kind in PersonKind}
    assert School.objects.count() == 3
    assert all(school.centres.exists() for school in School.objects.all())
    assert not Person.objects.exclude(email__endswith="@lyra.example").exists()
    assert Absence.objects.exclude(deputy=None).count() == 3
    assert Invitation.objects.open_at(NOW).count() == 1


def test_every_office_is_held_somewhere_but_for_the_gaps(lyra: Trust) -> None:
    assert set(ROLES) - set(RoleHolding.objects.values_list("role", flat=True)) == {"clerk"}
    centres = sum(bool(holder.centre) for holder in HOLDERS)  # whoever leads one is a member of the school's staff too
    assert RoleHolding.objects.count() == len(HOLDERS) + centres
    sheliak = RoleHolding.objects.filter(school__slug="sheliak")
    assert set(sheliak.values_list("role", flat=True)) == {"headteacher", "deputy_dsl"}


def test_every_sole_office_has_one_holder(lyra: Trust) -> None:
    held = [(h.role, h.school, h.centre) for h in HOLDERS if ROLES[h.role].sole and not h.stands_in]
    assert len(held) == len(set(held))


def test_channels_stand_as_they_can(lyra: Trust) -> None:
    assert set(Channel.objects.values_list("standing", flat=True)) == {"official", "partner", "unassessed", "closed"}
    assert Channel.objects.exclude(doubts=[]).exists()


def test_there_is_something_to_do(lyra: Trust) -> None:
    asked = asking.ask(None, NOW)
    assert asked.unknown == []
    assert {thing.duty.kind for thing in asked.things} >= {
        "channels.doubts",
        "people.invitations_over",
        "people.second_factor",
    }


def test_every_row_has_its_entry(lyra: Trust) -> None:
    kinds = Counter(Entry.objects.values_list("kind", flat=True))
    users, factors = User.objects.count(), Authenticator.objects.filter(type=Authenticator.Type.TOTP).count()
    assert (kinds["people.person.added"], Person.objects.count()) == (EVERYBODY, EVERYBODY)
    assert kinds["people.engagement.begun"] == Engagement.objects.count()
    assert kinds["people.engagement.ended"] == Engagement.objects.exclude(until_date=None).count() == 3
    assert kinds["people.role.given"] + kinds["people.invitation.used"] == RoleHolding.objects.count()
    assert kinds["people.invitation.used"] == users
    assert kinds["people.invitation.made"] == Invitation.objects.count()
    assert kinds["people.absence.noted"] == Absence.objects.count()
    assert (kinds["people.term.added"], kinds["people.closure.added"]) == (
        Term.objects.count(),
        Closure.objects.count(),
    )
    assert kinds["people.second_factor.set"] == kinds["people.recovery_codes.made"] == factors
    assert kinds["channels.fact.noted"] == Fact.objects.count()
    assert len(set(Entry.objects.exclude(actor="system").values_list("actor", flat=True))) > 20


def test_the_board_says_one_thing_and_another(lyra: Trust) -> None:
    running.ask_all(now=NOW)
    states = set(board(lyra.pk, every_place(lyra.pk), Eyes(None, NOW.date()), now=NOW, every_place=True).tally)
    assert states >= {State.OK, State.PARTIAL, State.BREACH, State.UNKNOWN}


@pytest.mark.parametrize("name", ["Wren Okafor", "Amara Lindqvist", "Maya Lindgren", "Dylan Mbeki", "Rowan Ito"])
def test_these_have_something_to_do(name: str, lyra: Trust) -> None:
    assert lists.of(Person.objects.get(name=name), NOW).count


def test_it_is_always_the_same(lyra: Trust) -> None:
    assert list(islice(invented(), 3)) == ["Xanthe Barlow", "Zeno Ingram", "Nadir Yardley"]
    names = set(Person.objects.values_list("name", flat=True))
    assert {"Xanthe Barlow", "Wren Okafor", "Idris Bello", "Maya Lindgren", "Ruth Castellan"} <= names


def test_nobody_can_type_a_password_of_theirs(lyra: Trust) -> None:
    for user in User.objects.all():
        assert not user.check_password("")
        assert not user.check_password("lantern gravel otter plum")
