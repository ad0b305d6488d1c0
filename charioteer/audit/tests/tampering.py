"""A small log of every sort of entry, and the hand that goes behind the triggers' back."""

from datetime import UTC, datetime

from django.db import connection, transaction
from django.utils import timezone

from charioteer.audit import triggers
from charioteer.audit.actions import record
from charioteer.audit.models import Entry, SigningKey
from charioteer.audit.verifying import Report, verify

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
PERSON = SigningKey(pk=7)  # any row will do for “who”: the log knows no people

BODY = "UPDATE audit_entry SET body = replace(body, '\"fields\"', '\"felds\"') WHERE id = %s"


def written() -> list[Entry]:
    """Nine entries of one trust, some with words, in four heads; two of another trust; one of none."""
    found = []
    for number in range(9):
        words = {"name": f"Ünit “{number}”\n"} if number % 3 == 0 else None
        facts = {"fields": ["kind", "ref"], "nested": {"at": "2026", "words": None}}
        now = NOW.replace(microsecond=number)
        made = record(
            f"test.thing.{'done' if number % 2 else 'undone'}",
            of=f"test.thing:{number}",
            by=PERSON if number % 4 else None,
            now=now,
            trust_id=1,
            school_id=number % 3 or None,
            facts=facts,
            words=words,
        )
        found.append(made)
    with transaction.atomic():
        for trust_id in (2, 2, None):
            record("test.thing.done", of="test.thing:1", by=None, now=NOW, trust_id=trust_id)
    return found


def check(**how: object) -> Report:
    return verify(now=timezone.now(), **how)


def delete(what: str, condition: str) -> None:
    unlocked(f"audit_{what}", " ".join(("DELETE FROM", f"audit_{what}", "WHERE trust_id = 1 AND", condition)))


def unlocked(table: str, sql: str, *params: object) -> None:
    """Do what the triggers forbid, and put them back as an intruder with the database in hand would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            cursor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        cursor.execute(sql, params)
    triggers.install()
    assert triggers.missing() == []


def sentences(report: Report) -> list[str]:
    return [finding.sentence for finding in report.findings]
