"""A newer document: what it says anew is written, what only a person said stays, and nothing is listed twice."""

import pytest
from django.test import Client

from charioteer.channels import actions
from charioteer.channels.actions.importing import RegisterImporter
from charioteer.channels.actions.registering import Details
from charioteer.channels.models import Channel, PublicChange, SlotKind
from charioteer.channels.tests.conftest import put
from charioteer.channels.tests.test_channel_page import HEADER
from charioteer.channels.tests.test_import_page import send
from charioteer.errors import NotAllowed
from charioteer.intake.actions import confirm
from charioteer.intake.models import Batch
from charioteer.people.models import Person
from tests import cast

ROW = "Twitter,@HillNews,Joel Sharma,,13/9/2021\n"


def take_in(client: Client, rows: str, header: str = HEADER) -> dict[str, int]:
    """Send a file and confirm it; how many rows the preview found of each outcome."""
    send(client, header + rows)
    batch = Batch.objects.latest("pk")
    assert client.post(f"/register/import/{batch.pk}/confirm/").status_code == 302
    return {outcome: count for outcome, count in batch.counts.items() if count}


def test_what_a_person_set_right_stays_when_the_document_changes_elsewhere(as_amara: Client, amara: Person) -> None:
    take_in(as_amara, ROW)
    channel = Channel.objects.get()
    assert "school_not_stated" in {doubt["code"] for doubt in channel.doubts}
    details = Details(platform="x", account="@HillNews", name="@HillNews", school="capella-house", opened="13/9/2021")
    actions.edit(channel=channel, details=details, reason="It is Capella’s.", by=amara, now=cast.NOW)
    assert take_in(as_amara, ROW.replace("Joel Sharma", "Grace Adebayo")) == {"changed": 1}
    channel.refresh_from_db()
    assert channel.school is not None
    assert channel.school.slug == "capella-house"
    assert "school_not_stated" not in {doubt["code"] for doubt in channel.doubts}
    assert channel.slots.get().as_written == "Grace Adebayo"


def test_a_document_overrules_nothing_that_was_listed_by_hand(as_amara: Client, amara: Person) -> None:
    channel = put(amara, platform="x", account="@HillNews", name="Hill news", opened="1 May 2020", school="strathmore")
    actions.set_people(
        channel=channel, kind=SlotKind.MASTER, written="Priya Nair", reason="Told.", by=amara, now=cast.NOW
    )
    take_in(as_amara, "Twitter,@HillNews,Joel Sharma,Joel Sharma,1/9/2021\n")
    channel.refresh_from_db()
    assert (channel.name, channel.opened_as_written, channel.scope) == ("Hill news", "1 May 2020", "school")
    held = {slot.kind: slot.as_written for slot in channel.slots.all()}
    assert held == {"master": "Priya Nair", "poster": "Joel Sharma"}
    assert take_in(as_amara, "Twitter,@HillNews,Joel Sharma,Joel Sharma,1/9/2021\n") == {"same": 1}


def test_the_history_tells_what_a_newer_document_changed(as_amara: Client) -> None:
    take_in(as_amara, ROW)
    take_in(as_amara, ROW.replace("Joel Sharma", "Grace Adebayo").replace("13/9/2021", "14/9/2021"))
    page = as_amara.get(f"/register/{Channel.objects.get().ref}/").content.decode()
    assert "Changed by an import" in page
    assert "Who holds master access: Joel Sharma → Grace Adebayo" in page
    assert "Opened: “13/9/2021” → “14/9/2021”" in page


def test_a_row_that_now_has_a_closing_date_closes_the_channel(as_amara: Client) -> None:
    take_in(as_amara, ROW)
    closed = ROW.replace("13/9/2021", "Opened: 13/9/2021 Closed: 13/10/2024")
    assert take_in(as_amara, closed) == {"changed": 1}
    channel = Channel.objects.get()
    assert (channel.status, channel.standing) == ("closed", "closed")
    assert "Closed by an import" in as_amara.get(f"/register/{channel.ref}/").content.decode()
    assert take_in(as_amara, closed) == {"same": 1}


def test_an_account_closed_and_listed_anew_has_two_rows_every_time(as_amara: Client) -> None:
    rows = ROW + ROW.replace("13/9/2021", "Opened: 13/9/2016 Closed: 13/10/2018")
    take_in(as_amara, ROW)
    assert take_in(as_amara, rows) == {"new": 1, "same": 1}
    assert sorted(Channel.objects.values_list("status", flat=True)) == ["closed", "listed"]
    assert take_in(as_amara, rows) == {"same": 2}


def test_a_row_goes_to_the_channel_of_its_account_not_to_one_of_the_same_name(as_amara: Client) -> None:
    take_in(as_amara, "Twitter,Hill News,,,\n")
    take_in(as_amara, ROW)
    take_in(as_amara, "Twitter,Hill News https://x.com/hillnews,,,14/9/2021\n")
    assert Channel.objects.filter(identity="x:hillnews").count() == 1
    assert Channel.objects.get(identity="x:hillnews").opened_edtf == "2021-09-14"


def test_a_new_address_in_a_document_is_told_in_public(as_amara: Client) -> None:
    take_in(as_amara, "Facebook,Hill School,,,\n")
    take_in(as_amara, "Facebook,Hill School https://www.facebook.com/hillschool,,,\n")
    assert PublicChange.objects.get(what=PublicChange.What.ADDRESS).now == "hillschool"


def test_a_very_long_name_is_the_same_row_next_time(as_amara: Client) -> None:
    row = f"Facebook,{'Hill ' * 120},,,\n"
    take_in(as_amara, row)
    assert take_in(as_amara, row) == {"same": 1}
    assert Channel.objects.count() == 1


def test_whoever_lost_the_right_since_the_preview_writes_nothing(as_amara: Client, priya: Person) -> None:
    send(as_amara, HEADER + ROW)
    batch = Batch.objects.get()
    with pytest.raises(NotAllowed, match="not import one"):
        confirm(batch=batch, importer=RegisterImporter(now=cast.NOW), by=priya, now=cast.NOW)
    batch.refresh_from_db()
    assert batch.is_open
    assert Channel.objects.count() == 0
