"""Keeping what is derived in step with what it is derived from: standing, look-alike keys, the public's changes."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone

from charioteer import bulk
from charioteer.channels import kinds
from charioteer.channels.models import Channel, Fact, Lookalike, PublicChange, Slot, SlotKind
from charioteer.channels.noting import note
from charioteer.channels.standing import FactKind, Known, Situation, Standing, Word, standing
from charioteer.people.models import Person
from charioteer.platforms import lookalike
from charioteer.reference import registers


def latest_facts(facts: Iterable[Fact], identity: str) -> dict[FactKind, Known]:
    """The last fact of each kind.

    Args:
        facts: oldest first.
        identity: the account the channel is now; what was shown for another one proves nothing of it.
    """
    return {
        FactKind(fact.kind): Known(fact.holds, fact.at, fact.expires_at)
        for fact in facts
        if fact.identity in ("", identity)
    }


def situation_of(channel: Channel, facts: Mapping[FactKind, Known], slot_kinds: Iterable[str]) -> Situation:
    """Everything standing depends on.

    Args:
        channel: the channel.
        facts: the latest of each kind.
        slot_kinds: the kind of each slot it has.
    """
    held = set(slot_kinds)
    return Situation(
        status=channel.status,
        outside_body=channel.is_outside_body,
        has_identity=bool(channel.identity),
        has_masters=SlotKind.MASTER in held,
        has_posters=SlotKind.POSTER in held,
        has_purpose=bool(channel.purpose),
        facts=facts,
        can_be_official=_can_be_official(channel),
    )


def _can_be_official(channel: Channel) -> bool:
    platform = registers.catalogue().get(channel.platform)
    kind = platform.kinds.get(channel.kind) if platform else None
    return bool(platform and platform.official and (kind is None or kind.official))


def standing_of(channel: Channel, now: datetime) -> Standing:
    """Work a channel's standing out anew (two reads)."""
    facts = latest_facts(Fact.objects.filter(channel=channel).oldest_first(), channel.identity)
    held = Slot.objects.filter(channel=channel).values_list("kind", flat=True)
    return standing(situation_of(channel, facts, held), now)


@transaction.atomic
def refresh(channel: Channel, *, by: Person | None, now: datetime) -> Standing:
    """Store the standing as it is now, with the log entry and the public change if it is another than before.

    Call it inside the transaction of whatever changed. What ran out by itself is written here too, by the system.
    """
    # Anew and locked: somebody may have changed it, or recorded a fact, since it was read, and then what was worked out
    # from half of it would stay.
    channel.refresh_from_db(from_queryset=Channel.objects.select_for_update())
    found = standing_of(channel, now)
    was = channel.standing
    changes: dict[str, object] = {"standing": found.word, "good_until": found.good_until}
    if was == Word.OFFICIAL and found.word is not Word.OFFICIAL:
        changes["official_until"] = _ended(channel, now)
    Channel.objects.filter(pk=channel.pk).update(**changes)
    for name, value in changes.items():
        setattr(channel, name, value)
    if was != found.word:
        PublicChange.objects.create(channel=channel, at=now, what=PublicChange.What.STANDING, was=was, now=found.word)
        facts = {"was": was, "now": found.word}
        note(kinds.STANDING_CHANGED, channel, by=by, now=now, facts=facts)
    return found


def _ended(channel: Channel, now: datetime) -> datetime:
    """When a channel stopped being official: as a fact ran out or on the day it was closed, not when we noticed."""
    moments = [now, *filter(None, [channel.good_until])]
    if channel.closed_latest:
        moments.append(datetime.combine(channel.closed_latest, time.max, get_current_timezone()))
    return min(moments)


@transaction.atomic
def refresh_lapsed(*, now: datetime) -> int:
    """Store anew the standing of every channel whose time has run out. Returns how many."""
    lapsed = Channel.objects.select_for_update().filter(good_until__lte=now)
    return len([refresh(channel, by=None, now=now) for channel in lapsed])


def note_address(channel: Channel, was: Mapping[str, Any], *, now: datetime) -> None:
    """Tell the public that the account changed, if it did.

    Args:
        was: the fields that changed, as they were.
    """
    if not {"identity", "address", "handle"} & set(was):
        return
    before, after = str(was.get("handle", channel.handle))[:300], channel.handle[:300]
    PublicChange.objects.create(channel=channel, at=now, what=PublicChange.What.ADDRESS, was=before, now=after)


def lookalike_values(channel_id: int, handle: str) -> list[tuple[int, int]]:
    """The keys by which a near miss of this handle is found, ready to be inserted; none without a handle."""
    bare = handle.lstrip("@")
    return [(key, channel_id) for key in lookalike.keys(bare)] if bare else []


def refresh_lookalikes(channel: Channel) -> None:
    """Replace the keys after the handle changed."""
    Lookalike.objects.filter(channel=channel).delete()
    insert_lookalikes(lookalike_values(channel.pk, channel.handle))


def insert_lookalikes(values: Iterable[tuple[int, int]]) -> None:
    """Insert keys."""
    bulk.insert(Lookalike, ("key", "channel_id"), values)
