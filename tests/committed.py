"""A database of its own, with everything committed, for tests that need real transactions.

The log refuses to be emptied, so such a test cannot be cleaned up after: it gets a copy of the migrated database, and
the copy is thrown away. On SQLite it is a file (WAL, immediate transactions, as in life), on PostgreSQL a database made
from the template. Other threads see it as `default`; other processes with `Committed.environment`.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connections

from tests.cast import Cast, assemble


@dataclass(frozen=True)
class Committed:
    """One such database.

    Args:
        data: its data folder; `settings.DATA` while the test runs, with keys of its own.
        url: where it is on PostgreSQL; "" for SQLite, whose file lies in the data folder.
    """

    data: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment with which another process works on the same database."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("CHARIOTEER_", "DATABASE_URL"))
        }
        ours = {"CHARIOTEER_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "charioteer.settings"}
        return {**kept, **ours, **({"DATABASE_URL": self.url} if self.url else {})}


@pytest.fixture(scope="session")
def template_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The migrated test database. pytest-django makes it only if some test of this run asks for it in its own way."""
    connection = connections["default"]
    real = connection.settings_dict["NAME"]
    if real == connection.creation._get_test_db_name():
        yield
        return
    with django_db_blocker.unblock():
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(real, verbosity=0)


@pytest.fixture
def committed(
    tmp_path: Path, settings: LazySettings, template_database: None, django_db_blocker: Any
) -> Iterator[Committed]:
    """An empty, migrated database in which what is committed stays. Not together with `db` or `cast`."""
    with django_db_blocker.unblock():
        copying = _sqlite if connections["default"].vendor == "sqlite" else _postgres
        with copying(tmp_path) as found:
            settings.DATA = tmp_path
            call_command("createcachetable", "shared_cache", verbosity=0)
            yield found


@pytest.fixture
def committed_cast(committed: Committed, settings: LazySettings) -> Cast:
    """Everybody, committed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return assemble()


@contextmanager
def _sqlite(folder: Path) -> Iterator[Committed]:
    path = folder / "charioteer.sqlite3"
    template = connections["default"]
    template.ensure_connection()
    copy = sqlite3.connect(path)
    template.connection.backup(copy)
    copy.close()
    with _default_is(str(path)):
        yield Committed(folder)


@contextmanager
def _postgres(folder: Path) -> Iterator[Committed]:
    template = connections["default"]
    at, name = template.settings_dict, f"committed_{uuid4().hex}"
    template.close()  # a database that somebody is in cannot be copied
    quoted = template.ops.quote_name
    with template._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(at['NAME'])}")
    password = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
    host = f"{at['HOST'] or 'localhost'}:{at['PORT'] or 5432}"
    try:
        with _default_is(name):
            yield Committed(folder, f"postgres://{quote(at['USER'])}{password}@{host}/{name}")
    finally:
        with template._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted(name)} WITH (FORCE)")


@contextmanager
def _default_is(name: str) -> Iterator[None]:
    """Make another database the default one, for this thread and for those it starts."""
    before, template = connections.settings["default"], connections["default"]
    connections.settings["default"] = {**before, "NAME": name}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        connections["default"] = template
