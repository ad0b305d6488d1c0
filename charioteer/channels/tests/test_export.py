"""The register as a file: whole, narrowed as on screen, stamped, harmless in a spreadsheet, and in the log."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from charioteer.audit.models import Entry, Words
from charioteer.channels import kinds
from charioteer.channels.models import Channel
from charioteer.channels.tests.conftest import put
from charioteer.intake.readers import read
from charioteer.people.models import Person

POLICY_COLUMNS = {
    "Platform",
    "Name",
    "Who holds master access",
    "Who may post",
    "Opened, as written",
    "Closed, as written",
}


def taken(client: Client, query: str) -> bytes:
    """The file of one address."""
    response = client.get(f"/register/?{query}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="register-')
    assert response["Cache-Control"] == "no-store"
    return b"".join(response.streaming_content)


def test_csv_has_every_column_of_the_policy(as_amara: Client, capella: Channel) -> None:
    rows = list(csv.reader(io.StringIO(taken(as_amara, "format=csv").decode("utf-8-sig"))))
    assert set(rows[0]) >= POLICY_COLUMNS
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["Name"] == "'@HouseCapella"  # would start a formula
    assert row["Standing"] == "Unassessed"
    assert "The Auriga Academy Trust: Channels: all" in rows[-1][0]


def test_json_is_narrowed_as_on_screen(as_amara: Client, amara: Person, capella: Channel) -> None:
    put(amara, platform="youtube", account="@lessons", name="=1+1", purpose="Lessons")
    body = json.loads(taken(as_amara, "format=json&platform=youtube"))
    assert [row["name"] for row in body["rows"]] == ["=1+1"]
    assert body["count"] == 1
    assert "Platform: YouTube" in body["scope"]


def test_xlsx_comes_back_through_our_own_reader(as_amara: Client, capella: Channel) -> None:
    document = read("register.xlsx", taken(as_amara, "format=xlsx"), max_bytes=10_000_000)
    assert document.tables[0].header[0] == "Name"
    assert document.tables[0].rows[0].cells[0] == "@HouseCapella"


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_who_took_what_is_in_the_log(as_amara: Client, amara: Person, capella: Channel, form: str) -> None:
    taken(as_amara, f"format={form}&q=capella")
    entry = Entry.objects.get(kind=kinds.EXPORTED)
    assert entry.actor == f"people.person:{amara.pk}"
    assert json.loads(entry.body)["facts"] == {"format": form, "count": 1}
    assert Words.objects.get(ref=entry.ref).text == {"about": "Channels: search “capella”"}


def test_nothing_of_another_trust_is_in_it(as_tomasz: Client, capella: Channel) -> None:
    assert json.loads(taken(as_tomasz, "format=json"))["rows"] == []


def test_as_many_questions_for_thirty_rows_as_for_one(as_amara: Client, amara: Person, capella: Channel) -> None:
    with CaptureQueriesContext(connection) as one:
        taken(as_amara, "format=csv")
    for number in range(29):
        put(amara, platform="x", account=f"@school_{number:02}", name=f"School {number}")
    with CaptureQueriesContext(connection) as thirty:
        taken(as_amara, "format=csv")
    assert len(thirty) == len(one)
