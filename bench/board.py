"""How long the board takes over every school, beside the same SQL by hand; and what one page of it takes.

.venv/bin/python bench/board.py [--schools 25000] [--people 1000000] [--rounds 3]      # SQLite
DATABASE_URL=postgres://user@host/name .venv/bin/python bench/board.py

"By hand" are the very statements the controls put, sent past the ORM, their rows fetched and thrown away: nothing is
held against the places there are, compared with what was said before, or kept.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]
os.environ["CHARIOTEER_DATA"] = tempfile.mkdtemp(prefix="charioteer-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "bench_settings"

import django

django.setup()

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from charioteer import bulk
from charioteer.assurance import running
from charioteer.assurance.models import Result, Run
from charioteer.channels.models import Channel, Fact, Slot
from charioteer.controls import CONTROLS
from charioteer.people.models import Engagement, Person, RoleHolding, School, Trust, User

SINCE = date(2020, 9, 1)
TRUSTS = 250
CHANNELS_A_SCHOOL = 4
SHELL = "/accessibility/"


def fill(schools: int, people: int) -> None:
    """Trusts, schools, people with an engagement each, a role for one in twenty, and four channels a school."""
    trusts = Trust.objects.bulk_create(Trust(name=f"Trust {n}", slug=f"t{n}") for n in range(TRUSTS))
    given = (School(trust=trusts[n % TRUSTS], name=f"School {n:05}", slug=f"s-{n}") for n in range(schools))
    with transaction.atomic():
        School.objects.bulk_create(given, batch_size=5_000)
    at = list(School.objects.order_by("pk").values_list("pk", "trust_id"))
    _people(at, people)
    _channels(at)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Person]):  # their ids were given
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _in_parts(model: type, fields: tuple[str, ...], rows: object) -> None:
    left = iter(rows)  # type: ignore[call-overload]
    while some := list(islice(left, 50_000)):
        with transaction.atomic():
            bulk.insert(model, fields, some)


def _people(at: list[tuple[int, int]], people: int) -> None:
    first = 1
    names = ((first + n, at[n % len(at)][1], f"Person {n}", "", f"{n}", None) for n in range(people))
    _in_parts(Person, ("id", "trust_id", "name", "email", "payroll_number", "merged_into_id"), names)
    # One in a hundred is engaged nowhere; one in fifty has left.
    engaged = (
        (first + n, "staff", at[n % len(at)][0], "", SINCE, date(2024, 8, 31) if n % 50 == 7 else None, "")
        for n in range(people)
        if n % 100
    )
    columns = ("person_id", "kind", "school_id", "job_title", "from_date", "until_date", "source")
    _in_parts(Engagement, columns, engaged)
    held = ((first + n, "member", at[n % len(at)][0], False, SINCE) for n in range(0, people, 20))
    _in_parts(RoleHolding, ("person_id", "role", "school_id", "stands_in", "from_date"), held)


def _channels(at: list[tuple[int, int]]) -> None:
    now = timezone.now()
    made = (
        Channel(
            trust_id=trust, school_id=school, scope="school", platform="x", kind="account", identity=f"x:{school}-{n}",
            name=f"c{n}", purpose="News" if n % 2 else "", standing="unassessed", listed_at=now, changed_at=now,
            opened_earliest=SINCE, opened_latest=SINCE,
        )
        for school, trust in at
        for n in range(CHANNELS_A_SCHOOL)
    )  # fmt: skip
    while some := list(islice(made, 4_000)):
        with transaction.atomic():
            Channel.objects.bulk_create(some)
    ids = list(Channel.objects.order_by("pk").values_list("pk", flat=True))
    offices = ("headteacher", "it_lead", "", "teacher")
    slots = (
        (pk, kind, position, offices[(pk + position) % 4], "", "", "as written")
        for pk in ids
        for kind, position in (("master", 1), ("master", 2), ("poster", 1))
    )
    _in_parts(Slot, ("channel_id", "kind", "position", "office", "outside_body", "name", "as_written"), slots)
    moment, end = bulk.moment(now), bulk.moment(now + timedelta(days=90))
    facts = (
        (pk, "", kind, True, moment, end, "seen") for pk in ids for kind in ("risk_assessment", "approval") if pk % 3
    )
    _in_parts(Fact, ("channel_id", "identity", "kind", "holds", "at", "expires_at", "evidence"), facts)


def statements() -> list[tuple[str, tuple[object, ...]]]:
    """What the controls ask the database, as it reaches it."""
    sent: list[tuple[str, tuple[object, ...]]] = []

    def keep(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        sent.append((sql, tuple(params or ())))  # type: ignore[call-overload]
        return execute(sql, params, many, context)

    now = timezone.now()
    with connection.execute_wrapper(keep):
        for control in CONTROLS.values():
            list(control.ask(now))
    return sent


def by_hand(asked: list[tuple[str, tuple[object, ...]]]) -> None:
    """The same SQL, fetched and thrown away."""
    for sql, params in asked:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchall()


def took(work: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def busy(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and seconds of this process (with SQLite, all there is: others on the machine do not count)."""
    started, before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - before


