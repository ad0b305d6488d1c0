"""What `doctor` says about backups and kept files."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from charioteer.backup import queries as backups
from charioteer.cli.finding import Finding
from charioteer.errors import Refused
from charioteer.files import queries as files
from charioteer.files.looking.kinds import kinds

_OLD = timedelta(days=7)
_MAKE_KEY = "Run `charioteer backup --new-key --to FOLDER`, and keep the key on paper, away from this server."


def of_backups() -> Iterator[Finding]:
    """Whether there is an offline key, and how old the last backup is that was found whole."""
    if backups.unfinished(settings.DATA):
        mend = "Delete the data folder, and run `charioteer restore` again."
        yield Finding("Backups", "bad", "A restore into this data folder was begun and never finished.", mend)
    try:
        recipient = backups.offline_key()
    except Refused as refusal:
        yield Finding("Backups", "bad", refusal.reason, _MAKE_KEY)
        return
    if not recipient:
        yield Finding("Backups", "warn", "There is no offline key, so nothing was ever backed up.", _MAKE_KEY)
        return
    yield _age(timezone.now())
    if backups.last_opened() is None:
        mend = "Run `charioteer backup --verify-with FILE` once with the key, or restore it on another machine."
        yield Finding("Backups", "warn", "No backup was ever opened with the offline key.", mend)


def _age(now: datetime) -> Finding:
    verified, last = backups.last_verified(), backups.last()
    mend = "Run `charioteer backup`, and set CHARIOTEER_BACKUPS so that it is made every day."
    if verified is None and last is None:
        return Finding("Backups", "warn", "Nothing was ever backed up.", mend)
    if verified is None:
        return Finding("Backups", "warn", "No backup under the keys of today was found whole.", mend)
    said = f"The last that was found whole is of {timezone.localtime(verified):%-d %B %Y, %H:%M %Z}."
    if now - verified > _OLD:
        return Finding("Backups", "warn", f"{said} That is more than {_OLD.days} days ago.", mend)
    if last and not Path(last.file).is_file():
        return Finding("Backups", "ok", f"{said} It is not at {last.file} any more.")
    return Finding("Backups", "ok", said)


def of_files() -> Iterator[Finding]:
    """How many files are kept, and whether the folder takes more."""
    folder = settings.DATA / "files"
    if folder.exists() and not folder.is_dir():
        yield Finding("Files", "bad", f"{folder} is no folder, so no file can be kept.", f"Move {folder} away.")
        return
    counted = files.counted()
    held = counted["quarantined"]
    seen = f"{counted['clean']:,} kept, of {len(kinds())} kinds that are taken."
    if held:
        mend = "Somebody other than whoever added them looks at them, and lets them out or erases them."
        yield Finding("Files", "warn", f"{seen} {held:,} in quarantine.", mend)
    else:
        yield Finding("Files", "ok", f"{seen} `charioteer verify files` reads them all again.")
