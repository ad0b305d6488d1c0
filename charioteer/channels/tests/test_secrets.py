"""An invitation lets in whoever has it: it is never kept, neither by an import nor by hand, in any table."""

import json
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.serializers import serialize

from charioteer.channels import actions
from charioteer.channels.actions.importing import RegisterImporter
from charioteer.channels.actions.registering import Details
from charioteer.channels.models import Channel
from charioteer.intake import actions as intake
from charioteer.people.models import Person, RoleHolding, Trust

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CODE = "AbCdEfGhIjKlMnOpQrStUv"
LINK = f"https://chat.whatsapp.com/{CODE}"
FILE = f"Platform,Name,Address\nWhatsApp,Year 5 parents,{LINK}\nWhatsApp,Year 6 parents {LINK[:-1]}x,\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Trust:
    return Trust.objects.create(name="Hill Trust", slug="hill")


@pytest.fixture
def amara(trust: Trust) -> Person:
    person = Person.objects.create(trust=trust, name="Amara Lindqvist")
    RoleHolding.objects.create(person=person, role="administrator", from_date=date(2020, 1, 1))
    return person


def everything_kept() -> str:
    """Every row of every table, as text."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("charioteer")]
    managers = [model._default_manager for app in ours for model in app.get_models()]
    return "".join(serialize("json", manager.all()) for manager in managers)


def test_an_import_keeps_a_fingerprint_alone(trust: Trust) -> None:
    importer = RegisterImporter(now=NOW)
    batch = intake.preview(
        importer=importer, file_name="r.csv", data=FILE.encode(), trust_id=trust.pk, by=None, now=NOW
    )
    intake.confirm(batch=batch, importer=importer, by=None, now=NOW)
    assert Channel.objects.count() == 2
    kept = everything_kept()
    assert CODE not in kept
    assert CODE[:-1] not in kept
    assert "an invitation to WhatsApp, not kept" in kept


def test_the_same_file_again_is_the_same(trust: Trust) -> None:
    importer = RegisterImporter(now=NOW)
    first = intake.preview(
        importer=importer, file_name="r.csv", data=FILE.encode(), trust_id=trust.pk, by=None, now=NOW
    )
    intake.confirm(batch=first, importer=importer, by=None, now=NOW)
    second = intake.preview(
        importer=importer, file_name="r.csv", data=FILE.encode(), trust_id=trust.pk, by=None, now=NOW
    )
    assert second.counts["same"] == 2


def test_by_hand_it_is_not_kept_and_a_later_edit_does_not_lose_the_account(trust: Trust, amara: Person) -> None:
    details = Details(platform="whatsapp", account=LINK, name="Year 5 parents")
    channel = actions.add(trust=trust, details=details, by=amara, now=NOW)
    assert CODE not in everything_kept()
    identity = channel.identity
    edited = Details(platform="whatsapp", account="", name="Year 5 families")
    assert actions.edit(channel=channel, details=edited, reason="New name", by=amara, now=NOW) == ["name"]
    channel.refresh_from_db()
    assert channel.identity == identity
    assert json.loads(serialize("json", [channel]))[0]["fields"]["name"] == "Year 5 families"
