"""Keep a file, let one out of quarantine, erase one, and sweep up what a crash left.

Bytes reach their place before the transaction ends, and leave it after: whatever is killed in between, a row never
points at bytes that are not whole. What may be left over are bytes without a row, and `sweep` removes them.
"""

import logging
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, models, transaction

from charioteer.audit.actions import record
from charioteer.errors import BadInput
from charioteer.files import kinds, names, places, queries, rules, sealing
from charioteer.files.lifecycle import State
from charioteer.files.looking import Look, look
from charioteer.files.looking.kinds import check_size
from charioteer.files.looking.kinds import kinds as known_kinds
from charioteer.files.models import Blob, Member, StoredFile
from charioteer.files.opening import unsealed
from charioteer.files.receiving import Source, receive
from charioteer.offline import journal

ERASED_FILE = "files.file"
_log = logging.getLogger(__name__)
_LEFT_BEHIND = timedelta(days=1)


def store(
    *,
    source: Source,
    name: str,
    trust_id: int,
    by: models.Model | None,
    now: datetime,
    school_id: int | None = None,
    only: Collection[str] = (),
) -> StoredFile:
    """Keep a file. The same bytes are kept once, however often they come.

    Args:
        source: its bytes, read a piece at a time; an upload of Django's or an open file.
        name: as it was sent.
        only: media types that are wanted here; empty means every kind that is kept at all.
    Returns:
        The file. If something in it is dangerous it is in quarantine: see `is_clean` and `blob.dangers`.
    Raises:
        BadInput: it is empty, too large, damaged, or of a kind that is not kept (here).
        CannotKeep: the disk would not take it.
    """
    with places.draft(settings.DATA) as draft:
        sha256, size = receive(source, draft)
        seen = look(draft, name)
        if only and seen.kind.media_type not in only:
            wanted = ", ".join(known_kinds()[media_type].name for media_type in only)
            raise BadInput(f"This is {seen.kind.name}. What can be added here is {wanted}.")
        check_size(size, seen.kind.most, seen.kind.name)
        with transaction.atomic():
            blob = _blob(draft, seen, Blob(trust_id=trust_id, sha256=sha256, size=size, stored_at=now), by)
            clean = names.cleaned(name, seen.kind)
            stored = StoredFile.objects.create(
                ref=secrets.token_hex(16),
                blob=blob,
                name=clean,
                name_as_written=names.as_written(name),
                notes=names.notes(name, clean, seen.kind),
                made_by_id=by.pk if by else None,
                stored_at=now,
            )
            what = kinds.STORED if blob.state == State.CLEAN else kinds.QUARANTINED
            _record(what, stored, by, now, school_id)
    return stored


def release(*, stored: StoredFile, by: models.Model, now: datetime, school_id: int | None = None) -> StoredFile:
    """Let a file out of quarantine, because a second person looked at it.

    Raises:
        NotAllowed, NotNow: see `rules.cannot_release`.
        Damaged: the sealed bytes are not what was put there.
    """
    with transaction.atomic():
        blob = Blob.objects.select_for_update().get(pk=stored.blob_id)
        stored.blob = blob
        if refusal := rules.cannot_release(_member(by), stored, by.pk):
            raise refusal
        _record(kinds.RELEASED, stored, by, now, school_id)
        blob.state, blob.released_by_id, blob.released_at = State.CLEAN, by.pk, now
        blob.save()
        with places.draft(settings.DATA) as draft:
            unsealed(blob, draft)
            places.put(draft, places.shelf(settings.DATA, blob.trust_id, blob.sha256))
        transaction.on_commit(lambda: _remove(blob.pk, State.CLEAN))
    return stored


