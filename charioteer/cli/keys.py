"""`keys`: look after the server's keys."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click
from django.conf import settings
from django.utils import timezone

from charioteer import keyring
from charioteer.cli import answers, finding, key_health
from charioteer.people.actions.keys import reseal as seal_anew
from charioteer.people.actions.keys import rotate as make_new


@click.group()
def keys() -> None:
    """Look after the server's keys: list, check, rotate, and note that a copy is kept."""


@keys.command("list")
@answers.json_option
def list_keys(as_json: bool) -> None:
    """List the versions there are. The newest is in use; the others open what they sealed."""
    held = [_described(version) for version in keyring.versions(settings.DATA)]
    lines = [
        f"master-{one['version']}  made {one['made']:.10}  signs the log as {one['signs_as']}"
        + ("  in use" if one["in_use"] else "")
        for one in held
    ]
    purposes = [f"  {name}: {words}" for name, words in keyring.PURPOSES.items()]
    words = "\n".join([*(lines or ["There is none yet."]), "Each gives keys for:", *purposes])
    answers.say(as_json, {"keys": held, "purposes": dict(keyring.PURPOSES)}, words)


def _described(version: int) -> dict[str, Any]:
    made = datetime.fromtimestamp(keyring.path_of(settings.DATA, version).stat().st_mtime, UTC)
    return {
        "version": version,
        "made": made.isoformat(timespec="seconds"),
        "signs_as": keyring.signer(settings.DATA, version).key_id,
        "in_use": version == keyring.versions(settings.DATA)[-1],
    }


@keys.command()
@answers.json_option
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Say whether the keys are whole, belong to this database, and are backed up. Ends with 1 if something is bad."""
    found = list(key_health.files())
    if not any(one.state == "bad" for one in found):
        found += key_health.belonging()
    well = not any(one.state == "bad" for one in found)
    facts = {"well": well, "findings": [asdict(one) for one in found]}
    answers.say(as_json, facts, "\n".join(finding.line(one) for one in found))
    ctx.exit(answers.FINE if well else answers.NO)


@keys.command()
@answers.json_option
def rotate(as_json: bool) -> None:
    """Make new keys, take them into use, and seal anew what the old ones sealed. The old ones stay, and open."""
    version = make_new(by=None, now=timezone.now(), progress=_progress)
    words = (
        f"master-{version} is in use. Restart the server and the worker now, then run `charioteer backup`: no backup"
        " holds the new key yet. The older keys stay where they are; backups and old heads need them."
    )
    signs_as = keyring.signer(settings.DATA).key_id
    answers.say(as_json, {"version": version, "signs_as": signs_as}, words)


@keys.command()
@answers.json_option
def reseal(as_json: bool) -> None:
    """Seal anew what older keys sealed; for when a rotation was cut short."""
    changed = seal_anew(now=timezone.now(), progress=_progress)
    answers.say(as_json, {"resealed": changed}, f"{changed} seeds were sealed anew.")


@keys.command("backed-up")
@answers.json_option
def backed_up(as_json: bool) -> None:
    """Note that you have just put a copy of the keys folder where this server's loss does not reach it."""
    held = keyring.fingerprint(settings.DATA)
    keyring.note_backed_up(settings.DATA, held, timezone.now())
    words = f"Noted: a copy of these keys is kept (fingerprint {held}). `charioteer doctor` asks again in a week."
    answers.say(as_json, {"fingerprint": held}, words)


def _progress(done: int, total: int) -> None:
    if total >= 1_000 and (done % 500 == 0 or done == total):
        click.echo(f"\r{done:,} of {total:,} seeds", err=True, nl=done == total or not sys.stderr.isatty())
