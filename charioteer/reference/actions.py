"""Laying a trust's own word over a packaged entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.reference import registers, rules
from charioteer.reference.models import Overlay

OVERLAID = kind("reference.entry.overlaid", "Reference entry changed for the Trust")


@transaction.atomic
def overlay(
    *,
    trust_id: int,
    register: str,
    key: str,
    changes: Mapping[str, Any],
    reason: str,
    by: models.Model | None,
    now: datetime,
) -> Overlay:
    """Say something differently for one trust, from now on. Who may is the caller's rule.

    Args:
        trust_id: whose word it is.
        register: name of the register ("platforms").
        key: the entry; one the package does not have is added.
        changes: only the fields that differ; none at all returns to what is packaged.
        reason: why, in words.
        by: the person.
        now: when.
    Raises:
        BadInput: no reason, or the changes do not fit the entry.
    """
    if refusal := rules.cannot_overlay(registers.load(register), key, changes, reason):
        raise refusal
    row = Overlay(trust_id=trust_id, register=register, key=key, changes=dict(changes), reason=reason.strip(), at=now)
    row.by_id = by.pk if by else None
    row.save()
    facts = {"register": register, "key": key, "fields": sorted(changes)}
    words = {"reason": row.reason, "changes": row.changes}
    record(OVERLAID, of=row, by=by, now=now, trust_id=trust_id, facts=facts, words=words)
    return row