def pages(rounds: int) -> None:
    """One page of the board for a trust of a hundred schools and for a head, beside the shell."""
    trust = Trust.objects.get(slug="t0")
    school = trust.schools.order_by("pk").first()
    for name, role, at in (("Trustee", "trustee", None), ("Governor", "governor", school)):
        person = Person.objects.create(trust=trust, name=name)
        person.roles.create(role=role, school=at, from_date=SINCE)
        User.objects.create(email=f"{name}@example.org", person=person, date_joined=timezone.now())
        client = Client()
        client.force_login(person.user)
        for address in (SHELL, "/board/"):
            client.get(address)
            times = [took(lambda a=address, c=client: c.get(a)) * 1000 for _ in range(rounds)]
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            print(f"{name:<12}{address:<20}{len(asked):>4} questions{median(times):>9.1f} ms")


def main() -> None:
    """Fill, measure, print. The goal is 1.5× or less."""
    parser = argparse.ArgumentParser(description="How long the board takes.")
    parser.add_argument("--schools", type=int, default=25_000)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(options.schools, options.people)
    channels = Channel.objects.count()
    print(f"{connection.vendor}, {options.schools:,} schools, {options.people:,} people, {channels:,} channels")
    asked = statements()
    first = took(lambda: running.ask_all(now=timezone.now()))
    assert all(Run.objects.values_list("ok", flat=True)), list(Run.objects.values_list("control", "error"))
    print(
        f"{len(CONTROLS)} controls, {Result.objects.count():,} answers; the first time, all of them new: {first:.2f} s"
    )
    hand, ours = [], []
    for _ in range(options.rounds):
        hand.append(busy(lambda: by_hand(asked)))
        ours.append(busy(lambda: running.ask_all(now=timezone.now())))
    for words, times in ((f"by hand, {len(asked)} statements", hand), ("the board, nothing new", ours)):
        wall, own = zip(*times, strict=True)
        print(f"{words}: {median(wall):.2f} s ({min(wall):.2f} to {max(wall):.2f}), of the process {median(own):.2f} s")
    beside = [b[0] / a[0] for a, b in zip(hand, ours, strict=True)]
    own = [b[1] / a[1] for a, b in zip(hand, ours, strict=True)]
    span = f"{min(beside):.2f} to {max(beside):.2f}"
    print(f"beside each other {median(beside):.2f}× ({span}), of the process {median(own):.2f}×")
    print(f"the first time, all of it new: {first / median(one for one, _ in hand):.2f}×")
    for run in Run.objects.filter(latest=True).order_by("-took_ms"):
        print(f"  {run.control:<36}{run.took_ms:>7} ms{run.places:>9,} places")
    pages(20)


if __name__ == "__main__":
    main()
