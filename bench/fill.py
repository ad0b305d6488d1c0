"""Fills a database with many channels quickly, and writes down what is to be asked of it.

python bench/fill.py CHANNELS      # into CHARIOTEER_DATA or DATABASE_URL
"""

import json
import os
import random
import sys
from pathlib import Path
from urllib.parse import quote

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench_settings")

import django

django.setup()

from datetime import UTC, datetime, timedelta
from itertools import islice

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from charioteer.channels.deriving import insert_lookalikes, lookalike_values
from charioteer.channels.models import Channel, Lookalike
from charioteer.people.models import School, Trust
from charioteer.platforms import parse
from charioteer.reference import registers

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLATFORMS = ("x", "instagram", "youtube", "facebook")
WORDS = ("river", "maple", "north", "abbey", "stone", "lark", "ember", "holly", "chalk", "wren")
AT_ONCE = 4_000
ASKED = 4_000
A_STRANGER = 10_000_000


def handle(number: int) -> str:
    """The name of one channel: at most 15 letters and digits, so that every platform takes it."""
    word = WORDS[number % 10]
    return f"{word}{(number * 2_654_435_761) % 2**32:08x}"


def text(number: int) -> str:
    """How somebody asks about it."""
    return f"{PLATFORMS[number % 4]}.com/{'@' if number % 4 == 2 else ''}{handle(number)}"


def fill(channels: int, schools: int) -> None:
    """Put so many channels on the list of one trust; what is there already is taken away first."""
    Lookalike.objects.all().delete()
    Channel.objects.all().delete()
    trust, _ = Trust.objects.get_or_create(slug="bench", defaults={"name": "The Bench Trust"})
    School.objects.filter(trust=trust).delete()
    School.objects.bulk_create([School(trust=trust, name=f"School {n:04}", slug=f"school-{n}") for n in range(schools)])
    ids = list(School.objects.filter(trust=trust).order_by("pk").values_list("pk", flat=True))
    made = (_channel(number, trust.pk, ids) for number in range(channels))
    while some := list(islice(made, AT_ONCE)):
        with transaction.atomic():
            saved = Channel.objects.bulk_create(some)
            insert_lookalikes(key for one in saved for key in lookalike_values(one.pk, one.handle))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _channel(number: int, trust_id: int, schools: list[int]) -> Channel:
    reading = parse(text(number), registers.catalogue())
    assert reading.identity is not None, text(number)
    official = number % 3 == 0
    return Channel(
        trust_id=trust_id,
        school_id=schools[number % len(schools)],
        scope="school",
        platform=reading.identity.platform,
        kind=reading.identity.kind,
        identity=reading.identity.canonical,
        handle=reading.handle,
        name=reading.handle,
        address=reading.address,
        purpose="News for families",
        standing="official" if official else "unassessed",
        good_until=NOW + timedelta(days=3650) if official else None,
        listed_at=NOW,
        changed_at=NOW,
    )


def questions(channels: int) -> list[str]:
    """Accounts to ask about, in a mixed order: 80 in a hundred are on the list."""
    chance = random.Random(7)
    listed = [text(chance.randrange(channels)) for _ in range(ASKED * 8 // 10)]
    mixed = listed + [text(A_STRANGER + n) for n in range(ASKED - len(listed))]
    chance.shuffle(mixed)
    return mixed


def write_down(channels: int) -> None:
    """What both views are asked, and the peer's bytes, into the data folder."""
    asked = questions(channels)
    read = [parse(one, registers.catalogue()).identity for one in asked]
    folder = Path(settings.DATA)
    (folder / "ours.txt").write_text("\n".join(f"/api/v1/verify?q={quote(one)}" for one in asked))
    (folder / "peer.txt").write_text("\n".join(f"/bench/peer?identity={quote(one.canonical)}" for one in read if one))
    told = {}
    for key, number in (("found", 0), ("missing", A_STRANGER)):
        answer = Client().get("/api/v1/verify", {"q": text(number)})
        told[key] = {"body": answer.content.decode(), "status": answer.status_code}
    (folder / "bodies.json").write_text(json.dumps(told))


if __name__ == "__main__":
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    number = int(sys.argv[1])
    fill(number, max(1, number // 120))
    write_down(number)
