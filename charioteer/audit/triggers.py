"""The database itself refuses to change, delete or empty what the log is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_entry", "audit_position", "audit_head", "audit_publishedhead", "audit_signingkey")
_FUNCTION = "BEGIN RAISE EXCEPTION 'The log is append-only.'; END"


@dataclass(frozen=True)
class _Trigger:
    name: str
    table: str
    sql: str


def _wanted(vendor: str) -> Iterator[_Trigger]:
    for table in TABLES:
        if vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                name = f"{table}_no_{verb}"
                refuses = "BEGIN SELECT RAISE(ABORT, 'The log is append-only.'); END"
                yield _Trigger(name, table, f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {refuses}")
        else:
            for name, when in (("append_only", "UPDATE OR DELETE"), ("no_truncate", "TRUNCATE")):
                each = "STATEMENT" if when == "TRUNCATE" else "ROW"
                event = f"BEFORE {when} ON {table} FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
                yield _Trigger(f"{table}_{name}", table, f"CREATE TRIGGER {table}_{name} {event}")


def missing(using: str = "default") -> list[str]:
    """Names of the triggers that ought to be there and are not, or are switched off, or do not refuse.

    Of tables only that there are: before the first migration nothing is missing.
    """
    connection = connections[using]
    there = set(connection.introspection.table_names())
    good = _good_on_sqlite(connection) if connection.vendor == "sqlite" else _good_on_postgres(connection)
    return sorted(one.name for one in _wanted(connection.vendor) if one.table in there and one.name not in good)


def install(using: str = "default", **_: Any) -> list[str]:
    """Install what is missing (after every migration: SQLite drops triggers when it rebuilds a table).

    Returns:
        The names of those that were installed.
    """
    connection = connections[using]
    lacking = set(missing(using))
    if not lacking:
        return []
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            body = f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {_FUNCTION} $$"
            cursor.execute(body)
        for one in _wanted(connection.vendor):
            if one.name in lacking:
                on = "" if connection.vendor == "sqlite" else f" ON {one.table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {one.name}{on}")
                cursor.execute(one.sql)
    return sorted(lacking)


def _good_on_sqlite(connection: BaseDatabaseWrapper) -> set[str]:
    # A hollow trigger of the right name does not count: the very words are compared.
    wanted = {one.name: one.sql for one in _wanted("sqlite")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name for name, sql in cursor.fetchall() if sql.split() == wanted.get(name, "").split()}


def _good_on_postgres(connection: BaseDatabaseWrapper) -> set[str]:
    # pg_get_triggerdef writes the schema into the definition; what stands before and after it must be ours.
    wanted = {one.name: one.sql for one in _wanted("postgresql")}
    query = (
        "SELECT t.tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE t.tgenabled IN ('O', 'A') AND p.proname = 'audit_refuse' AND btrim(p.prosrc) = %s"
        " AND t.tgrelid = ANY (%s::regclass[])"
    )
    there = [table for table in TABLES if table in connection.introspection.table_names()]
    with connection.cursor() as cursor:
        cursor.execute(query, [_FUNCTION, there])
        return {name for name, sql in cursor.fetchall() if _same(sql, wanted.get(name, ""))}


def _same(found: str, wanted: str) -> bool:
    def parts(sql: str) -> list[str]:
        # "BEFORE DELETE OR UPDATE": PostgreSQL orders the verbs its own way.
        return sorted(word for word in sql.replace("()", "").split() if word not in {"FOR", "EACH"})

    return parts(found) == parts(wanted)
