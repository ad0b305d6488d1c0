"""From a row understood to the fields of a channel."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from charioteer.channels.dates import WrittenDate
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, Slot, SlotKind
from charioteer.channels.offices import Written
from charioteer.channels.rows import Understanding
from charioteer.channels.standing import Word
from charioteer.people.models import Person


def identity_fields(row: Understanding) -> dict[str, Any]:
    """Which account on which platform."""
    reading = row.reading
    return {
        "platform": reading.platform.key if reading.platform else "",
        "kind": row.kind,
        "identity": reading.identity.canonical if reading.identity else "",
        "handle": reading.handle if reading.identity else "",
        "address": reading.address,
        "name": row.name[:200],
    }


def date_fields(what: str, written: WrittenDate) -> dict[str, Any]:
    """One date, as written and as understood.

    Args:
        what: "opened" or "closed".
    """
    return {
        f"{what}_as_written": written.as_written[:200],
        f"{what}_edtf": written.edtf,
        f"{what}_earliest": written.earliest,
        f"{what}_latest": written.latest,
        f"{what}_certainty": written.certainty.value,
    }


def all_fields(row: Understanding) -> dict[str, Any]:
    """Everything a row says about a channel. Nothing imported is official."""
    closed = bool(row.events.closed.as_written)
    opened, ended = row.events.opened, row.events.closed
    if opened.earliest and ended.latest and ended.latest < opened.earliest:
        ended = WrittenDate(ended.as_written, certainty=ended.certainty)  # cannot both be right: kept as written alone
    return {
        **identity_fields(row),
        **date_fields("opened", opened),
        **date_fields("closed", ended),
        "scope": row.scope,
        "school_id": row.place.id if row.place else None,
        "owner_body": row.owner[:200],
        "is_outside_body": bool(row.owner),
        "purpose": row.purpose,
        "status": Status.CLOSED if closed else Status.LISTED,
        "standing": Word(row.standing),
        "doubts": [{"code": doubt.code, "words": doubt.words} for doubt in row.doubts],
    }


def slot_rows(channel: Channel, row: Understanding, people: dict[str, Person]) -> list[Slot]:
    """The slots of a new channel.

    Args:
        people: the trust's people by name in lower case; a name that is not there stays words.
    """
    return [
        slot
        for kind, written in ((SlotKind.MASTER, row.masters), (SlotKind.POSTER, row.posters))
        for slot in slots_of(channel, kind, written, people)
    ]


def slots_of(channel: Channel, kind: SlotKind, written: Sequence[Written], people: dict[str, Person]) -> list[Slot]:
    """The slots of one kind, in the order written."""
    return [
        Slot(
            channel=channel,
            kind=kind,
            position=position,
            person=people.get(one.name.casefold()),
            office=one.office,
            outside_body=one.outside_body[:200],
            name=one.name[:200],
            as_written=one.as_written[:300],
        )
        for position, one in enumerate(written, start=1)
    ]


def new_channel(row: Understanding, *, trust_id: int, now: datetime, **more: Any) -> Channel:
    """A channel not yet saved."""
    return Channel(trust_id=trust_id, listed_at=now, changed_at=now, **{**all_fields(row), **more})
