"""What the public may take along: CSV, JSON, the feed, QR codes, texts for websites."""

import csv
import io
import json

import pytest
from defusedxml import ElementTree
from django.conf import LazySettings as SettingsWrapper
from django.test import Client

from charioteer.channels.models import Channel, PublicChange
from charioteer.channels.tests.public_cast import auriga, listed, nine_rows, text_of
from charioteer.people.models import Trust

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Trust:
    return auriga()


@pytest.fixture
def nine(trust: Trust) -> list[Channel]:
    return nine_rows(trust)


def test_csv_is_safe_to_open(client: Client, trust: Trust) -> None:
    listed(trust, "X", "@HouseCapella", purpose="=HYPERLINK(1)")
    rows = list(csv.reader(io.StringIO(text_of(client.get("/channels/list.csv")).removeprefix("\ufeff"))))
    assert rows[1][rows[0].index("Purpose")] == "'=HYPERLINK(1)"


def test_json_lists_all(client: Client, nine: list[Channel]) -> None:
    said = json.loads(text_of(client.get("/channels/list.json")))
    assert said["count"] == 9


def test_feed_is_atom_with_stable_ids(client: Client, nine: list[Channel], settings: SettingsWrapper) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    PublicChange.objects.filter(channel=nine[0]).update(was="")
    Channel.objects.filter(pk=nine[1].pk).update(name="Bell\x07 and whistle")
    first = ElementTree.fromstring(client.get("/channels/changes.atom").content)
    settings.SITE_ADDRESS = "https://moved.example.org"
    second = ElementTree.fromstring(client.get("/channels/changes.atom").content)
    entries = first.findall(f"{atom}entry")
    assert len(entries) == 9
    ids = [entry.findtext(f"{atom}id") for entry in entries]
    assert ids == [entry.findtext(f"{atom}id") for entry in second.findall(f"{atom}entry")]
    assert len(set(ids)) == 9
    assert all(entry.findtext(f"{atom}updated") for entry in entries)
    assert first.findtext(f"{atom}id") == second.findtext(f"{atom}id")


def test_qr_code_holds_the_pages_own_address(client: Client, nine: list[Channel]) -> None:
    page = text_of(client.get(f"/channels/{nine[0].ref}/"))
    assert '<svg role="img"' in page
    assert f"/channels/{nine[0].ref}/" in page
    response = client.get(f"/channels/{nine[0].ref}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    ElementTree.fromstring(response.content)


def test_website_texts_leave_partners_out_of_rel_me(client: Client, nine: list[Channel]) -> None:
    links = text_of(client.get("/channels/for-websites/auriga/all/links.html"))
    assert 'rel="me"' in links
    assert "housecapella" in links.lower()
    assert "friendsof_strat" not in links
    notice = text_of(client.get("/channels/for-websites/auriga/all/notice.txt"))
    assert "run by Friends of Strathmore School" in notice
    strathmore = text_of(client.get("/channels/for-websites/auriga/strathmore/notice.txt"))
    assert "HouseCapella" not in strathmore
    assert client.get("/channels/for-websites/auriga/nowhere/notice.txt").status_code == 404
    assert client.get("/channels/for-websites/auriga/all/other.txt").status_code == 404


def test_website_texts_cannot_carry_markup(client: Client, trust: Trust) -> None:
    listed(trust, "X", "@HouseCapella", purpose="</textarea><script>alert(1)</script>")
    assert "<script>" not in text_of(client.get("/channels/for-websites/"))
    assert "<script>" not in text_of(client.get("/channels/for-websites/auriga/all/notice.html"))
