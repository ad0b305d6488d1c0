"""What the database must say whichever it is: no migration is missing, the log cannot be rewritten."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from charioteer.audit import triggers
from charioteer.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    return Entry.objects.create(
        ref="a" * 32, at="2026-11-22T09:12:00Z", kind="k", actor="system", subject="s:1", body="{}", hash="0" * 64
    )


def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_triggers_are_there() -> None:
    assert triggers.missing() == []


def _refused(sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_entry_is_never_changed(entry: Entry) -> None:
    entry.kind = "another"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()
    _refused("UPDATE audit_entry SET kind = 'another'")
    assert Entry.objects.get().kind == "k"


def test_an_entry_is_never_deleted(entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()
    _refused("DELETE FROM audit_entry")
    _refused("TRUNCATE audit_entry" if connection.vendor == "postgresql" else "DELETE FROM audit_entry WHERE 1 = 1")
    assert Entry.objects.count() == 1


def test_an_entry_is_never_replaced(entry: Entry) -> None:
    """SQLite's REPLACE deletes without firing triggers unless recursive_triggers is on."""
    if connection.vendor == "sqlite":
        columns = "ref, at, kind, actor, subject, body, hash"
        values = f"'{entry.ref}', '2026-11-22', 'another', 'system', 's:1', '{{}}', '0'"
        _refused(f"REPLACE INTO audit_entry ({columns}) VALUES ({values})")  # noqa: S608
    else:
        _refused(
            "INSERT INTO audit_entry (ref, at, kind, actor, subject, body, hash) "
            "SELECT ref, at, 'another', actor, subject, body, hash FROM audit_entry "
            "ON CONFLICT (ref) DO UPDATE SET kind = 'another'"
        )
    assert Entry.objects.get().kind == "k"


def test_a_rebuilt_table_gets_its_triggers_back() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_DELETE")
        else:
            cursor.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
    assert len(triggers.missing()) == 1
    triggers.install()
    assert triggers.missing() == []


def test_a_trigger_that_is_switched_off_is_missed_and_switched_on_again() -> None:
    """Only PostgreSQL can switch one off; SQLite refuses the very word."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_UPDATE")
            return
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
    assert triggers.missing() == ["audit_entry_append_only"]
    triggers.install()
    assert triggers.missing() == []
