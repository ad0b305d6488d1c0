"""A register to ask about: the example's nine rows, and ways to make one of them official."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from charioteer.channels import deriving
from charioteer.channels.fields import new_channel, slot_rows
from charioteer.channels.grounds import ground_of, schools_by_slug
from charioteer.channels.models import Channel, Fact, PublicChange, Slot, SlotKind
from charioteer.channels.rows import Ground
from charioteer.channels.standing import REQUIRED, FactKind
from charioteer.channels.understanding import understand
from charioteer.people.actions import load_trust
from charioteer.people.models import Trust

EXAMPLE = Path(__file__).parents[3] / "examples/auriga"
NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
KEYS = ("platform", "name", "masters", "posters", "dates")


def auriga() -> Trust:
    """The example trust with its schools."""
    return load_trust(data=json.loads((EXAMPLE / "trust.json").read_text()), now=NOW)


def nine_rows(trust: Trust) -> list[Channel]:
    """The example's channels, as an import writes them."""
    with (EXAMPLE / "register.csv").open(encoding="utf-8") as file:
        _, *lines = csv.reader(file)
    cells = [dict(zip(KEYS, line, strict=True)) for line in lines]
    ground = ground_of(trust, now=NOW, names=[line["name"] for line in cells])
    return [listed(trust, line, ground) for line in cells]


def listed(trust: Trust, cells: dict[str, str], ground: Ground | None = None, **more: Any) -> Channel:
    """One channel on the list."""
    row = understand(cells, ground or ground_of(trust, now=NOW)).as_json()
    channel = new_channel(row, trust_id=trust.pk, now=NOW, schools=schools_by_slug(trust.pk))
    for name, value in more.items():
        setattr(channel, name, value)
    channel.save()
    Slot.objects.bulk_create(slot_rows(channel, row, {}))
    deriving.refresh_lookalikes(channel)
    PublicChange.objects.create(channel=channel, at=NOW, what=PublicChange.What.LISTED, now=channel.standing)
    return channel


def make_official(channel: Channel, *, until: datetime | None = None, now: datetime = NOW) -> Channel:
    """Record everything `official` asks for."""
    channel.purpose = channel.purpose or "news for families"
    channel.save()
    for held in SlotKind:
        Slot.objects.get_or_create(channel=channel, kind=held, position=1, defaults={"as_written": "Office", "office": "office"})
    for kind in REQUIRED:
        expires = until or now + timedelta(days=90)
        evidence = f"Seen on the day: {kind}."
        earlier = now - timedelta(days=1)
        Fact.objects.create(channel=channel, kind=FactKind(kind), holds=True, at=earlier, expires_at=expires, evidence=evidence)
    found = deriving.refresh(channel, by=None, now=now)
    assert found.word == "official", found.reasons
    channel.refresh_from_db()
    return channel
