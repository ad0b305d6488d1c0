"""Writing the log: one entry, in the caller's own transaction."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models

from charioteer.audit.models import Entry, Words


def subject_of(thing: models.Model) -> str:
    """Name a row for the log: `"channels.channel:12"`."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(
    kind: str,
    *,
    of: models.Model,
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
        of: the row it is about (saved, so that it has a key).
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
    return entry


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
) -> tuple[Entry, Words | None]:
    """Make an entry (and its words) without saving it, for actions that insert many at once."""
    ref = secrets.token_hex(16)
    said = Words(ref=ref, salt=secrets.token_hex(16), text=dict(words)) if words else None
    actor = subject_of(by) if by else "system"
    body = {
        "ref": ref,
        "trust": trust_id,
        "school": school_id,
        "at": now.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": kind,
        "actor": actor,
        "subject": of,
        "facts": dict(facts or {}),
        "words": words_hash(said) if said else None,
    }
    canonical_body = canonical(body)
    entry = Entry(
        ref=ref,
        trust_id=trust_id,
        school_id=school_id,
        at=now,
        kind=kind,
        actor=actor,
        subject=of,
        body=canonical_body,
        hash=hashlib.sha256(canonical_body.encode()).hexdigest(),
    )
    return entry, said


def words_hash(said: Words) -> str:
    """The salted hash that binds erasable words to their entry (SHA-256, hex)."""
    return hashlib.sha256(f"{said.salt}\n{canonical(said.text)}".encode()).hexdigest()


def canonical(value: Any) -> str:
    """One text for one value: sorted keys, no spaces, real letters (after RFC 8785, for the types we use)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
