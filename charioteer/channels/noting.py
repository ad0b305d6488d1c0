"""Writing into the log about one channel: whose it is and which school it is at follow from the channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from charioteer.audit.actions import record
from charioteer.channels.models import Channel
from charioteer.people.models import Person


def note(
    kind: str,
    channel: Channel,
    *,
    by: Person | None,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
) -> None:
    """Leave one entry about a channel; see `audit.actions.record`."""
    at = {"trust_id": channel.trust_id, "school_id": channel.school_id}
    record(kind, of=channel, by=by, now=now, facts=facts, words=words, **at)
