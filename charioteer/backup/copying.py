"""Copies the database as it is at one moment, while people go on writing into it."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from charioteer.errors import NotNow

_SSL = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


def copy_sqlite(source: Path, target: Path) -> None:
    """Write the database as of one moment into a new file. Writers are not held up: SQLite reads a snapshot of its log.

    Raises:
        NotNow: it cannot be read, or there is no room.
    """
    try:
        with closing(sqlite3.connect(source, timeout=20, isolation_level=None)) as database:
            database.execute("VACUUM INTO ?", [str(target)])
        with target.open("rb+") as copied:
            os.fsync(copied.fileno())
    except (sqlite3.Error, OSError) as why:
        raise NotNow(f"The database could not be copied ({why}). Nothing was backed up.") from why


def dump_postgres(database: Mapping[str, Any], target: Path, snapshot: str) -> None:
    """Have PostgreSQL write the state that a snapshot shows.

    Raises:
        NotNow: `pg_dump` is not here, is too old for the server, or failed.
    """
    flags = ["--format=custom", "--compress=1", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    run("pg_dump", [*flags, f"--file={target}"], database)


def load_postgres(database: Mapping[str, Any], dump: Path) -> None:
    """Fill an empty database from a dump, all of it or nothing.

    Raises:
        NotNow: `pg_restore` is not here, or failed.
    """
    flags = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    run("pg_restore", [*flags, f"--dbname={database['NAME']}", str(dump)], database)


def run(program: str, arguments: list[str], database: Mapping[str, Any]) -> None:
    """Run a program of PostgreSQL's client. The password is in its environment, where others cannot list it."""
    command = [find(program), *arguments]
    done = subprocess.run(  # noqa: S603 (PostgreSQL's own program; nothing that anybody sent is in the command)
        command, env=_environment(database), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[-300:] or f"it ended with {done.returncode}"
        raise NotNow(f"{program} failed: {said}")


def find(program: str) -> str:
    """Where a program of PostgreSQL's client is.

    Raises:
        NotNow: it is not installed.
    """
    # Debian keeps the newest for each server version out of the way of PATH.
    here = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: _number(path.parts[-3]))
    found = str(here[-1]) if here else shutil.which(program)
    if not found:
        raise NotNow(
            f"{program} is not on this machine, and only it can read a PostgreSQL database whole. Install PostgreSQL’s "
            "client programs (on Debian: postgresql-client), at least as new as the server."
        )
    return found


def _number(version: str) -> int:
    return int(version) if version.isdecimal() else 0


def _environment(database: Mapping[str, Any]) -> dict[str, str]:
    options = database.get("OPTIONS") or {}
    named = {
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGDATABASE": database.get("NAME"),
        **{ours: options.get(name) for name, ours in _SSL.items()},
    }
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return {**kept, **{name: str(value) for name, value in named.items() if value}}
