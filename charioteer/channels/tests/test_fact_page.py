"""Recording a dated statement with its evidence, by the page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from charioteer.channels import actions, deriving, queries
from charioteer.channels.actions.registering import Details
from charioteer.channels.models import Channel, Fact, SlotKind
from charioteer.channels.standing import REQUIRED, FactKind
from charioteer.people.models import Person
from tests import cast


def post(client: Client, channel: Channel, kind: str = "privacy_notice", **typed: str):
    """Send a whole statement, with some of it typed otherwise."""
    data = {"holds": "yes", "at": "1 September 2024", "expires": "", "evidence": "Looked at the notice", **typed}
    return client.post(f"/register/{channel.ref}/facts/{kind}/", data)


def test_it_is_recorded_as_typed(as_amara: Client, capella: Channel) -> None:
    assert post(as_amara, capella, expires="31/8/2030").status_code == 302
    fact = Fact.objects.get()
    assert (fact.kind, fact.holds, fact.evidence, fact.by.name) == (
        "privacy_notice",
        True,
        "Looked at the notice",
        "Amara Lindqvist",
    )
    assert timezone.localtime(fact.at).isoformat() == "2024-09-01T00:00:00+01:00"
    # Good until the end of the day that was typed.
    assert timezone.localtime(fact.expires_at).isoformat() == "2030-09-01T00:00:00+01:00"
    assert "good until 31 August 2030" in as_amara.get(f"/register/{capella.ref}/").content.decode()


def test_today_means_now(as_amara: Client, capella: Channel) -> None:
    form = as_amara.get(f"/register/{capella.ref}/facts/keys/").context["form"]
    before = timezone.now()
    assert post(as_amara, capella, "keys", at=form["at"].value()).status_code == 302
    assert before <= Fact.objects.get().at <= timezone.now()


def test_no_is_an_answer_too(as_amara: Client, capella: Channel) -> None:
    post(as_amara, capella, holds="no", evidence="It is not there")
    page = as_amara.get(f"/register/{capella.ref}/").content.decode()
    assert "The privacy notice does not list it." in page
    assert "ch-state--breach" in page


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"evidence": " "}, "evidence", "Fill in “What shows it”."),
        ({"at": "31/2/2024"}, "at", "does not exist"),
        ({"at": "yesterday"}, "at", "cannot read"),
        ({"at": (timezone.localdate() + timedelta(days=2)).isoformat()}, "at", "has not come yet"),
        ({"expires": "1 September 2023"}, "expires", "run out before it was seen"),
        ({"holds": ""}, "holds", "Choose an answer"),
    ],
)
def test_an_error_stands_at_its_field(
    as_amara: Client, capella: Channel, typed: dict[str, str], field: str, sentence: str
) -> None:
    response = post(as_amara, capella, **typed)
    assert response.status_code == 422
    assert sentence in str(response.context["form"].errors[field])
    assert not Fact.objects.exists()


@pytest.mark.parametrize("kind", ["risk_assessment", "approval"])
def test_a_decision_is_not_a_note(as_amara: Client, capella: Channel, kind: str) -> None:
    response = post(as_amara, capella, kind)
    assert response.status_code == 403
    assert "are decisions, not notes" in response.content.decode()
    assert not Fact.objects.exists()


def test_a_fact_noted_while_somebody_closes_the_channel_leaves_it_closed(amara: Person, capella: Channel) -> None:
    stale = Channel.objects.get(pk=capella.pk)
    details = Details(platform="x", account="@HouseCapella", name="@HouseCapella", closed="1 May 2024")
    actions.edit(channel=capella, details=details, reason="Gone.", by=amara, now=cast.NOW)
    told = {"at": cast.NOW, "expires_at": None, "evidence": "Looked.", "by": amara, "now": cast.NOW}
    actions.note_fact(channel=stale, kind=FactKind.KEYS, holds=True, **told)
    assert Channel.objects.get(pk=capella.pk).standing == "closed"


def test_what_was_proved_of_one_account_proves_nothing_of_another(amara: Person, capella: Channel) -> None:
    actions.set_people(
        channel=capella, kind=SlotKind.MASTER, written="Headteacher\nIT lead", reason="Told.", by=amara, now=cast.NOW
    )
    actions.set_people(
        channel=capella, kind=SlotKind.POSTER, written="Headteacher", reason="Told.", by=amara, now=cast.NOW
    )
    said = {"platform": "x", "account": "@HouseCapella", "name": "@HouseCapella", "purpose": "News"}
    actions.edit(channel=capella, details=Details(**said), reason="Agreed.", by=amara, now=cast.NOW)
    for kind in REQUIRED:
        Fact.objects.create(
            channel=capella, identity="x:housecapella", kind=kind, holds=True, at=cast.NOW, evidence="Seen."
        )
    assert deriving.refresh(capella, by=amara, now=cast.NOW).word == "official"
    other = Details(**{**said, "account": "@HouseCapela"})
    actions.edit(channel=capella, details=other, reason="A slip.", by=amara, now=cast.NOW)
    assert capella.standing == "unassessed"
    assert capella.official_until == cast.NOW
    assert queries.latest_fact_rows(capella) == {}
    actions.edit(channel=capella, details=Details(**said), reason="Put right.", by=amara, now=cast.NOW)
    assert capella.standing == "official"
