"""How long the pages of the register take, beside a page of the same shell with nothing on it; and how much they ask.

.venv/bin/python bench/register.py [--channels 240000] [--rounds 60]      # SQLite
DATABASE_URL=postgres://user@host/name .venv/bin/python bench/register.py
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]
os.environ["CHARIOTEER_DATA"] = tempfile.mkdtemp(prefix="charioteer-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "bench_settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from fill import fill

from charioteer.people.models import Person, Trust, User

SHELL = "/accessibility/"
"""A page of the same shell: header, navigation, footer, words, no rows."""
IN_PUBLIC = ("/channels/", "/channels/?place=school-3", "/")
SIGNED_IN = ("/register/",)


def signed_in() -> Client:
    """Somebody who may read the register and owes no second factor."""
    person, made = Person.objects.get_or_create(trust=Trust.objects.get(slug="bench"), name="Priya Nair")
    if made:
        person.roles.create(role="member", from_date=timezone.localdate())
        User.objects.create(email="priya@example.org", person=person, date_joined=timezone.now())
    client = Client()
    client.force_login(person.user)
    return client


def p95(client: Client, addresses: list[str], rounds: int) -> dict[str, list[float]]:
    """Milliseconds each address takes, asked turn by turn."""
    took: dict[str, list[float]] = {address: [] for address in addresses}
    for address in addresses:
        assert client.get(address).status_code == 200, address
    for _ in range(rounds):
        for address in addresses:
            started = time.perf_counter()
            client.get(address)
            took[address].append((time.perf_counter() - started) * 1000)
    return took


def questions(client: Client, address: str) -> int:
    """How many questions one page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def show(who: str, client: Client, addresses: tuple[str, ...], rounds: int) -> None:
    """Print one table."""
    took = p95(client, [SHELL, *addresses], rounds)
    shell = quantiles(took[SHELL], n=20)[-1]
    print(f"\n{who:<32}{'questions':>10}{'median':>11}{'95 of 100':>12}{'beside the shell':>18}")
    for address, times in took.items():
        worst = quantiles(times, n=20)[-1]
        asked = questions(client, address)
        print(f"{address:<32}{asked:>10}{median(times):>8.1f} ms{worst:>9.1f} ms{worst / shell:>17.1f}×")


def main() -> None:
    """Fill, measure, print the tables. The goal is 5× or less, and the same number of questions for any number."""
    parser = argparse.ArgumentParser(description="How long the pages of the register take.")
    parser.add_argument("--channels", type=int, default=240_000)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for channels in (9, 900, options.channels):
        fill(channels, max(1, channels // 120, 5))
        print(f"\n{connection.vendor}, {channels:,} channels")
        show("In public", Client(), IN_PUBLIC, options.rounds)
        show("Signed in", signed_in(), SIGNED_IN, options.rounds)


if __name__ == "__main__":
    main()
