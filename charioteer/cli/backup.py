"""`backup`: database, keys and files together, in one file that only the offline key opens."""

from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from charioteer.backup.making import Outcome, back_up
from charioteer.cli import answers
from charioteer.cli.identities import identities
from charioteer.errors import BadInput, NotNow
from charioteer.offline import key

_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--to", "to", type=_PATH, help="The folder it is put into; CHARIOTEER_BACKUPS if left out.")
@click.option("--new-key", is_flag=True, help="Make the offline key, show it once, and seal this backup to it.")
@click.option("--replace", is_flag=True, help="With --new-key: in place of the one there is.")
@click.option("--verify-with", "identity", type=_PATH, help="The offline key; the backup is restored and looked at.")
@click.option("--keep", type=click.IntRange(0), help="How many are left in the folder; CHARIOTEER_BACKUPS_KEEP.")
@answers.json_option
@click.pass_context
def backup(
    ctx: click.Context,
    to: Path | None,
    new_key: bool,
    replace: bool,
    identity: Path | None,
    keep: int | None,
    as_json: bool,
) -> None:
    """Copy database, keys and files into one sealed file while people go on working.

    What is sealed is opened in a scratch place first. With --verify-with (or --new-key) the sealed file itself is
    restored into a scratch place: that alone proves it. Without --to and CHARIOTEER_BACKUPS, --new-key only makes a
    key.

    Exit codes: 0 whole, 1 not made or not whole, 2 bad use.
    """
    pair = _new_key(replace) if new_key else None
    facts: dict[str, object] = {"new_key": pair.identity if pair else None, "recipient": key.recipient(settings.DATA)}
    if pair and not as_json:
        click.echo("\n".join(_on_paper(pair)))
    folder = to or (Path(settings.BACKUPS) if settings.BACKUPS else None)
    if folder is None:
        if pair is None:
            raise BadInput("Say where to: --to FOLDER, or set CHARIOTEER_BACKUPS.", where="--to")
        answers.say(as_json, facts, "No backup was made: say where to with --to FOLDER, or set CHARIOTEER_BACKUPS.")
        return
    done = back_up(
        data=settings.DATA,
        to=folder.resolve(),
        now=timezone.now(),
        say=lambda words: click.echo(f"{words} …", err=True),
        keep=settings.BACKUPS_KEEP if keep is None else keep,
        opening=_opening(pair, identity),
    )
    answers.say(as_json, {**facts, **_facts(done)}, "\n".join(_words(done)))
    ctx.exit(answers.NO if done.wrong else answers.FINE)


def _new_key(replace: bool) -> key.Pair:
    if key.recipient(settings.DATA) and not replace:
        raise NotNow(
            "There is an offline key already. A new one opens only backups that are made from now on: keep the old one "
            "as long as its backups. If that is meant: --new-key --replace."
        )
    pair = key.make()
    try:
        key.keep(settings.DATA, pair.recipient)
    except OSError as why:
        raise NotNow(f"The key could not be kept in {settings.DATA} ({why.strerror}), so none was made.") from why
    return pair


def _opening(pair: key.Pair | None, identity: Path | None) -> list[key.Identity]:
    found = key.opening(pair.identity, where="the new key") if pair else []
    return [*found, *(identities(identity) if identity else [])]


def _on_paper(pair: key.Pair) -> list[str]:
    return [
        "The offline key. It is shown this once. Print it or write it down, twice, and keep it away from this server:",
        "without it no backup can be opened, and whoever has it can open them all.",
        "",
        *(f"    {line}" for line in key.on_paper(pair.identity)),
        "",
        f"Its public half, which stays here: {pair.recipient}",
        "",
    ]


def _facts(done: Outcome) -> dict[str, object]:
    manifest = done.manifest
    return {
        "file": str(done.file),
        "made_at": done.made_at.isoformat(),
        "size": done.size,
        "engine": manifest.header.engine,
        "files": manifest.files,
        "checks": manifest.checks,
        "wrong": done.wrong,
        "not_proven": done.not_proven,
        "opened_with_offline_key": done.opened,
        "removed": done.removed,
    }


def _words(done: Outcome) -> list[str]:
    lines = [f"{done.file} ({done.size / 1024 / 1024:,.1f} MB, {done.manifest.files:,} files)"]
    lines += [f"Wrong: {sentence}" for sentence in done.wrong]
    if done.wrong:
        return [*lines, "It is kept all the same, and no older backup was removed."]
    if done.opened:
        lines.append("Proven: it was opened with the offline key, restored into a scratch place, and found whole.")
    elif done.not_proven:
        lines.append(f"Not proven: {done.not_proven}")
    else:
        lines.append(
            "What was sealed was opened in a scratch place and found whole. Whether the sealed file opens, only the "
            "offline key can show: --verify-with, or a restore on another machine."
        )
    return [*lines, *(f"Removed, as old: {name}" for name in done.removed)]
