"""Who may invite, what a link is, and what inviting again does."""

import hashlib
from datetime import timedelta

import pytest

from charioteer.audit.models import Entry, Words
from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.people.actions import accept, invite, open_invitation, withdraw
from charioteer.people.models import Invitation, Person, RoleHolding, Trust
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW

GRACE = "grace.adebayo@auriga.example"


def test_the_database_holds_only_the_hash(auriga: Trust) -> None:
    token = invite(email=GRACE, role="member", trust=auriga, by=None, now=NOW)
    row = Invitation.objects.get()
    assert row.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(vars(row)) + str(list(Entry.objects.values())) + str(list(Words.objects.values()))
    assert len(token) >= 43  # 256 bits


def test_the_address_is_kept_in_small_letters(auriga: Trust) -> None:
    invite(email="  Grace.Adebayo@Auriga.example ", role="member", trust=auriga, by=None, now=NOW)
    assert Invitation.objects.get().email == GRACE


def test_inviting_again_withdraws_the_earlier_link(auriga: Trust) -> None:
    first = invite(email=GRACE, role="member", trust=auriga, by=None, now=NOW)
    second = invite(email=GRACE.upper(), role="administrator", trust=auriga, by=None, now=NOW)
    assert open_invitation(token=first, now=NOW) is None
    assert open_invitation(token=second, now=NOW) is not None
    assert list(Entry.objects.order_by("pk").values_list("kind", flat=True)) == [
        "people.invitation.made",
        "people.invitation.withdrawn",
        "people.invitation.made",
    ]


def test_two_trusts_may_invite_the_same_address(auriga: Trust, lyra: Trust) -> None:
    first = invite(email=GRACE, role="member", trust=auriga, by=None, now=NOW)
    invite(email=GRACE, role="member", trust=lyra, by=None, now=NOW)
    assert open_invitation(token=first, now=NOW) is not None


@pytest.mark.parametrize(
    ("after", "works"),
    [
        (timedelta(0), True),
        (timedelta(days=7) - timedelta(seconds=1), True),
        (timedelta(days=7), False),
        (timedelta(days=400), False),
    ],
)
def test_a_link_works_for_seven_days(auriga: Trust, after: timedelta, works: bool) -> None:
    token = invite(email=GRACE, role="member", trust=auriga, by=None, now=NOW)
    assert (open_invitation(token=token, now=NOW + after) is not None) is works


@pytest.mark.parametrize(
    ("name", "trust_slug", "role", "may"),
    [
        ("Amara Lindqvist", "auriga", "administrator", True),
        ("Priya Nair", "auriga", "member", False),
        ("Joel Sharma", "auriga", None, False),
        ("Tomasz Wolski", "lyra", "administrator", False),
    ],
)
def test_who_may_invite(auriga: Trust, lyra: Trust, name: str, trust_slug: str, role: str | None, may: bool) -> None:
    by = cast.person(name, auriga if trust_slug == "auriga" else lyra, role)
    if may:
        assert invite(email=GRACE, role="member", trust=auriga, by=by, now=NOW)
        assert Entry.objects.get().actor == f"people.person:{by.pk}"
        return
    with pytest.raises(NotAllowed) as refused:
        invite(email=GRACE, role="member", trust=auriga, by=by, now=NOW)
    assert refused.value.who_can == "An administrator, the headteacher or the chief executive"
    assert not Invitation.objects.exists()
    assert not Entry.objects.exists()


def test_a_role_that_ended_invites_nobody(auriga: Trust, amara: Person) -> None:
    RoleHolding.objects.filter(person=amara).update(until_date=NOW.date() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        invite(email=GRACE, role="member", trust=auriga, by=amara, now=NOW)


@pytest.mark.parametrize(
    ("email", "role", "where"),
    [
        ("", "member", "email"),
        ("grace", "member", "email"),
        ("grace@", "member", "email"),
        ("grace\n@auriga.example", "member", "email"),
        (GRACE, "owner", "role"),
        (GRACE, "", "role"),
    ],
)
def test_what_cannot_be_invited_is_said(auriga: Trust, email: str, role: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        invite(email=email, role=role, trust=auriga, by=None, now=NOW)
    assert refused.value.where == where


def test_an_office_that_one_person_holds_is_offered_to_nobody_else(auriga: Trust) -> None:
    maya = Person.objects.create(trust=auriga, name="Maya Lindgren", email="maya@auriga.example")
    RoleHolding.objects.create(person=maya, role="ceo", from_date=NOW.date())
    with pytest.raises(BadInput, match="Maya Lindgren holds the office “chief executive” there") as refused:
        invite(email=GRACE, role="ceo", trust=auriga, by=None, now=NOW)
    assert (refused.value.where, Invitation.objects.count()) == ("role", 0)
    assert invite(email="Maya@auriga.example", role="ceo", trust=auriga, by=None, now=NOW)
    assert invite(email=GRACE, role="trustee", trust=auriga, by=None, now=NOW)


def test_who_signs_in_already_needs_no_invitation(auriga: Trust, priya: Person) -> None:
    with pytest.raises(BadInput, match="signs in already"):
        invite(email=priya.email.upper(), role="administrator", trust=auriga, by=None, now=NOW)


def test_withdrawn_once_and_only_by_who_may(auriga: Trust, amara: Person, priya: Person, tomasz: Person) -> None:
    token = invite(email=GRACE, role="member", trust=auriga, by=amara, now=NOW)
    row = Invitation.objects.get()
    for outsider in (priya, tomasz):
        with pytest.raises(NotAllowed):
            withdraw(invitation=row, by=outsider, now=NOW)
    withdraw(invitation=row, by=amara, now=NOW)
    assert open_invitation(token=token, now=NOW) is None
    with pytest.raises(NotNow):
        withdraw(invitation=row, by=amara, now=NOW)  # a stale copy of the row
    row.refresh_from_db()
    with pytest.raises(NotNow, match="withdrawn already"):
        withdraw(invitation=row, by=amara, now=NOW)


def test_a_used_invitation_is_not_withdrawn(auriga: Trust, amara: Person) -> None:
    token = invite(email=GRACE, role="member", trust=auriga, by=amara, now=NOW)
    accept(token=token, name="Grace Adebayo", password=cast.PASSWORD, now=NOW)
    with pytest.raises(NotNow, match="has been used"):
        withdraw(invitation=Invitation.objects.get(), by=amara, now=NOW)


def test_invitations_of_another_trust_are_not_seen(auriga: Trust, amara: Person, tomasz: Person) -> None:
    invite(email=GRACE, role="member", trust=auriga, by=amara, now=NOW)
    assert Invitation.objects.visible_to(amara).count() == 1
    assert Invitation.objects.visible_to(tomasz).count() == 0
