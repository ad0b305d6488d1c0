"""A scratch place: a database made to be thrown away, on the same PostgreSQL server."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

from charioteer.errors import BadInput, NotNow

try:
    import psycopg
except ImportError:  # it is here only where PostgreSQL is
    psycopg = None  # type: ignore[assignment]


@contextmanager
def scratch_database(database: Mapping[str, Any]) -> Iterator[dict[str, Any] | None]:
    """An empty database beside the living one; None if this user may not make one. Gone at the end."""
    name = f"charioteer_scratch_{secrets.token_hex(6)}"
    with _connected(database) as server:
        may = server.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        if not may or not may[0]:
            yield None
            return
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield {**database, "NAME": name}
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def check_empty(database: Mapping[str, Any]) -> None:
    """Refuse a database that holds anything.

    Raises:
        NotNow: it cannot be reached.
        BadInput: it is not empty.
    """
    query = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    with _connected(database) as server:
        row = server.execute(query).fetchone()
    if row and row[0]:
        raise BadInput(
            f"The database {database['NAME']} holds {row[0]} tables already. A restore goes into an empty one only: "
            "make it with createdb, and name that.",
            where="--database-url",
        )


def address(database: Mapping[str, Any]) -> str:
    """The address of a database, as DATABASE_URL has it."""
    user = quote(str(database.get("USER") or ""), safe="")
    password = f":{quote(str(database['PASSWORD']), safe='')}" if database.get("PASSWORD") else ""
    host = str(database.get("HOST") or "")
    place = f"{f'[{host}]' if ':' in host else quote(host, safe='')}:{database.get('PORT') or 5432}"
    options = urlencode({name: str(value) for name, value in (database.get("OPTIONS") or {}).items()})
    name = quote(str(database["NAME"]), safe="")
    return f"postgres://{user}{password}@{place}/{name}{f'?{options}' if options else ''}"


@contextmanager
def _connected(database: Mapping[str, Any]) -> Iterator[Any]:
    if psycopg is None:
        raise NotNow("PostgreSQL’s driver is not here. Install Charioteer with its extra “postgres”.")
    try:
        server = psycopg.connect(address(database), autocommit=True)
    except psycopg.Error as why:
        raise NotNow(f"The database does not answer: {' '.join(str(why).split())[:200]}") from why
    with server:
        yield server
