"""Every sealed entry in the order of its place, read as plain rows: a million of them pass through here."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import groupby
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, transaction

from charioteer.audit.models import Position

AT_ONCE = 500
Row = tuple[Any, ...]

# An entry that is gone, or differs from its place in hash, reference or trust, comes as NULL and is looked at closely.
_SQL = """
SELECT p.trust_id, p.position, p.leaf, e.body, e.actor, {at}, e.kind, e.ref, e.school_id, e.subject
FROM audit_position p LEFT JOIN audit_entry e
  ON e.id = p.entry_id AND e.hash = p.leaf AND e.ref = p.ref AND e.trust_id {same} p.trust_id
WHERE {where} ORDER BY p.id
"""
_CLOSELY = """
SELECT p.ref, p.leaf, e.ref, e.hash, e.body, e.trust_id, e.school_id, {at}, e.kind, e.actor, e.subject
FROM audit_position p LEFT JOIN audit_entry e ON e.id = p.entry_id WHERE p.trust_id {same} %s AND p.position = %s
"""
_NAMES = {
    "trust": "the trust",
    "school": "the school",
    "at": "the moment",
    "kind": "the kind",
    "actor": "who did it",
    "subject": "what it is about",
}
_WRITTEN = {
    "sqlite": {"at": "replace(e.at, ' ', 'T')", "same": "IS"},
    "postgresql": {
        "at": "to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')",
        "same": "IS NOT DISTINCT FROM",
    },
}
_WORDS = -67  # where a hash of words begins, counted from the end of a body: 64 digits, two quotes, one brace


class Segment(NamedTuple):
    """Some entries of one log, one after another, hashed and compared.

    Args:
        trust_id: whose log.
        places: the place of each.
        leaves: the hash of each; of those that differ, the one they were sealed with.
        wrong: which of them differ in anything, counted from the first.
        worded: how many say something about people.
    """

    trust_id: int | None
    places: list[int]
    leaves: list[bytes]
    wrong: list[int]
    worded: int


def segments(trust_id: int | None, only: bool, first: int, last: int) -> Iterator[Segment]:
    """Read a stretch of the places with their entries, hash and compare.

    Args:
        trust_id: whose log.
        only: that log alone; otherwise all of them.
        first, last: keys of the first place and the one after the last.
    """
    for batch in _batches(trust_id, only, first, last):
        for whose, rows in groupby(batch, key=itemgetter(0)):
            some = list(rows)
            yield Segment(whose, [row[1] for row in some], *leaves_of(some))


def _batches(trust_id: int | None, only: bool, first: int, last: int) -> Iterator[list[Row]]:
    where, params = "p.id >= %s AND p.id < %s", [first, last]
    if only:
        where += " AND p.trust_id IS NULL" if trust_id is None else " AND p.trust_id = %s"
        params += [] if trust_id is None else [trust_id]
    sql = _SQL.format(where=where, **_WRITTEN[connection.vendor])
    if connection.vendor == "sqlite":
        yield from _rows_of_sqlite(sql, params)
        return
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        yield from iter(lambda: cursor.fetchmany(AT_ONCE), [])


def _rows_of_sqlite(sql: str, params: list[int]) -> Iterator[list[Row]]:
    # Outside a transaction: ours are IMMEDIATE, and nobody shall wait for this.
    done = 0
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            for batch in iter(lambda: cursor.fetchmany(AT_ONCE), []):
                done += len(batch)
                yield batch
    except DatabaseError:
        # Somebody who writes into the file itself may leave bytes that are no text. They are read as they are.
        with as_it_is(), connection.cursor() as cursor:
            cursor.execute(f"{sql} LIMIT -1 OFFSET {done}", params)
            yield from iter(lambda: cursor.fetchmany(AT_ONCE), [])


@contextmanager
def as_it_is() -> Iterator[None]:
    """Read text from SQLite even where it is no text, so that whoever compares it can say so."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual = connection.connection.text_factory
    connection.connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = usual


