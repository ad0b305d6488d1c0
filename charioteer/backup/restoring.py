"""Restores a backup into an empty folder, as a house that can open its doors. Nothing here asks for settings: on a new
machine there are none yet.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import dj_database_url

from charioteer import keyring
from charioteer.backup import apart, contents
from charioteer.backup.copying import load_postgres
from charioteer.backup.scratch import check_empty
from charioteer.backup.unpacking import DAMAGED, unpack
from charioteer.errors import BadInput, NotNow
from charioteer.offline import journal
from charioteer.offline.key import Identity

UNFINISHED = "UNFINISHED-RESTORE"
_SQLITE_FILE = "charioteer.sqlite3"


class Request(NamedTuple):
    """What is to be restored: from which file, into which folder, opened with which keys.

    Args:
        database_url: the empty PostgreSQL database it goes into; "" for a backup of SQLite.
        erasures: the journal of erasures; what it names is erased anew. None if there is none.
    """

    file: Path
    into: Path
    identities: Sequence[Identity]
    database_url: str
    erasures: Path | None = None


@dataclass(frozen=True)
class Restored:
    """What was restored, when it was made, what is wrong with it, and how many erasures were done again."""

    made_at: str
    app: str
    engine: str
    facts: dict[str, Any]
    checks: list[dict[str, str]]
    erased: int
    missing: list[str]

    @property
    def wrong(self) -> list[str]:
        """What is wrong, in words."""
        return [one["wrong"] for one in self.checks if one["wrong"]]


def restore(asked: Request, say: Callable[[str], None] = lambda words: None) -> Restored:
    """Restore. Until all is done the folder holds a note that it is not whole, and nothing will serve from it.

    Raises:
        BadInput: the folder or database is not empty; the wrong key; damaged, newer, or not a backup.
        NotNow: the disk or the database would not take it.
    """
    begun = False
    try:
        _begin(asked)
        begun = True
        say("Opening the backup")
        manifest = unpack(asked.file, asked.into, asked.identities)
        _check(manifest, asked)
        erased = journal.read(asked.erasures, asked.identities) if asked.erasures else []
        say("Putting the database in its place")
        _place_database(manifest, asked)
        say("Bringing it up to date, and looking at it")
        given = {"erased": erased, "made_at": manifest.header.made_at}
        seen = apart.ask("settle", asked.into, database=asked.database_url, given=given)
        if seen["facts"] != manifest.facts:
            raise BadInput(DAMAGED)
        _finish(asked.into)
    except OSError as why:
        raise NotNow(f"It could not be restored ({why.strerror or why}). {_left(asked.into, begun)}") from why
    except (BadInput, NotNow) as refusal:
        if begun:
            _throw_away(asked.into)
        if begun and asked.database_url:
            refusal.reason += " Make the database anew before you try again: something may have been put into it."
        raise refusal
    made = manifest.header
    return Restored(
        made.made_at, made.app, made.engine, seen["facts"], seen["checks"], seen["erased"], manifest.missing
    )


def _begin(asked: Request) -> None:
    if not asked.file.is_file():
        raise BadInput(f"There is no file {asked.file}.", where=str(asked.file))
    into = asked.into
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise BadInput(
            f"{into} is not an empty folder. A restore never writes over anything: name a folder that is empty or not "
            "there yet.",
            where="--into",
        )
    if asked.database_url:
        check_empty(dj_database_url.parse(asked.database_url))
    into.mkdir(parents=True, exist_ok=True)
    into.chmod(0o700)
    (into / UNFINISHED).write_text(
        f"A restore of {asked.file.name} into this folder was begun and is not finished. If nobody is doing it, delete "
        "the whole folder and restore again.\n",
        encoding="utf-8",
    )


def _check(manifest: contents.Manifest, asked: Request) -> None:
    is_postgres = manifest.header.engine == "postgresql"
    if is_postgres and not asked.database_url:
        raise BadInput(
            "This backup is of a PostgreSQL database. Make an empty one with createdb, and name it: --database-url.",
            where="--database-url",
        )
    if asked.database_url and not is_postgres:
        raise BadInput("This backup is of SQLite, which lies in the folder. Leave --database-url out.")
    if keyring.fingerprint(asked.into) != manifest.keys:
        raise BadInput(DAMAGED)
    with (asked.into / contents.INDEX).open(encoding="ascii") as lines:
        places = [line.split()[2] for line in lines]
    there = sum((asked.into / place).is_file() for place in places)
    if there != manifest.files:
        raise BadInput(DAMAGED)


def _place_database(manifest: contents.Manifest, asked: Request) -> None:
    into = asked.into
    if manifest.header.engine == "sqlite":
        os.replace(into / contents.SQLITE, into / _SQLITE_FILE)
        return
    load_postgres(dj_database_url.parse(asked.database_url), into / contents.DUMP)
    (into / contents.DUMP).unlink()


def _finish(into: Path) -> None:
    (into / contents.INDEX).unlink()
    os.sync()
    (into / UNFINISHED).unlink()


def _throw_away(into: Path) -> None:
    """Leave nothing of a backup that was refused, so that nobody takes it for whole. The folder itself was not ours."""
    for path in into.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def _left(into: Path, begun: bool) -> str:
    return f"{into} is marked unfinished: delete it, make room, and restore again." if begun else "Nothing was written."
