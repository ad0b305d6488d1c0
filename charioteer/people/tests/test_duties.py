"""What people owe about people: invitations that ran out, second factors."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from charioteer.people.actions import accept, invite, withdraw
from charioteer.people.actions.invitations import GOOD_FOR
from charioteer.people.duties.signing_in import invitations_over, second_factor
from charioteer.people.models import Invitation, Person, RoleHolding, Trust, User
from charioteer.people.tests.cast import NOW, PASSWORD, sign_in, with_second_factor

LATER = NOW + GOOD_FOR + timedelta(minutes=1)


def over(now: datetime = LATER) -> list[tuple[int, str]]:
    return [(owed.person_id, owed.words) for owed in invitations_over.ask(None, now)]


@pytest.fixture
def token(auriga: Trust, amara: Person) -> str:
    return invite(email="wren@auriga.example", role="member", trust=auriga, by=amara, now=NOW)


def test_an_invitation_that_ran_out_is_owed_by_who_made_it(token: str, amara: Person, priya: Person) -> None:
    assert over(NOW) == []
    assert over() == [(amara.pk, "Invite wren@auriga.example again, or withdraw the invitation")]
    assert list(invitations_over.ask({priya.pk}, LATER)) == []
    assert [owed.args for owed in invitations_over.ask({amara.pk}, LATER)] == [(Invitation.objects.get().pk,)]


@pytest.mark.parametrize("how", ["used", "withdrawn", "invited again", "by the command line"])
def test_it_is_owed_no_longer(how: str, token: str, auriga: Trust, amara: Person) -> None:
    if how == "used":
        accept(token=token, name="Wren Okafor", password=PASSWORD, now=NOW)
    elif how == "withdrawn":
        withdraw(invitation=Invitation.objects.get(), by=amara, now=NOW)
    elif how == "invited again":
        invite(email="wren@auriga.example", role="member", trust=auriga, by=amara, now=LATER)
    else:
        Invitation.objects.update(invited_by=None)
    assert over() == []


def test_it_leads_to_where_invitations_are_made_again_and_withdrawn(token: str, amara: Person, client: Client) -> None:
    assert invitations_over.url_name == "invitation_made"
    sign_in(client, amara)
    assert (
        "wren@auriga.example"
        in client.get(reverse(invitations_over.url_name, args=[Invitation.objects.get().pk])).content.decode()
    )


def test_who_signs_in_by_now_needs_no_invitation(token: str, auriga: Trust) -> None:
    wren = Person.objects.create(trust=auriga, name="Wren Okafor")
    User.objects.create(email="Wren@auriga.example", person=wren, date_joined=NOW)
    assert over() == []


def test_a_second_factor_is_owed_by_whose_role_asks_for_one(amara: Person, priya: Person) -> None:
    assert [owed.person_id for owed in second_factor.ask(None, NOW)] == [amara.pk]
    assert second_factor.personal
    assert list(second_factor.ask({priya.pk}, NOW)) == []
    with_second_factor(amara)
    assert list(second_factor.ask(None, NOW)) == []


@pytest.mark.parametrize("how", ["role ended", "role to come", "switched off"])
def test_no_second_factor_is_owed_by_who_has_no_role_today(how: str, amara: Person) -> None:
    if how == "role ended":
        RoleHolding.objects.update(until_date=date(2024, 8, 31))
    elif how == "role to come":
        RoleHolding.objects.update(from_date=datetime(2030, 1, 1, tzinfo=UTC).date())
    else:
        User.objects.update(is_active=False)
    assert list(second_factor.ask(None, NOW)) == []
