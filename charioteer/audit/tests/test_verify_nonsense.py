"""A check of the log ends with a finding and not in an exception, whatever was written into a column."""

import pytest
from django.db import connection

from charioteer.audit.models import Entry
from charioteer.audit.tests.tampering import check, sentences, unlocked

NONSENSE = {"a blob": b"\x00\xff", "words": "no such thing", "emptiness": "", "a number": -1, "text of null": "null"}
UNREADABLE = "cast(x'ff' AS TEXT)"


def sqlite_only() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps nonsense out of its columns itself.")


@pytest.mark.parametrize("said", NONSENSE)
@pytest.mark.parametrize("column", ["body", "actor", "at", "kind", "school_id", "subject", "hash"])
def test_nonsense_in_a_column_of_an_entry(log: list[Entry], column: str, said: str) -> None:
    sqlite_only()
    sql = " ".join(("UPDATE audit_entry SET", column, "= %s WHERE id = %s"))
    unlocked("audit_entry", sql, NONSENSE[said], log[6].pk)
    assert check().findings[0].position == 6


@pytest.mark.parametrize("column", ["body", "actor", "at", "kind", "subject", "hash", "ref"])
def test_bytes_that_are_no_text(log: list[Entry], column: str) -> None:
    sqlite_only()
    sql = " ".join(("UPDATE audit_entry SET", column, "=", UNREADABLE, "WHERE id = %s"))
    unlocked("audit_entry", sql, log[4].pk)
    report = check()
    assert report.findings[0].position == 4, sentences(report)


@pytest.mark.parametrize("column", ["id", "position", "trust_id", "leaf", "ref", "entry_id"])
@pytest.mark.parametrize("value", [10**15, "nonsense"])
def test_nonsense_in_a_place(log: list[Entry], column: str, value: object) -> None:
    sqlite_only()
    if (column, value) == ("id", "nonsense"):
        return  # the database itself refuses that
    sql = " ".join(("UPDATE audit_position SET", column, "= %s WHERE entry_id = %s"))
    unlocked("audit_position", sql, value, log[4].pk)
    assert not check().holds


@pytest.mark.parametrize("column", ["root", "frontier", "at", "size", "signature", "key_id", "trust_id"])
def test_nonsense_in_a_head(log: list[Entry], column: str) -> None:
    sqlite_only()
    unlocked("audit_head", " ".join(("UPDATE audit_head SET", column, "= 'nonsense' WHERE size = 5")))
    assert not check().holds


@pytest.mark.parametrize("column", ["public", "key_id"])
def test_nonsense_in_a_public_key(log: list[Entry], column: str) -> None:
    sqlite_only()
    unlocked("audit_signingkey", " ".join(("UPDATE audit_signingkey SET", column, "= 'nonsense'")))
    assert not check().holds