def erase(
    *, stored: StoredFile, by: models.Model | None, now: datetime, school_id: int | None = None, again: bool = False
) -> StoredFile:
    """Erase a file: its name at once, and its bytes with the last file that is made of them. A tombstone stays.

    Args:
        again: a restored backup erases anew what was erased after it was made; that is not written into the journal.
    Raises:
        NotAllowed, NotNow: another trust's; erased already.
    """
    with transaction.atomic():
        blob = Blob.objects.select_for_update().get(pk=stored.blob_id)
        stored.refresh_from_db()
        stored.blob = blob
        if refusal := rules.cannot_erase(_member(by) if by else None, stored):
            raise refusal
        stored.erased_at, stored.erased_by_id = now, by.pk if by else None
        stored.name, stored.name_as_written, stored.notes = "", "", []
        stored.save()
        if not blob.files.living().exists():
            blob.state, blob.erased_at, blob.dangers = State.ERASED, now, []
            blob.save()
            transaction.on_commit(lambda: _remove(blob.pk, State.ERASED))
        _record(kinds.ERASED, stored, by, now, school_id)
        if not again:
            ref = stored.ref
            transaction.on_commit(lambda: _note(ref, now))
    return stored


def sweep(*, now: datetime) -> int:
    """Remove what a crash left: drafts, and bytes that no row speaks of, once they are a day old.

    Returns:
        How many there were.
    """
    before = (now - _LEFT_BEHIND).timestamp()
    count = 0
    for place in queries.without_a_row(settings.DATA):
        try:
            if place.stat().st_mtime < before:
                places.remove(place)
                count += 1
        except FileNotFoundError:
            continue
    return count


def _blob(draft: Path, seen: Look, wanted: Blob, by: models.Model | None) -> Blob:
    """The row of these bytes, held until the transaction ends, with the bytes in their place."""
    same = Blob.objects.select_for_update().filter(trust_id=wanted.trust_id, sha256=wanted.sha256)
    blob = same.first() or wanted
    if blob.pk and blob.state != State.ERASED:
        if not queries.place_of(settings.DATA, blob).exists():
            _put(draft, blob)  # lost from the disk since; here they are again
        return blob
    blob.media_type, blob.dangers, blob.stored_at = seen.media_type, list(seen.dangers), wanted.stored_at
    blob.state = State.QUARANTINED if seen.dangers else State.CLEAN
    blob.quarantined_for_id = by.pk if by and seen.dangers else None
    blob.erased_at = blob.released_at = blob.released_by_id = None
    try:
        with transaction.atomic():
            blob.save()
    except IntegrityError:  # somebody brought the same bytes at the same moment, and was first
        return same.get()
    _put(draft, blob)
    return blob


def _put(draft: Path, blob: Blob) -> None:
    if blob.state == State.CLEAN:
        places.put(draft, places.shelf(settings.DATA, blob.trust_id, blob.sha256))
        return
    with places.draft(settings.DATA) as sealed:
        with places.said_plainly(), draft.open("rb") as source, sealed.open("wb") as target:
            sealing.seal(settings.DATA, source, target)
        places.put(sealed, places.locked(settings.DATA, blob.trust_id, blob.sha256))


def _remove(blob_pk: int, state: State) -> None:
    """Remove bytes that have no business being there any more, unless somebody brought them again meanwhile."""
    with transaction.atomic():
        blob = Blob.objects.select_for_update().get(pk=blob_pk)
        if blob.state != state:
            return
        places.remove(places.locked(settings.DATA, blob.trust_id, blob.sha256))
        if state == State.ERASED:
            places.remove(places.shelf(settings.DATA, blob.trust_id, blob.sha256))


def _note(ref: str, now: datetime) -> None:
    try:
        journal.note(settings.DATA, ERASED_FILE, [ref], now)
    except (
        OSError,
        BadInput,
    ):  # it is erased all the same, and the next backup writes the journal anew from the database
        _log.exception("The journal of erasures could not be written.")


def _member(by: models.Model) -> Member:
    person: Member = by  # type: ignore[assignment]
    return person


def _record(what: str, stored: StoredFile, by: models.Model | None, now: datetime, school_id: int | None) -> None:
    blob = stored.blob
    facts = {"sha256": blob.sha256, "size": blob.size, "media_type": blob.media_type, "dangers": blob.dangers}
    # Not its name: that goes when the file is erased, and the log does not.
    record(what, of=stored, by=by, now=now, trust_id=blob.trust_id, school_id=school_id, facts=facts)
