"""What the log costs: one leaf beside a plain ORM insert, and a whole check beside a bare loop of SHA-256.

.venv/bin/python bench/audit.py [--entries 1000000] [--turns 5]      # SQLite
DATABASE_URL=postgres://user@host/name .venv/bin/python bench/audit.py
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]
os.environ["CHARIOTEER_DATA"] = tempfile.mkdtemp(prefix="charioteer-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "bench_settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection, models, transaction
from django.utils import timezone

from charioteer.audit import sealing
from charioteer.audit.actions import compose, record, record_many
from charioteer.audit.models import Entry
from charioteer.audit.verifying import verify
from charioteer.people.models import Person

NOW = timezone.now()
NUMBERS = count()
FACTS = {"fields": ["address", "name", "purpose"], "version": 7}


class Plain(models.Model):
    """The peer: a row of the same columns and indexes, saved the plain way."""

    ref = models.CharField(max_length=32, unique=True)
    trust_id = models.BigIntegerField(null=True)
    school_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    body = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "audit"
        db_table = "bench_plain"
        indexes = [
            models.Index(fields=["subject", "at"], name="bench_by_subject"),
            models.Index(fields=["trust_id", "at"], name="bench_by_trust"),
        ]


def timed(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def plain(number: int) -> None:
    """One plain ORM insert of the same columns."""
    Plain.objects.create(
        ref=f"{number:032x}",
        trust_id=1,
        school_id=3,
        at=NOW,
        kind="channels.channel.edited",
        actor="people.person:7",
        subject=f"channels.channel:{number}",
        body="x" * 290,
        hash="0" * 64,
    )


def leaf(number: int, person: Person) -> None:
    """One entry of the log."""
    of = f"channels.channel:{number}"
    record("channels.channel.edited", of=of, by=person, now=NOW, trust_id=1, school_id=3, facts=FACTS)


def inserts(each: int, rows: int, turns: int) -> None:
    """So many rows of each sort in transactions of `each`, turn by turn."""
    person = Person(pk=7)
    sorts: dict[str, tuple[Callable[[int], None], bool]] = {
        "plain ORM insert": (plain, False),
        "leaf": (lambda number: leaf(number, person), False),
        "leaf, sealed at commit": (lambda number: leaf(number, person), True),
    }
    took: dict[str, list[float]] = {name: [] for name in sorts}
    for _ in range(turns):
        for name, (work, seals) in sorts.items():
            started = time.perf_counter()
            some(work, rows, each, seals=seals)
            took[name].append((time.perf_counter() - started) / rows)
        seal_all()
    peer = median(took["plain ORM insert"])
    print(f"\n{connection.vendor}, transactions of {each}")
    for name, times in took.items():
        print(f"{name:<28}{median(times) * 1e6:>9.0f} µs{peer / median(times):>9.0%} of the peer’s speed")


def some(work: Callable[[int], None], rows: int, each: int, *, seals: bool) -> None:
    """Write some rows in transactions; without sealing, that is left to the worker."""
    for _ in range(0, rows, each):
        with transaction.atomic():
            for _ in range(each):
                work(next(NUMBERS))
            if not seals:
                connection.run_on_commit.clear()


def seal_all() -> None:
    """What the worker does."""
    while sealing.seal(now=NOW):
        pass


def fill(entries: int) -> None:
    """Write and seal a log of so many entries."""
    person, have = Person(pk=7), Entry.objects.count()
    for start in range(have, entries, 10_000):
        with transaction.atomic():
            record_many(
                compose(
                    "channels.channel.edited",
                    of=f"channels.channel:{number}",
                    by=person,
                    now=NOW,
                    trust_id=1,
                    school_id=number % 40,
                    facts=FACTS,
                )
                for number in range(start, min(start + 10_000, entries))
            )
        seal_all()


def bare(bodies: list[bytes]) -> None:
    """The peer, in memory: SHA-256 over every entry and nothing else."""
    for body in bodies:
        sha256(body).digest()


def bare_from_database() -> None:
    """The same loop, reading the entries from the database as a check must."""
    with connection.chunked_cursor() if connection.vendor != "sqlite" else connection.cursor() as cursor:
        cursor.execute("SELECT body FROM audit_entry ORDER BY id")
        while rows := cursor.fetchmany(2_000):
            for (body,) in rows:
                sha256(body.encode()).digest()


def checks(entries: int, turns: int) -> None:
    """A whole check beside the bare loops."""
    fill(entries)
    bodies = [body.encode() for body in Entry.objects.values_list("body", flat=True).iterator(10_000)]
    took: dict[str, list[float]] = {"in memory": [], "from the database": [], "check": []}
    for _ in range(turns):
        took["in memory"].append(timed(lambda: bare(bodies)))
        took["from the database"].append(timed(bare_from_database))
        took["check"].append(timed(whole))
    check = median(took["check"])
    print(f"\n{connection.vendor}, {len(bodies):,} entries of {len(bodies[0])} bytes: a check takes {check:.1f} s")
    for name in ("in memory", "from the database"):
        peer = median(took[name])
        print(f"bare SHA-256, {name:<20}{peer:>7.2f} s; a check has{peer / check:>5.0%} of its speed")


def whole() -> None:
    """One check, which must hold."""
    report = verify(now=timezone.now())
    assert report.holds, report.findings[:3]


def main() -> None:
    """Measure, print the tables. The goals: a leaf 70 % or more, a check 20 % or more."""
    parser = argparse.ArgumentParser(description="What the log costs.")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Plain)
    try:
        inserts(10, 1_000, options.turns)
        inserts(1, 200, options.turns)
        checks(options.entries, max(1, options.turns // 2))
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Plain)


if __name__ == "__main__":
    main()
