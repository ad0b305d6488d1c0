"""The state of the house at one moment, copied to a folder beside it and looked at, before any of it is sealed.

The database comes first, then the files it knows: bytes never change under their hash, so a file that is read a minute
after the snapshot is the file of the snapshot. One that was erased in that minute is left out, and that is said.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from charioteer import keyring
from charioteer.backup import apart, contents
from charioteer.backup.copying import copy_sqlite, dump_postgres, load_postgres
from charioteer.backup.facts import facts, write_index
from charioteer.backup.scratch import address, scratch_database

Say = Callable[[str], None]
PREFIX = ".backup-"


@dataclass(frozen=True)
class Staged:
    """What was copied: the folder, the database's part, what it holds, and what was asked of the copy.

    Args:
        not_proven: what could not be proven here, in words; "" if the copy was opened and looked at.
    """

    folder: Path
    engine: str
    database: Path
    facts: dict[str, Any]
    checks: list[dict[str, str]]
    not_proven: str = ""

    @property
    def wrong(self) -> list[str]:
        """What is wrong with the copy, in words."""
        return [one["wrong"] for one in self.checks if one["wrong"]]


@contextmanager
def staging(data: Path, name: str) -> Iterator[Path]:
    """A folder for the copy, gone at the end. Its owner alone reads it: it holds what the data folder holds."""
    folder = data / f"{PREFIX}{name}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stage(data: Path, folder: Path, say: Say) -> Staged:
    """Copy keys and database into a folder, and look at the copy."""
    (folder / "keys").mkdir(mode=0o700)
    for path in keyring.files(data):
        shutil.copy2(path, folder / "keys" / path.name)
    if (data / contents.OFFLINE_KEY).is_file():
        shutil.copy2(data / contents.OFFLINE_KEY, folder / contents.OFFLINE_KEY)
    say("Copying the database")
    return _sqlite(folder, say) if connection.vendor == "sqlite" else _postgres(folder, say)


def _sqlite(folder: Path, say: Say) -> Staged:
    copy = folder / "charioteer.sqlite3"
    copy_sqlite(Path(connection.settings_dict["NAME"]), copy)
    say("Looking at the copy")
    seen = apart.ask("describe", folder)
    return Staged(folder, "sqlite", copy, seen["facts"], seen["checks"])


def _postgres(folder: Path, say: Say) -> Staged:
    database, copy = connection.settings_dict, folder / contents.DUMP
    with transaction.atomic(), connection.cursor() as cursor:
        # One snapshot for the dump, the index of files and what the manifest says.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        dump_postgres(database, copy, cursor.fetchone()[0])
        write_index(folder)
        held = facts()
    say("Looking at the copy")
    with scratch_database(database) as scratch:
        if scratch is None:
            why = "This user may not make a database, so the copy could not be restored into a scratch one."
            return Staged(folder, "postgresql", copy, held, [], why)
        load_postgres(scratch, copy)
        seen = apart.ask("describe", folder, database=address(scratch))
    return Staged(folder, "postgresql", copy, held, seen["checks"])
