"""The sealer: gives committed entries their places, extends the tree of each trust, and signs its new head.

An entry is written without a lock, in whatever transaction makes the change. Only when that has committed does the
entry get the next free place, so what was rolled back leaves no gap. One sealer works at a time: on SQLite whoever
writes, on PostgreSQL whoever holds the lock. It runs at the end of each transaction that wrote to the log, and in the
worker every second, for those times when another held it.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from traceback import clear_frames
from typing import NamedTuple

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from charioteer import bulk, keyring
from charioteer.audit import heads
from charioteer.audit.merkle import Frontier, leaf_hash
from charioteer.audit.models import Head, Position, SigningKey

AT_COMMIT, AT_ONCE = 500, 10_000
"""How many entries one run seals: a few while somebody waits for a page, many in the worker."""
_LOCK = 4_716_001  # any number nobody else locks by
_FIELDS = ("entry_id", "trust_id", "position", "ref", "leaf")
_UNSEALED = """
SELECT e.id, e.trust_id, e.ref, e.body FROM audit_entry e LEFT JOIN audit_position p ON p.entry_id = e.id
WHERE e.id > %s AND p.id IS NULL ORDER BY e.id LIMIT %s
"""
_log = logging.getLogger(__name__)


class _Waiting(NamedTuple):
    pk: int
    trust_id: int | None
    ref: str
    body: str


def seal_after_commit() -> None:
    """Have the entries of this transaction sealed once it has committed: one run, however many entries it wrote."""
    waiting = transaction.get_connection().run_on_commit
    if not any(hook is _seal_quietly for _, hook, *_ in waiting):
        transaction.on_commit(_seal_quietly)


def seal(*, now: datetime, wait: bool = True, at_most: int = AT_ONCE) -> int:
    """Give committed entries their places and sign the new heads.

    Args:
        now: when.
        wait: for another sealer to finish; False gives up at once.
        at_most: how many entries; the rest is left for the next run.
    Returns:
        How many were sealed.
    Raises:
        keyring.Unusable: the keys on this server are not those that signed this log.
    """
    if wait and not _waiting(1, _newest()):
        return 0  # who did not wait knows of something to seal, and asks only once the place is theirs
    try:
        with _patience(wait), transaction.atomic():
            return _run(now, at_most) if _only_one(wait) else 0
    except OperationalError as why:
        if wait or "locked" not in str(why):
            raise
        # The error and its frames hold on to each other and to a cursor. Left to the garbage collector, that cursor may
        # be finalised by a thread that is writing, which then waits for this connection while this one waits for it.
        clear_frames(why.__traceback__)
        return 0


def _seal_quietly() -> None:
    # Whoever made the change has it already: nothing that goes wrong here may look as if it had failed.
    try:
        seal(now=timezone.now(), wait=False, at_most=AT_COMMIT)
    except keyring.Unusable as why:
        _log.error("The log is not sealed: %s", why)
    except Exception:
        _log.exception("The log could not be sealed just now. The worker tries again; `charioteer doctor` says more.")


def _newest() -> Head | None:
    return Head.objects.order_by("-pk").first()


def _waiting(at_most: int, newest: Head | None) -> list[_Waiting]:
    """Committed entries that have no place yet, in the order of their keys."""
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED, [_settled(newest), at_most])
        return [_Waiting(*row) for row in cursor.fetchall()]


def _settled(newest: Head | None) -> int:
    """A key up to which every entry has its place or will never be committed, so that a run need not look there.

    SQLite has one writer, so keys are committed in their order. On PostgreSQL a smaller key may be committed after a
    larger one. There all is settled up to the `top` of a head if every transaction that was open then (its `horizon`)
    was over when the last run began to look (its `floor`). The head before that one is taken, since a key is drawn an
    instant before its transaction is counted.
    """
    if newest is None:
        return 0
    if connection.vendor == "sqlite":
        return newest.top
    over = Head.objects.filter(horizon__lte=newest.floor).order_by("-pk").values_list("top", flat=True)[1:2]
    return over[0] if over else 0


def _snapshot(end: str) -> int:
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_snapshot_{end}(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _run(now: datetime, at_most: int) -> int:
    before, floor = _newest(), _snapshot("xmin")
    waiting = _waiting(at_most, before)
    if not waiting:
        return 0
    signer = signing_key(now=now)
    if before and len(waiting) == at_most:
        floor = before.floor  # there may be more, which this run did not see
    top, horizon = max(before.top if before else 0, waiting[-1].pk), _snapshot("xmax")
    waiting.sort(key=lambda one: (one.trust_id or 0, one.pk))
    for trust_id, some in groupby(waiting, key=lambda one: one.trust_id):
        last = before if before and before.trust_id == trust_id else _last(trust_id)
        head = _extended(trust_id, last, list(some))
        head.at, head.key_id = now, signer.key_id
        head.top, head.floor, head.horizon = top, floor, horizon
        text = heads.signed_text(trust_id=trust_id, size=head.size, root=head.root, at=now)
        head.signature = signer.sign(text)
        head.save(force_insert=True)
    return len(waiting)


def _last(trust_id: int | None) -> Head | None:
    return Head.objects.filter(trust_id=trust_id).order_by("-size").first()


def _extended(trust_id: int | None, last: Head | None, entries: Sequence[_Waiting]) -> Head:
    """Give the entries their places; returns the new head, still to be signed."""
    tree = Frontier.read(last.size, last.frontier) if last else Frontier()
    leaves = [leaf_hash(one.body.encode()) for one in entries]
    places = enumerate(zip(entries, leaves, strict=True), start=tree.size)
    rows = [(one.pk, trust_id, position, one.ref, leaf.hex()) for position, (one, leaf) in places]
    bulk.insert(Position, _FIELDS, rows)
    tree.extend(leaves)
    return Head(trust_id=trust_id, size=tree.size, root=tree.root().hex(), frontier=str(tree))


def signing_key(*, now: datetime) -> keyring.Signer:
    """The key in use; its public half is kept for good the first time it signs."""
    signer = keyring.signer(settings.DATA)
    known = {"key_id": signer.key_id, "public": signer.public, "at": now}
    kept, _ = SigningKey.objects.get_or_create(version=signer.version, defaults=known)
    if kept.public != signer.public:
        raise keyring.Unusable(
            f"The keys in {settings.DATA / 'keys'} are not those that signed this log, so nothing more is signed. Put"
            " back the keys folder that was backed up with this database."
        )
    return signer


def _only_one(wait: bool) -> bool:
    if connection.vendor == "sqlite":
        return True  # the transaction is IMMEDIATE: nobody else writes
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


@contextmanager
def _patience(wait: bool) -> Iterator[None]:
    """On SQLite, do not wait for another writer when told not to."""
    if wait or connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
