"""Putting a channel on the list by hand, and changing what the list says."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from charioteer import bulk
from charioteer.channels import deriving, kinds, rules
from charioteer.channels.announcing import tell
from charioteer.channels.fields import SLOT_COLUMNS, all_fields, new_channel, slot_values
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, PublicChange, Slot, SlotKind
from charioteer.channels.noting import note
from charioteer.channels.reading import doubts, settling
from charioteer.channels.reading.dates import Certainty
from charioteer.channels.reading.grounds import ground_of, people_by_name, schools_by_slug
from charioteer.channels.reading.offices import read_people
from charioteer.channels.reading.rows import Doubt, Ground, Understanding
from charioteer.channels.reading.understanding import understand
from charioteer.errors import BadInput, NotNow
from charioteer.people.models import Person, Trust

# Doubts that a row of a document may come with, but nobody may type: the field, and how to mend it.
_NOT_BY_HAND = {
    "closed_before_opened": ("closed", "It would be closed before it was opened. Correct one of the dates."),
    "owner_person": (
        "owner",
        "This reads as a person or an office, and the public reads it. Give the body’s name with what it is: a club, "
        "an association, a company.",
    ),
}


@dataclass(frozen=True, slots=True)
class Details:
    """What a person types about a channel, as typed.

    Args:
        platform: key or name of the platform.
        account: address or handle; blank if it is not known.
        name: what people call it.
        school: slug of the school, "trust" for the Trust itself, "" for not stated.
        owner: the outside body that runs it, "" for the Trust or school itself.
        opened, closed: dates in words or numbers.
    """

    platform: str
    account: str
    name: str
    school: str = ""
    purpose: str = ""
    audience: str = ""
    owner: str = ""
    other_route: str = ""
    account_id: str = ""
    opened: str = ""
    closed: str = ""
    how_closed: str = ""


@transaction.atomic
def add(*, trust: Trust, details: Details, by: Person, now: datetime) -> Channel:
    """Put one channel on the list. It is unassessed (or a partner's) until facts say otherwise.

    Raises:
        NotAllowed: this person may not.
        BadInput: something typed cannot be used; `where` is the field.
        NotNow: the same account is on the list already.
    """
    if refusal := rules.cannot_add(by, now):
        raise refusal
    row = _understood(details, ground_of(trust, now=now))
    channel = new_channel(row.as_json(), schools_by_slug(trust.pk), trust_id=trust.pk, now=now)
    _save_once(channel)
    deriving.refresh_lookalikes(channel)
    PublicChange.objects.create(channel=channel, at=now, what=PublicChange.What.LISTED, now=channel.standing)
    note(kinds.LISTED, channel, by=by, now=now, words=_to_store(details, row))
    deriving.refresh(channel, by=by, now=now)
    tell(channel)
    return channel


@transaction.atomic
def edit(*, channel: Channel, details: Details, reason: str, by: Person, now: datetime) -> list[str]:
    """Change what the list says about a channel.

    Args:
        channel: as it was when the form was opened; its `version` decides whether somebody else was first.
        details: what is typed now.
        reason: why, for the history.
    Returns:
        The names of the fields that changed; [] if nothing did, and then nothing is written.
    Raises:
        NotAllowed, BadInput, NotNow: nothing was changed.
    """
    if refusal := rules.cannot_edit(by, channel, now):
        raise refusal
    if not reason.strip():
        raise BadInput("Say why, in a few words. It stays in the history.", where="reason")
    row = _understood(details, ground_of(channel.trust, now=now), was=channel)
    wanted = all_fields(row.as_json(), schools_by_slug(channel.trust_id))
    kept = ("identity", "kind") if _keeps_its_secret(channel, details) else ()
    for name in ("standing", "doubts", "status", *kept):  # derived, or not typed
        wanted.pop(name)
    changed = {name: value for name, value in wanted.items() if getattr(channel, name) != value}
    status = _status_after(channel, closed=bool(row.events.closed.as_written))
    if not changed and status == channel.status:
        return []
    before = {name: getattr(channel, name) for name in changed}
    _write(channel, {**changed, "doubts": settling.after(channel.doubts, changed, row.doubts)}, status, now)
    _record_edit(channel, before, changed, reason, by, now)
    deriving.refresh(channel, by=by, now=now)
    tell(channel)
    return sorted(changed)


@transaction.atomic
def set_people(*, channel: Channel, kind: SlotKind, written: str, reason: str, by: Person, now: datetime) -> list[str]:
    """Say who holds master access, or who may post. Blank means unknown.

    Args:
        written: one a line, `Name (Office)`, `Name` or `Office`.
        reason: why, for the history.
    Returns:
        The slots as they are now, in words; [] also where nothing changed.
    """
    if refusal := rules.cannot_edit(by, channel, now):
        raise refusal
    if not reason.strip():
        raise BadInput("Say why, in a few words. It stays in the history.", where="reason")
    read = read_people(written, bodies=tuple(filter(None, [channel.owner_body])))
    before = [slot.as_written for slot in channel.slots.filter(kind=kind).order_by("position")]
    after = [one.as_written for one in read]
    if before == after:
        return []
    channel.change(changed_at=now)
    channel.slots.filter(kind=kind).delete()
    people = people_by_name(channel.trust_id)
    values = slot_values(channel.pk, kind, [one.as_json() for one in read], people)
    bulk.insert(Slot, SLOT_COLUMNS, values)
    _doubt_people(channel)
    words = {"reason": reason.strip(), "was": before, "now": after}
    facts = {"kind": kind, "was": len(before), "now": len(after), "version": channel.version}
    note(kinds.PEOPLE_CHANGED, channel, by=by, now=now, facts=facts, words=words)
    deriving.refresh(channel, by=by, now=now)
    tell(channel)
    return after


def _doubt_people(channel: Channel) -> None:
    held = list(channel.slots.order_by("position"))
    masters, posters = ([slot for slot in held if slot.kind == kind] for kind in (SlotKind.MASTER, SlotKind.POSTER))
    channel.doubts = settling.after(channel.doubts, {"people"}, doubts.of_people(masters, posters))
    channel.save(update_fields=["doubts"])


def _to_store(details: Details, row: Understanding) -> dict[str, str]:
    """What was typed, fit to be kept: never an invitation, which lets in whoever has it."""
    reading = row.reading
    typed: dict[str, str] = asdict(details)
    if not reading.secret:
        return typed
    return {name: value.replace(reading.as_entered, reading.to_store) for name, value in typed.items()}


def _keeps_its_secret(channel: Channel, details: Details) -> bool:
    """An account known only by a fingerprint cannot be typed again: a blank leaves it as it is."""
    return bool(channel.identity) and not (channel.handle or channel.address or details.account.strip())


def _understood(details: Details, ground: Ground, was: Channel | None = None) -> Understanding:
    cells = {
        "platform": details.platform,
        "name": details.name,
        "address": details.account,
        "school": "trust" if details.school == "trust" else details.school,
        "purpose": details.purpose,
        "owner": details.owner or ground.trust,
        "opened": details.opened,
        "closed": details.closed,
        "audience": details.audience,
        "other_route": details.other_route,
        "account_id": details.account_id,
        "how_closed": details.how_closed,
    }
    row = understand(cells, ground)
    if row.reading.platform is None and ground.catalogue.get(details.platform) is None:
        raise BadInput("Choose the platform from the list.", where="platform")
    if details.account.strip() and row.reading.identity is None:
        raise BadInput(row.reading.cannot_tell, where="account")
    if not row.name.strip():
        raise BadInput("Give the name people know it by.", where="name")
    for what, written in (("opened", row.events.opened), ("closed", row.events.closed)):
        kept = was is not None and written.as_written == getattr(was, f"{what}_as_written")
        if written.certainty is Certainty.UNREADABLE and not kept:
            raise BadInput(written.doubt, where=what)
    for code in _NOT_BY_HAND.keys() & {doubt.code for doubt in row.doubts}:
        where, words = _NOT_BY_HAND[code]
        raise BadInput(words, where=where)
    if not details.school:  # left open by a person: a name in the row is not taken for a school
        row.scope, row.place = "unstated", None
        row.doubts = [doubt for doubt in row.doubts if not doubt.code.startswith("school_")]
        row.doubts.append(Doubt("school_not_stated", "No school is stated. We do not guess."))
    return row


def _status_after(channel: Channel, *, closed: bool) -> Status:
    here = Status(channel.status)
    if closed:
        return Status.CLOSED
    return Status.LISTED if here is Status.CLOSED else here


def _write(channel: Channel, changed: Mapping[str, Any], status: Status, now: datetime) -> None:
    try:
        with transaction.atomic():
            if status != channel.status:
                channel.move_to(status, changed_at=now, **changed)
            else:
                channel.change(changed_at=now, **changed)
    except IntegrityError as error:
        raise _listed_already(channel.trust_id, changed.get("identity", channel.identity)) from error
    if "handle" in changed:
        deriving.refresh_lookalikes(channel)


def _save_once(channel: Channel) -> None:
    try:
        with transaction.atomic():
            channel.save(force_insert=True)
    except IntegrityError as error:
        raise _listed_already(channel.trust_id, channel.identity) from error


def _listed_already(trust_id: int, identity: str) -> NotNow:
    other = Channel.objects.filter(trust_id=trust_id, identity=identity).open().first()
    name = f" as “{other.title}”" if other else ""
    return NotNow(f"This account is on the list already{name}. Change that entry, or close it first.")


def _record_edit(
    channel: Channel, before: Mapping[str, Any], changed: Mapping[str, Any], reason: str, by: Person, now: datetime
) -> None:
    words = {
        "reason": reason.strip(),
        "was": {name: str(value or "") for name, value in before.items()},
        "now": {name: str(value or "") for name, value in changed.items()},
    }
    facts = {"fields": sorted(changed), "version": channel.version}
    kind = kinds.CLOSED if channel.status == Status.CLOSED and "closed_as_written" in changed else kinds.EDITED
    note(kind, channel, by=by, now=now, facts=facts, words=words)
    deriving.note_address(channel, before, now=now)
