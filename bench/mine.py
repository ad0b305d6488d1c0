"""How long “Mine to do” takes, beside a page of the same shell with nothing on it; and how much it asks.

.venv/bin/python bench/mine.py [--people 1000000] [--schools 25000] [--rounds 60]      # SQLite
DATABASE_URL=postgres://user@host/name .venv/bin/python bench/mine.py
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]
os.environ["CHARIOTEER_DATA"] = tempfile.mkdtemp(prefix="charioteer-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "bench_settings"

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from fill import fill

from charioteer import bulk
from charioteer.channels.models import Channel
from charioteer.duties import DUTIES
from charioteer.mine import actions
from charioteer.people.models import Absence, Engagement, Invitation, Person, RoleHolding, School, Trust, User

SHELL = "/accessibility/"
SINCE = date(2020, 9, 1)
SIGN_IN = 50
"""One in so many people signs in; the others are only written down."""


def fill_people(people: int, schools: int, channels: int) -> Trust:
    """One trust of so many schools, people and channels; what is there already is taken away first."""
    for model in (Absence, Invitation, RoleHolding, Engagement, User, Person):
        model.objects.all().delete()
    fill(channels, schools)
    trust = Trust.objects.get(slug="bench")
    bulk.insert(Person, ("trust_id", "name", "email", "payroll_number"), _people(trust.pk, people))
    first = Person.objects.order_by("pk").values_list("pk", flat=True).first() or 0
    places = list(School.objects.order_by("pk").values_list("pk", flat=True))
    at = ("person_id", "kind", "school_id", "job_title", "from_date", "source")
    rows = ((first + n, "staff", places[n % len(places)], "Teacher", SINCE, "") for n in range(people))
    bulk.insert(Engagement, at, rows)
    signs_in = range(0, people, SIGN_IN)
    joined = bulk.moment(timezone.now())
    users = ((first + n, f"p{n}@bench.example", "!", True, joined) for n in signs_in)
    bulk.insert(User, ("person_id", "email", "password", "is_active", "date_joined"), users)
    roles = ((first + n, "headteacher", places[n % len(places)], False, SINCE) for n in signs_in)
    bulk.insert(RoleHolding, ("person_id", "role", "school_id", "stands_in", "from_date"), roles)
    away = timezone.localdate() - timedelta(days=1)
    absences = ((first + n + 1, first + n, away) for n in range(0, people - 1, 500))
    bulk.insert(Absence, ("person_id", "deputy_id", "from_date"), absences)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return trust


def _people(trust_id: int, people: int) -> Iterator[tuple[int, str, str, str]]:
    return ((trust_id, f"Person {n:07}", f"p{n}@bench.example", f"B{n:07}") for n in range(people))


def somebody(trust: Trust, things: int) -> Person:
    """An administrator who owes so many things, and does everything for fifty people who are away."""
    name = f"amara{things}-{Person.objects.filter(name__startswith='Amara').count()}"
    busy = Person.objects.create(trust=trust, name=f"Amara {things}")
    busy.roles.create(role="administrator", from_date=SINCE)
    User.objects.create(email=f"{name}@bench.example", person=busy, date_joined=timezone.now())
    now = timezone.now()
    over = {"role": "member", "invited_by": busy, "invited_at": now, "expires_at": now - timedelta(days=1)}
    Invitation.objects.bulk_create(
        Invitation(trust=trust, email=f"n{n}.{name}@bench.example", token_hash=f"{name}.{n}", **over)
        for n in range(things)
    )
    others = Person.objects.filter(trust=trust, user__isnull=False).exclude(pk=busy.pk).order_by("-pk")[:50]
    Absence.objects.bulk_create(
        Absence(person=other, deputy=busy, from_date=timezone.localdate()) for other in (others if things else ())
    )
    return busy


def signed_in(person: Person) -> Client:
    """A browser of theirs, the second factor proved."""
    client = Client()
    client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    TOTP.activate(person.user, generate_totp_secret())
    session = client.session
    session["second factor proved"] = True
    session.save()
    return client


def times(client: Client, address: str, rounds: int) -> Iterator[float]:
    """Milliseconds of each asking, with the number at the top as it is within its minute."""
    for _ in range(rounds):
        started = time.perf_counter()
        answer = client.get(address)
        yield (time.perf_counter() - started) * 1000
        assert answer.status_code == 200, (address, answer.status_code)


def questions(client: Client, address: str) -> int:
    """How many questions one page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def show(trust: Trust, rounds: int) -> None:
    """Print one table. Each page turn by turn with the shell, so that both see the same machine."""
    print(f"{'who':<34}{'questions':>10}{'median':>11}{'95 of 100':>12}{'beside the shell':>18}")
    for things in (0, 5, 50, 500):
        client = signed_in(somebody(trust, things))
        client.get(SHELL)
        took: dict[str, list[float]] = {SHELL: [], "/mine/": []}
        for _ in range(rounds):
            for address, found in took.items():
                found += times(client, address, 1)
        shell = quantiles(took[SHELL], n=20)[-1]
        for address, found in took.items():
            worst = quantiles(found, n=20)[-1]
            words = f"{address} of one who owes {things}" if address != SHELL else f"the shell ({things})"
            ratio = f"{worst / shell:>17.1f}×"
            print(f"{words:<34}{questions(client, address):>10}{median(found):>8.1f} ms{worst:>9.1f} ms{ratio}")
    cache.clear()
    started = time.perf_counter()
    client.get(SHELL)
    print(f"the shell when its number is counted anew: {(time.perf_counter() - started) * 1000:.1f} ms")


def show_round(trust: Trust) -> None:
    """How long one morning's round of mail takes."""
    monday = timezone.now().replace(hour=12, minute=0) - timedelta(days=timezone.now().weekday())
    started = time.perf_counter()
    sent = actions.send_round(trust=trust, now=monday)
    print(f"one round of mail: {sent:,} messages in {time.perf_counter() - started:.1f} s")


def main() -> None:
    """Fill, measure, print. The goal is 5× or less, and the same number of questions for any number of things."""
    parser = argparse.ArgumentParser(description="How long Mine to do takes.")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--schools", type=int, default=25_000)
    parser.add_argument("--channels", type=int, default=240_000)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    started = time.perf_counter()
    trust = fill_people(options.people, options.schools, options.channels)
    took = time.perf_counter() - started
    print(f"\n{connection.vendor}, {options.people:,} people, {options.schools:,} schools, filled in {took:.0f} s")
    print(f"{len(DUTIES)} kinds of duties")
    show(trust, options.rounds)
    Channel.objects.filter(pk__in=Channel.objects.order_by("-pk").values("pk")[:3000]).update(
        doubts=json.loads('[{"code": "x", "words": "No date is given."}]')
    )
    print("\nwith 3,000 channels in doubt")
    show(trust, options.rounds)
    show_round(trust)


if __name__ == "__main__":
    main()
