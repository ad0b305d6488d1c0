"""Preview a file, match its columns again, confirm it, discard it, and let old previews go."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, models, transaction

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.intake import lines, matching, rules
from charioteer.intake.importers import Choice, Importer
from charioteer.intake.lifecycle import State
from charioteer.intake.models import Batch, ColumnMapping, Upload
from charioteer.intake.readers import Document, read

PREVIEWED = kind("intake.batch.previewed", "File read for an import; nothing written")
REMATCHED = kind("intake.batch.rematched", "Columns of an import matched again")
CONFIRMED = kind("intake.batch.confirmed", "Import confirmed")
DISCARDED = kind("intake.batch.discarded", "Import thrown away, its lines erased")
EXPIRED = kind("intake.batch.expired", "Import left too long, its lines erased")


def preview(
    *,
    importer: Importer,
    file_name: str,
    data: bytes,
    trust_id: int,
    by: models.Model | None,
    now: datetime,
    table: str | None = None,
    mapping: Mapping[str, int] | None = None,
) -> Batch:
    """Read a file and keep what it would do. Nothing but the preview is written.

    Args:
        importer: what it is imported into.
        file_name, data: the file, as sent.
        table: `Table.where` of the table to take; None finds the best match.
        mapping: column key to the place of the file's column; None matches by the heads, or as last time.
        by: who sent it; None for a command.
    Returns:
        The preview, with its lines.
    Raises:
        BadInput: it cannot be read, or (`matching.Unmatched`) lacks a column that is needed.
    """
    expire(now=now)  # until a worker does it, whoever brings the next file lets the old ones go
    document, choice = _read(importer, file_name, data, trust_id, table, mapping)
    values, counts = lines.prepared(choice.table, importer.understand(choice.table, choice.mapping, trust_id=trust_id))
    batch = Batch(
        trust_id=trust_id,
        importer=importer.key,
        file_name=file_name[-255:],
        sha256=document.sha256,
        size=document.size,
        media_type=document.media_type,
        made_by_id=by.pk if by else None,
        made_at=now,
    )
    _describe(batch, document, choice, counts)
    with transaction.atomic():
        batch.save(force_insert=True)
        Upload.objects.create(batch=batch, data=data)
        lines.insert(batch, values)
        _record(PREVIEWED, batch, by, now)
    return batch


def rematch(
    *,
    batch: Batch,
    importer: Importer,
    by: models.Model | None,
    now: datetime,
    table: str | None = None,
    mapping: Mapping[str, int] | None = None,
) -> Batch:
    """Read the same file again with another table or other columns.

    Raises:
        NotAllowed, NotNow: see `rules.cannot_decide`.
        BadInput: what was chosen is not in the file.
    """
    if refusal := rules.cannot_decide(by, batch, now):
        raise refusal
    held = Upload.objects.filter(batch=batch).first()
    if held is None:
        raise rules.already_decided()
    trust_id = batch.trust_id
    document, choice = _read(importer, batch.file_name, bytes(held.data), trust_id, table, mapping)
    values, counts = lines.prepared(choice.table, importer.understand(choice.table, choice.mapping, trust_id=trust_id))
    _describe(batch, document, choice, counts)
    with transaction.atomic():
        if not Batch.objects.select_for_update().filter(pk=batch.pk, state=State.PREVIEWED).exists():
            raise rules.already_decided()
        batch.save()
        lines.erase(batch)
        lines.insert(batch, values)
        _record(REMATCHED, batch, by, now)
    return batch


def confirm(*, batch: Batch, importer: Importer, by: models.Model | None, now: datetime, again: bool = False) -> Batch:
    """Write what was previewed, in one transaction.

    A file that was taken in before in the same way (same trust, importer, bytes, table and columns) changes nothing:
    the batch is confirmed with `repeat_of` set and a note that says so.

    Args:
        again: write it all the same, because the register moved on since.
    Returns:
        The batch, with `written` as the importer counts it.
    Raises:
        NotAllowed, NotNow: of another trust; decided by somebody else first; too old.
    """
    if refusal := rules.cannot_decide(by, batch, now):
        raise refusal
    with transaction.atomic():
        earlier, taken = Batch.objects.first_of(batch.fingerprint), lines.Rooted(lines.to_write(batch))
        _move(batch, State.CONFIRMED, by, now, repeat_of=earlier)
        if earlier and not again:
            batch.notes = [*batch.notes, _taken_in_before(earlier)]
        else:
            written = importer.write(iter(taken), batch=batch, trust_id=batch.trust_id, by=by, now=now)
            batch.written = dict(written)
        batch.save(update_fields=["notes", "written"])
        Upload.objects.filter(batch=batch).delete()
        _remember(batch, importer, now)
        _record(CONFIRMED, batch, by, now, taken)
    return batch


def discard(*, batch: Batch, by: models.Model | None, now: datetime) -> Batch:
    """Throw a preview away and erase what was read.

    Raises:
        NotAllowed, NotNow: of another trust; decided by somebody else first.
    """
    if refusal := rules.cannot_decide(by, batch, now):
        raise refusal
    _let_go(batch, State.DISCARDED, DISCARDED, by, now)
    return batch


def expire(*, now: datetime) -> int:
    """Erase every preview that nobody decided in time.

    Returns:
        How many there were.
    """
    count = 0
    for batch in Batch.objects.expired(now).order_by("pk"):
        _let_go(batch, State.EXPIRED, EXPIRED, None, now)
        count += 1
    return count


def _read(
    importer: Importer,
    file_name: str,
    data: bytes,
    trust_id: int,
    table: str | None,
    mapping: Mapping[str, int] | None,
) -> tuple[Document, Choice]:
    document = read(file_name, data, max_bytes=settings.UPLOAD_LIMIT)

    def remembered(header: Sequence[str]) -> Mapping[str, int | None] | None:
        known = ColumnMapping.objects.filter(
            trust_id=trust_id, importer=importer.key, header_hash=matching.header_hash(header)
        ).first()
        return known.columns if known else None

    return document, matching.choose(document, importer.columns, where=table, mapping=mapping, remembered=remembered)


def _describe(batch: Batch, document: Document, choice: Choice, counts: dict[str, int]) -> None:
    batch.table_where = choice.table.where[:200]
    batch.header = list(choice.table.header)
    batch.tables = [{"where": t.where, "name": t.name, "header": t.header} for t in document.tables]
    batch.mapping = choice.mapping
    batch.counts = counts
    batch.notes = [*document.notes, *choice.notes]
    parts = [batch.trust_id, batch.importer, batch.sha256, choice.table.where, sorted(choice.mapping.items())]
    batch.fingerprint = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    if earlier := Batch.objects.first_of(batch.fingerprint):
        batch.notes.append(_taken_in_before(earlier))


def _taken_in_before(earlier: Batch) -> str:
    on = f"{earlier.decided_at:%-d %B %Y}" if earlier.decided_at else "an earlier day"
    return f"This very file was taken in on {on}. Confirming it again changes nothing."


def _move(
    batch: Batch, state: State, by: models.Model | None, now: datetime, *, repeat_of: Batch | None = None
) -> None:
    """Take one legal step, or refuse. Safe when two people press at once."""
    changes = {"state": state, "decided_by_id": by.pk if by else None, "decided_at": now, "repeat_of": repeat_of}
    try:
        with transaction.atomic():
            moved = Batch.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(**changes)
    except IntegrityError as error:  # the same file, confirmed by somebody else at the same moment
        raise rules.already_decided() from error
    if not moved:
        raise rules.already_decided()
    batch.refresh_from_db()


def _let_go(batch: Batch, state: State, what: str, by: models.Model | None, now: datetime) -> None:
    with transaction.atomic():
        _move(batch, state, by, now)
        lines.erase(batch)
        Upload.objects.filter(batch=batch).delete()
        _record(what, batch, by, now)


def _remember(batch: Batch, importer: Importer, now: datetime) -> None:
    ColumnMapping.objects.update_or_create(
        trust_id=batch.trust_id,
        importer=batch.importer,
        header_hash=matching.header_hash(batch.header),
        defaults={"columns": {each.key: batch.mapping.get(each.key) for each in importer.columns}, "used_at": now},
    )


def _record(what: str, batch: Batch, by: models.Model | None, now: datetime, taken: lines.Rooted | None = None) -> None:
    facts = {
        "importer": batch.importer,
        "sha256": batch.sha256,
        "counts": batch.counts,
        "written": batch.written,
        "repeat_of": batch.repeat_of_id,
    }
    words = {"file": batch.file_name}
    if taken:
        facts["rows"], words["salt"] = taken.root(), taken.salt
    record(what, of=batch, by=by, now=now, trust_id=batch.trust_id, facts=facts, words=words)
