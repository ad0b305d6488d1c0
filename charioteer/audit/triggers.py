"""The database itself refuses to change or delete an entry."""

from typing import Any

from django.db import connections

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS audit_entry_no_{verb} BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'The log is append-only.'); END
"""
_POSTGRES = (
    """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The log is append-only.'; END $$
""",
    "CREATE OR REPLACE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE OR REPLACE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only",  # it may have been switched off
    "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_truncate",
)


def install(using: str = "default", **_: Any) -> None:
    """Install the triggers (after every migration: SQLite drops them when it rebuilds a table)."""
    connection = connections[using]
    statements: tuple[str, ...] = _POSTGRES
    if connection.vendor == "sqlite":
        statements = tuple(_SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE"))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Names of the triggers that ought to be there and are not (or, on PostgreSQL, are switched off)."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        wanted = {"audit_entry_no_UPDATE", "audit_entry_no_DELETE"}
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
    else:
        wanted = {"audit_entry_append_only", "audit_entry_no_truncate"}
        query = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass AND tgenabled IN ('O', 'A')"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(wanted - {row[0] for row in cursor.fetchall()})
