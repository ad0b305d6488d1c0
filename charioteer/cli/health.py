"""`doctor`: what is well, what is not, and how to mend it."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import asdict
from urllib.parse import urlsplit

import click
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from charioteer.audit import triggers
from charioteer.audit.queries import awaiting
from charioteer.audit.verifying.report import LATE
from charioteer.cli import answers, key_health, safety
from charioteer.cli.background import work
from charioteer.cli.finding import Finding, line
from charioteer.people.models import Trust, User


def _data_folder() -> Iterator[Finding]:
    if not os.access(settings.DATA, os.W_OK | os.X_OK):
        mend = "Let the user that runs Charioteer own it, or set CHARIOTEER_DATA."
        yield Finding("Data folder", "bad", f"{settings.DATA} cannot be written.", mend)
        return
    if stat.S_IMODE(settings.DATA.stat().st_mode) & 0o007:
        seen = f"Everybody on this machine can look into {settings.DATA}."
        yield Finding("Data folder", "warn", seen, f"chmod o-rwx {settings.DATA}")
        return
    yield Finding("Data folder", "ok", f"{settings.DATA} can be written, by its owner.")


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as why:
        mend = "Start the database, or mend DATABASE_URL."
        yield Finding("Database", "bad", f"It does not answer: {str(why).splitlines()[0]}", mend)
        return
    yield Finding("Database", "ok", f"{connection.display_name} answers.")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting or _no_cache_table():
        yield Finding("Tables", "bad", f"{len(waiting) or 1} changes are not applied yet.", "Run `charioteer migrate`.")
        return
    yield Finding("Tables", "ok", "Every change is applied.")
    yield from _contents()
    yield from work()


def _no_cache_table() -> bool:
    shared = settings.CACHES["default"]
    wanted = str(shared["BACKEND"]).endswith("DatabaseCache")
    return wanted and shared["LOCATION"] not in connection.introspection.table_names()


def _contents() -> Iterator[Finding]:
    yield from _log()
    if Trust.objects.exists():
        yield Finding("Trust", "ok", ", ".join(Trust.objects.order_by("pk").values_list("name", flat=True)))
    else:
        mend = "Run `charioteer init --trust FILE`, or try `charioteer init --example auriga`."
        yield Finding("Trust", "warn", "None is set up.", mend)
    yield from key_health.belonging()
    if User.objects.filter(is_active=True).exists():
        yield Finding("Sign-in", "ok", "Somebody can sign in.")
    else:
        yield Finding("Sign-in", "warn", "Nobody can sign in yet.", "Run `charioteer invite EMAIL`.")
    yield from safety.of_files()


def _log() -> Iterator[Finding]:
    missing = triggers.missing()
    if missing:
        seen = f"The log could be changed: {', '.join(missing)} is missing."
        yield Finding("Log", "bad", seen, "Run `charioteer migrate`, and find out who removed it.")
    else:
        yield Finding("Log", "ok", "The database refuses to change or delete an entry.")
    waiting = awaiting(now=timezone.now())
    if waiting.oldest is not None and waiting.oldest > LATE:
        seen = f"{waiting.count} entries wait to be sealed, the oldest for {waiting.oldest:.0f} seconds."
        yield Finding("Log", "bad", seen, "Start `charioteer worker`; if it runs, its log says why it cannot seal.")


def _settings() -> Iterator[Finding]:
    if settings.DEBUG:
        mend = "Set CHARIOTEER_DEBUG to no, unless this is a machine of your own."
        yield Finding("Debug", "warn", "Errors are shown in full to everybody.", mend)
    else:
        yield Finding("Debug", "ok", "Off.")
    wide = [host for host in settings.ALLOWED_HOSTS if host.startswith(("*", "."))]
    if wide:
        yield Finding("Hosts", "bad", f"{', '.join(wide)} answers to any name.", "Name each host in CHARIOTEER_HOSTS.")
    else:
        yield Finding("Hosts", "ok", ", ".join(settings.ALLOWED_HOSTS))
    yield from _address()
    public = "answers the public" if settings.PUBLIC_REGISTER else "answers only people who sign in"
    yield Finding("Public", "ok", f"Charioteer {public} (CHARIOTEER_PUBLIC).")


def _address() -> Iterator[Finding]:
    address, loopback = settings.SITE_ADDRESS, {"localhost", "127.0.0.1", "[::1]"}
    if not validate_host(split_domain_port(urlsplit(address).netloc)[0], settings.ALLOWED_HOSTS):
        mend = "Set CHARIOTEER_ADDRESS to what people type, and put its host name into CHARIOTEER_HOSTS."
        yield Finding("Address", "bad", f"Links lead to {address}, which this site does not answer to.", mend)
    elif settings.HTTPS and not settings.PROXIES:
        seen = (
            "A page asked for by https is sent to https again, for ever: nobody in front is trusted to say how it came."
        )
        yield Finding("Address", "bad", seen, "Set CHARIOTEER_PROXIES to the number of proxies in front, mostly 1.")
    elif settings.HTTPS and not address.startswith("https:"):
        mend = "Set CHARIOTEER_ADDRESS to the address that begins with https://."
        yield Finding("Address", "warn", f"Links and QR codes begin with {address}, without https.", mend)
    elif not settings.HTTPS and not loopback.issuperset(settings.ALLOWED_HOSTS):
        mend = "Put a proxy with a certificate in front, and set CHARIOTEER_HTTPS to yes."
        yield Finding("Address", "warn", f"{address} is reached without https, so passwords can be read.", mend)
    else:
        yield Finding("Address", "ok", address)


def _styles() -> Iterator[Finding]:
    if find("look/built/app.css"):
        yield Finding("Styles", "ok", "Built.")
    else:
        yield Finding(
            "Styles", "bad", "They are not built, so pages are bare.", "Run script/server, or script/assets.py."
        )


LOOKED_AT: list[Callable[[], Iterator[Finding]]] = [
    _data_folder,
    key_health.files,
    _database,
    safety.of_backups,
    _settings,
    _styles,
]


@click.command()
@answers.json_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Say what is well, what is not, and how to mend it. Ends with 1 if something is bad."""
    findings = [finding for look in LOOKED_AT for finding in look()]
    well = not any(finding.state == "bad" for finding in findings)
    lines = [line(finding) for finding in findings]
    answers.say(as_json, {"well": well, "findings": [asdict(finding) for finding in findings]}, "\n".join(lines))
    ctx.exit(answers.FINE if well else answers.NO)
