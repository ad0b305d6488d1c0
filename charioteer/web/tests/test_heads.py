"""The public page of heads, and the files that people keep."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from charioteer.audit import heads, publishing, queries, sealing
from charioteer.audit.actions import record
from charioteer.audit.verifying import verify
from charioteer.people.models import Trust

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


@pytest.fixture
def lyra() -> Trust:
    return Trust.objects.create(name="The Lyra Academy Trust", slug="lyra")


def publish(lyra: Trust) -> None:
    record("people.trust.set_up", of=lyra, by=None, now=NOW, trust_id=lyra.pk)
    sealing.seal(now=NOW)
    publishing.publish(now=NOW + timedelta(hours=1))


def test_before_the_first_hour_the_page_says_so(client: Client, lyra: Trust) -> None:
    page = client.get("/log/heads/").content.decode()
    assert "No head is published yet" in page
    assert client.get("/log/heads/lyra.json").json() == {"what": "no head is published yet"}


def test_the_page_shows_the_head_of_the_hour(client: Client, lyra: Trust) -> None:
    publish(lyra)
    page = client.get("/log/heads/").content.decode()
    head = queries.published(lyra.pk)
    assert head.root in page
    assert head.key_id in page
    assert "10:00 GMT, Sunday 22 November 2026" in page


def test_what_is_kept_proves_the_log(client: Client, lyra: Trust, tmp_path: Path) -> None:
    publish(lyra)
    kept = tmp_path / "head.json"
    kept.write_bytes(client.get("/log/heads/lyra.json").content)
    assert heads.read(json.loads(kept.read_text())).good
    record("people.trust.changed", of=lyra, by=None, now=NOW, trust_id=lyra.pk)
    sealing.seal(now=NOW)
    report = verify(now=NOW, outside=heads.read(json.loads(kept.read_text())))
    assert report.holds
    assert report.outside == "The first 1 entries are those of the head you brought."


def test_there_is_nothing_of_a_trust_that_is_not_here(client: Client, lyra: Trust) -> None:
    assert client.get("/log/heads/corvus.json").status_code == 404
    assert client.get("/log/installation.json").status_code == 200


def test_with_the_public_switched_off_a_stranger_gets_none(client: Client, lyra: Trust, settings: LazySettings) -> None:
    settings.PUBLIC_REGISTER = False
    assert client.get("/log/heads/").status_code == 302
    assert client.get("/log/heads/lyra.json").status_code == 404
