"""Every sealed entry in the order of its place, read as plain rows: a million of them pass through here."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any

from django.db import connection, transaction

from charioteer.audit.models import Entry, Position

AT_ONCE = 2_000
Row = tuple[Any, ...]

_SQL = """
SELECT p.trust_id, p.position, p.ref, p.leaf, p.entry_id,
       e.body, e.actor, {at}, e.kind, e.ref, e.school_id, e.subject, e.trust_id
FROM audit_position p LEFT JOIN audit_entry e ON e.id = p.entry_id AND e.hash = p.leaf
{where} ORDER BY p.id
"""
_AT = {
    "sqlite": "e.at || ''",  # as it is stored: without this the driver makes a moment of it
    "postgresql": "to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
_WORDS = -67  # where a hash of words begins, counted from the end of a body: 64 digits, two quotes, one brace


@contextmanager
def rows(trust_id: int | None, *, only: bool) -> Iterator[Iterator[list[Row]]]:
    """Stream the places with their entries, some thousands at a time.

    Args:
        trust_id: whose log.
        only: that log alone; otherwise all of them.
    """
    where, params = ("", []) if not only else _of(trust_id)
    sql = _SQL.format(at=_AT[connection.vendor], where=where)
    if connection.vendor == "sqlite":
        # Outside a transaction: ours are IMMEDIATE, and nobody shall wait for this.
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            yield iter(lambda: cursor.fetchmany(AT_ONCE), [])
        return
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        yield iter(lambda: cursor.fetchmany(AT_ONCE), [])


def _of(trust_id: int | None) -> tuple[str, list[int]]:
    return ("WHERE p.trust_id IS NULL", []) if trust_id is None else ("WHERE p.trust_id = %s", [trust_id])


def leaf_of(row: Row) -> bytes | None:
    """The leaf hash of a row whose entry is what it was, in the body and in every column; None if anything differs."""
    trust_id, _, ref, leaf, _, body, actor, at, kind, own_ref, school_id, subject, own_trust = row
    if body is None or own_ref != ref or own_trust != trust_id:
        return None
    digest = sha256(b"\x00" + body.encode()).digest()
    # The body is canonical, so that its keys stand in this order, with the facts between `at` and `kind`.
    begins = f'{{"actor":{quoted(actor)},"at":"{at[:10]}T{at[11:]}{"" if at[19:] else ".000000"}+00:00","facts":{{'
    ends = (
        f'}},"kind":{quoted(kind)},"ref":{quoted(ref)},"school":{"null" if school_id is None else school_id},'
        f'"subject":{quoted(subject)},"trust":{"null" if trust_id is None else trust_id},"words":'
    )
    said = body.endswith(f"{ends}null}}") or body.endswith(ends, 0, _WORDS)
    return digest if said and digest.hex() == leaf and body.startswith(begins) else None


def what_differs(row: Row) -> str:
    """Say in a sentence what is wrong with a row that `leaf_of` did not accept."""
    _, position, ref, leaf, entry_id, *_ = row
    place = f"Entry {position + 1} (reference {ref})"
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None or entry.ref != ref:
        return f"{place} is gone: the log gave it this place, and it is not there any more."
    if sha256(b"\x00" + entry.body.encode()).hexdigest() != leaf:
        return f"{place} was changed after it was sealed: its content does not give the hash it had then."
    if entry.hash != leaf:
        return f"{place} was changed after it was sealed: the hash beside it is another."
    return f"{place} was changed after it was sealed: {_columns(entry)} is not what the entry itself says."


def _columns(entry: Entry) -> str:
    said = json.loads(entry.body)
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    beside = {
        "the trust": (said.get("trust"), entry.trust_id),
        "the school": (said.get("school"), entry.school_id),
        "the moment": (said.get("at"), at),
        "the kind": (said.get("kind"), entry.kind),
        "who did it": (said.get("actor"), entry.actor),
        "what it is about": (said.get("subject"), entry.subject),
    }
    return " and ".join(name for name, (inside, outside) in beside.items() if inside != outside) or "something"


def beyond(trust_id: int | None, size: int) -> Position | None:
    """The first place of a log that no head covers, if there is one."""
    return Position.objects.filter(trust_id=trust_id, position__gte=size).order_by("position").first()
