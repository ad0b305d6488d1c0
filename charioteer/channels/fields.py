"""From what was understood of a row (its JSON form) to the fields and slots of a channel."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, Scope, SlotKind
from charioteer.channels.standing import Word

Understood = Mapping[str, Any]
_DATE_PARTS = ("edtf", "earliest", "latest", "certainty")


def identity_fields(understood: Understood) -> dict[str, Any]:
    """Which account on which platform, and what it is called."""
    known = bool(understood["identity"])
    return {
        "platform": understood["platform"] or "",
        "kind": understood["kind"],
        "identity": understood["identity"],
        "handle": understood["handle"][:200] if known else "",
        "address": understood["address"][:500],
        "name": understood["name"][:200],
    }


def date_fields(what: str, written: Understood) -> dict[str, Any]:
    """One date, as written and as understood.

    Args:
        what: "opened" or "closed".
    """
    earliest, latest = written["earliest"], written["latest"]
    return {
        f"{what}_as_written": written["as_written"][:200],
        f"{what}_edtf": written["edtf"] or "",
        f"{what}_earliest": date.fromisoformat(earliest) if earliest else None,
        f"{what}_latest": date.fromisoformat(latest) if latest else None,
        f"{what}_certainty": written["certainty"],
    }


def owner_fields(understood: Understood) -> dict[str, Any]:
    """Who runs it, if it is not the Trust."""
    return {"owner_body": understood["owner_body"][:200], "is_outside_body": bool(understood["owner_body"])}


def place_fields(understood: Understood, schools: Mapping[str, int]) -> dict[str, Any]:
    """Whose channel it is.

    Args:
        schools: each school's id by its slug. One that is gone since the preview leaves the place unstated.
    """
    school = schools.get(understood["school"] or "")
    scope = understood["scope"] if school or understood["scope"] != "school" else "unstated"
    return {"scope": scope, "school_id": school if scope == "school" else None}


def plain_fields(understood: Understood) -> dict[str, Any]:
    """What is kept just as it was written."""
    more = understood["more"]
    return {
        "purpose": understood["purpose"],
        "audience": more.get("audience", "")[:300],
        "other_route": more.get("other_route", "")[:300],
        "platform_account_id": more.get("account_id", "")[:200],
        "how_closed": more.get("how_closed", ""),
    }


def all_fields(understood: Understood, schools: Mapping[str, int]) -> dict[str, Any]:
    """Everything a row says about a channel. Nothing imported is official."""
    ended = bool(understood["closed"]["as_written"])
    return {
        **identity_fields(understood),
        **date_fields("opened", understood["opened"]),
        **date_fields("closed", understood["closed"]),
        **owner_fields(understood),
        **place_fields(understood, schools),
        **plain_fields(understood),
        "status": Status.CLOSED if ended else Status.LISTED,
        "standing": Word(understood["standing"]),
        "doubts": understood["doubts"],
    }


#: The columns of `slot_values`, as the database has them.
SLOT_COLUMNS = ("channel_id", "kind", "position", "person_id", "office", "outside_body", "name", "as_written")


def slot_values(
    channel_id: int, kind: SlotKind, written: Iterable[Understood], people: Mapping[str, int]
) -> list[tuple[Any, ...]]:
    """The slots of one kind, in the order written, ready to be inserted.

    Args:
        people: ids of the trust's people by name in lower case; a name that is not there stays words.
    """
    return [
        (
            channel_id,
            kind.value,
            position,
            people.get(one["name"].casefold()),
            one["office"],
            one["outside_body"][:200],
            one["name"][:200],
            one["as_written"][:300],
        )
        for position, one in enumerate(written, start=1)
    ]


def all_slot_values(channel_id: int, understood: Understood, people: Mapping[str, int]) -> list[tuple[Any, ...]]:
    """Every slot a row names."""
    masters = slot_values(channel_id, SlotKind.MASTER, understood["masters"], people)
    return masters + slot_values(channel_id, SlotKind.POSTER, understood["posters"], people)


def new_channel(
    understood: Understood, schools: Mapping[str, int], *, trust_id: int, now: datetime, **more: Any
) -> Channel:
    """A channel not yet saved."""
    fields = {**all_fields(understood, schools), **more}
    return Channel(trust_id=trust_id, listed_at=now, changed_at=now, **fields)


#: What is kept of a channel listed by hand, all or nothing: if the first says something, none of them is filled in.
_TOGETHER = (
    ("identity", "kind", "handle", "address"),
    *((f"{what}_as_written", *(f"{what}_{part}" for part in _DATE_PARTS)) for what in ("opened", "closed")),
    ("owner_body", "is_outside_body"),
    ("purpose",),
    ("audience",),
    ("other_route",),
    ("platform_account_id",),
    ("how_closed",),
)
_DERIVED = ("standing", "doubts", "status")


def said_anew(channel: Channel, before: Understood, after: Understood, schools: Mapping[str, int]) -> dict[str, Any]:
    """The fields that a document says otherwise than it did.

    What only a person changed since stays: a field is written where the two readings differ, and nowhere else.

    Args:
        before: how the row that was taken in last is understood.
        after: how the row is understood now.
    """
    was, now = all_fields(before, schools), all_fields(after, schools)
    anew = {name: value for name, value in now.items() if name not in _DERIVED and value != was[name]}
    return {name: value for name, value in anew.items() if value != getattr(channel, name)}


def filling(channel: Channel, after: Understood, schools: Mapping[str, int]) -> dict[str, Any]:
    """What a document says where a channel listed by hand says nothing; it overrules nothing."""
    now = all_fields(after, schools)
    fields = {name: now[name] for names in _TOGETHER if not getattr(channel, names[0]) for name in names}
    if channel.scope == Scope.UNSTATED:
        fields |= place_fields(after, schools)
    return {name: value for name, value in fields.items() if value != getattr(channel, name)}