def leaves_of(rows: Sequence[Row]) -> tuple[list[bytes], list[int], int]:
    """Hash the entries of one log and compare every column with what the entry itself says.

    Returns:
        The leaf hashes; the places (in this sequence) of rows that differ in anything, whose leaf is the one they were
        sealed with; how many entries say something about people.
    """
    leaves: list[bytes] = []
    wrong: list[int] = []
    bare = 0
    known: dict[Any, str] = {}
    trust = rows[0][0] if rows and rows[0][0] is not None else "null"
    with_words = f',"trust":{trust},"words":'
    without = f"{with_words}null}}"
    for index, (_, _, leaf, body, actor, at, kind, ref, school, subject) in enumerate(rows):
        try:
            digest = sha256(b"\x00" + body.encode()).digest()
            # The body is canonical, so that its keys stand in this order, with the facts between `at` and `kind`.
            who = known.get(actor) or known.setdefault(actor, quoted(actor))
            what = known.get(kind) or known.setdefault(kind, quoted(kind))
            where = "null" if school is None else known.get(school) or known.setdefault(school, json.dumps(school))
            middle = f'}},"kind":{what},"ref":{quoted(ref)},"school":{where},"subject":{quoted(subject)}'
            silent = body.endswith(middle + without)
            if (
                digest.hex() == leaf
                and body.startswith(f'{{"actor":{who},"at":"{at}+00:00","facts":{{')
                and (silent or body.endswith(middle + with_words, 0, _WORDS))
            ) or _same(rows[index]):
                bare += silent
                leaves.append(digest)
                continue
        except (AttributeError, TypeError, ValueError):
            pass  # the entry is gone, or a column holds what no column of its kind can
        wrong.append(index)
        leaves.append(_sealed_with(leaf))
    return leaves, wrong, len(rows) - bare


def _sealed_with(leaf: object) -> bytes:
    try:
        return bytes.fromhex(str(leaf))
    except ValueError:
        return b""  # of which no tree grows that anybody signed


def _same(row: Row) -> bool:
    """The same comparison at leisure, by reading the entry."""
    trust_id, _, leaf, body, actor, at, kind, ref, school, subject = row
    if sha256(b"\x00" + body.encode()).hexdigest() != leaf:
        return False
    said = json.loads(body)
    inside = [said.get(key) for key in ("trust", "actor", "at", "kind", "ref", "school", "subject")]
    return inside == [trust_id, actor, _moment(at), kind, ref, school, subject]


def what_differs(trust_id: int | None, position: int) -> tuple[str, str]:
    """Say in a sentence what is wrong with the entry at a place, and its reference."""
    with as_it_is(), connection.cursor() as cursor:
        cursor.execute(_CLOSELY.format(**_WRITTEN[connection.vendor]), [trust_id, position])
        ref, leaf, *entry = cursor.fetchone()
    return ref, f"Entry {position + 1} (reference {ref}) {_wrong(ref, leaf, *entry)}"


def _wrong(ref: str, leaf: str, *entry: Any) -> str:
    own_ref, own_hash, body, *beside = entry
    if own_ref is None or own_ref != ref:
        return "is gone: the log gave it this place, and it is not there any more."
    if not isinstance(body, str) or sha256(b"\x00" + body.encode(errors="surrogateescape")).hexdigest() != leaf:
        return "was changed after it was sealed: its content does not give the hash it had then."
    if own_hash != leaf:
        return "was changed after it was sealed: the hash beside it is another."
    return f"was changed after it was sealed: {_columns(json.loads(body), beside)} is not what the entry itself says."


def _columns(said: dict[str, Any], beside: Sequence[Any]) -> str:
    return " and ".join(
        name
        for (key, name), outside in zip(_NAMES.items(), beside, strict=True)
        if said.get(key) != (_moment(outside) if key == "at" else outside)
    )


def _moment(at: object) -> str:
    # A full second is written shorter in its column.
    return f"{at}+00:00" if str(at)[19:] else f"{at}.000000+00:00"


def beyond(trust_id: int | None, size: int) -> Position | None:
    """The first place of a log that no head covers, if there is one."""
    return Position.objects.filter(trust_id=trust_id, position__gte=size).order_by("position").first()
