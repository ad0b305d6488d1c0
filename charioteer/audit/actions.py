"""Writing the log: one entry, in the caller's own transaction."""

import json
import logging
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import models, transaction

from charioteer.audit.bodies import canonical, words_hash
from charioteer.audit.kinds import ERASED
from charioteer.audit.merkle import leaf_hash
from charioteer.audit.models import Entry, Words
from charioteer.audit.sealing import seal_after_commit
from charioteer.errors import BadInput
from charioteer.offline import journal

Composed = tuple[Entry, Words | None]
ERASED_WORDS = "audit.words"
"""What the journal of erasures calls them."""
_AT_ONCE = 500
_log = logging.getLogger(__name__)


def subject_of(thing: models.Model | str) -> str:
    """Name a row for the log: `"channels.channel:12"`. What is named already keeps its name."""
    return thing if isinstance(thing, str) else f"{thing._meta.label_lower}:{thing.pk}"


def record(
    kind: str,
    *,
    of: models.Model | str,
    by: models.Model | None,
    now: datetime,
    trust_id: int | None,
    school_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
) -> Entry:
    """Insert one entry. Call it inside the transaction that makes the change.

    Args:
        kind: a declared kind, `app.thing.past_participle`.
        of: the row it is about (saved, so that it has a key), or its name.
        by: the person who did it; None for the system itself.
        now: when.
        trust_id: whose log it is in; None only for what belongs to no trust.
        school_id: the school it is about; None for what is the trust's own.
        facts: what changed, without a word about a person: ids, states, dates, hashes.
        words: what may name or describe a person; kept apart and erasable.
    Returns:
        The entry.
    """
    entry, said = compose(
        kind, of=subject_of(of), by=by, now=now, trust_id=trust_id, school_id=school_id, facts=facts, words=words
    )
    entry.save(force_insert=True)
    if said:
        said.save(force_insert=True)
    seal_after_commit()
    return entry


def record_many(composed: Iterable[Composed]) -> None:
    """Insert entries that `compose` made, many at once, inside the transaction that makes the changes."""
    pairs = list(composed)
    Entry.objects.bulk_create([entry for entry, _ in pairs], batch_size=500)
    Words.objects.bulk_create([said for _, said in pairs if said], batch_size=500)
    seal_after_commit()


def compose(
    kind: str,
    *,
    of: str,
    by: models.Model | None,
    now: datetime,
    trust_id: int | None,
    school_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
) -> Composed:
    """Make an entry (and its words) without saving it; `record_many` saves many at once."""
    ref = secrets.token_hex(16)
    # Read back as the database will give it, so that the hash is over what can be read again.
    said = Words(ref=ref, salt=secrets.token_hex(16), text=json.loads(canonical(words))) if words else None
    actor = subject_of(by) if by else "system"
    entry = Entry(ref=ref, trust_id=trust_id, school_id=school_id, at=now, kind=kind, actor=actor, subject=of)
    entry.body = canonical(
        {
            "ref": ref,
            "trust": trust_id,
            "school": school_id,
            "at": now.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": kind,
            "actor": actor,
            "subject": of,
            "facts": dict(facts or {}),
            "words": words_hash(said.salt, said.text) if said else None,
        }
    )
    entry.hash = leaf_hash(entry.body.encode()).hex()
    return entry, said


@transaction.atomic
def erase_words(
    *,
    refs: Iterable[str],
    by: models.Model | None,
    now: datetime,
    trust_id: int | None,
    reason: str,
    again: bool = False,
) -> int:
    """Erase what some entries say about people. The entries and every proof over them stay as they are.

    Which were erased is itself an entry, and a line in the journal beside the backups, so that a restore can erase them
    again.

    Args:
        refs: the entries' references; of this trust (others are left alone).
        by: who had it done; None for the system itself.
        trust_id: whose log they are in.
        reason: why, as a key of the retention table or a reference to a request; never words about a person.
        again: a restored backup erases anew what was erased after it was made; that is not written into the journal.
    Returns:
        How many entries lost their words.
    """
    count, given = 0, iter(refs)
    while some := list(islice(given, _AT_ONCE)):
        mine = set(Entry.objects.filter(ref__in=some, trust_id=trust_id).values_list("ref", flat=True))
        gone = sorted(Words.objects.filter(ref__in=mine).values_list("ref", flat=True))
        if gone:
            Words.objects.filter(ref__in=gone).delete()
            facts = {"refs": gone, "reason": reason}
            record(ERASED, of=ERASED_WORDS, by=by, now=now, trust_id=trust_id, facts=facts)
        if gone and not again:
            transaction.on_commit(partial(_note, gone, now))
        count += len(gone)
    return count


def _note(refs: list[str], now: datetime) -> None:
    try:
        journal.note(settings.DATA, ERASED_WORDS, refs, now)
    except (OSError, BadInput):  # they are erased all the same, and the next backup writes the journal anew
        _log.exception("The journal of erasures could not be written.")
