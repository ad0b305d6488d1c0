"""How fast a register of 100,000 rows is imported, beside the least that could be done with the same rows.

The peer parses the same file with the csv module, reads each row's account and dates with our own parsers, and hands
the rows to Django's `bulk_create`: no preview, no doubts, no slots, no look-alike keys, no log. Ours does all of that.

    .venv/bin/python bench/importing.py [--rows 100000]        # SQLite
    DATABASE_URL=postgres://... .venv/bin/python bench/importing.py
"""

import argparse
import csv
import io
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["CHARIOTEER_DATA"] = tempfile.mkdtemp(prefix="charioteer-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "charioteer.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from charioteer.channels.actions.importing import RegisterImporter
from charioteer.channels.fields import date_fields
from charioteer.channels.models import Channel, Lookalike, PublicChange, Slot
from charioteer.channels.reading.dates import read_events
from charioteer.channels.reading.rows import date_json
from charioteer.intake import actions as intake
from charioteer.people.models import Trust
from charioteer.platforms import parse
from charioteer.reference import registers

HEADER = ["Platform", "Account/Page name", "Master administration role", "Approved users (posting)", "Date"]
PLATFORMS = ("Twitter", "Instagram", "Facebook", "You Tube")
DATES = ("Opened: 1/9/21", "Opened: April 20", "20 Nov 2011", "Opened: 30/3/20")


def register_of(rows: int, word: str) -> bytes:
    """A register of so many rows, each another account."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for n in range(rows):
        people = (f"Person {n} (Headteacher)", f"Person {n} / Other {n}")
        writer.writerow([PLATFORMS[n % 4], f"@{word}{n:06x}", *people, DATES[n // 4 % 4]])
    return out.getvalue().encode()


def peer(data: bytes, trust: Trust) -> None:
    """Parse, and `bulk_create`."""
    now, catalogue = timezone.now(), registers.catalogue()
    rows = csv.DictReader(io.StringIO(data.decode()))
    channels = [_plain(row, trust, now, catalogue) for row in rows]
    with transaction.atomic():
        Channel.objects.bulk_create(channels, batch_size=2_000)


def _plain(row: dict[str, str], trust: Trust, now: object, catalogue: object) -> Channel:
    reading = parse(row["Account/Page name"], catalogue, platform_hint=row["Platform"])
    events = read_events(row["Date"], today=now.date())
    return Channel(
        trust=trust,
        scope="unstated",
        platform=reading.platform.key,
        kind=reading.identity.kind,
        identity=reading.identity.canonical,
        handle=reading.handle,
        name=row["Account/Page name"],
        address=reading.address,
        standing="unassessed",
        as_read=row,
        listed_at=now,
        changed_at=now,
        **date_fields("opened", date_json(events.opened)),
    )


def ours(data: bytes, trust: Trust) -> dict[str, int]:
    """Preview and confirm, as `charioteer import register FILE --yes` does."""
    now = timezone.now()
    importer = RegisterImporter(now=now)
    batch = intake.preview(importer=importer, file_name="register.csv", data=data, trust_id=trust.pk, by=None, now=now)
    return intake.confirm(batch=batch, importer=importer, by=None, now=now).written


def timed(work: object, *args: object) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    work(*args)
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    trust = Trust.objects.create(name="Bench Trust", slug=f"bench-{time.time_ns()}")
    print(f"{options.rows} rows, {connection.vendor}\n")
    print("run   peer s   ours s   ours as a share of the peer's speed (goal: 25 % or more)")
    for run in range(1, options.runs + 1):
        # In turns, so that a machine that slows down slows both.
        a = timed(peer, register_of(options.rows, f"p{run}x"), trust)
        b = timed(ours, register_of(options.rows, f"o{run}x"), trust)
        print(f"{run:3} {a:8.2f} {b:8.2f}   {100 * a / b:5.1f} %")
        _empty(trust)


def _empty(trust: Trust) -> None:
    for model in (Slot, Lookalike, PublicChange):
        model.objects.all()._raw_delete("default")
    Channel.objects.filter(trust=trust)._raw_delete("default")


if __name__ == "__main__":
    main()
