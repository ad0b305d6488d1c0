"""Bringing a channel up to date with a newer document: what the document says anew, and nothing else."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from charioteer import bulk
from charioteer.audit.actions import subject_of
from charioteer.channels import deriving, kinds
from charioteer.channels.fields import SLOT_COLUMNS, filling, said_anew, slot_values
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, Slot, SlotKind
from charioteer.channels.noting import note
from charioteer.channels.reading import settling
from charioteer.channels.reading.grounds import ground_of, people_by_name, schools_by_slug
from charioteer.channels.reading.rows import Doubt, Ground, name_key
from charioteer.channels.reading.understanding import understand
from charioteer.intake.importers import Taken
from charioteer.intake.models import Batch
from charioteer.people.models import Person, Trust

_PEOPLE = ((SlotKind.MASTER, "masters"), (SlotKind.POSTER, "posters"))


class Updating:
    """The changed channels of one confirmed import, one by one."""

    def __init__(self, batch: Batch, trust_id: int, by: Person | None, now: datetime) -> None:
        self._batch, self._trust_id, self._by, self._now = batch, trust_id, by, now

    def update(self, line: Taken) -> bool:
        """Write what one row says anew. False if the channel is gone since the preview."""
        channel = self._find(line)
        if channel is None:
            return False
        before = understand(channel.as_read, self._ground).as_json() if channel.as_read else None
        schools = self._schools
        fields = (
            said_anew(channel, before, line.understood, schools)
            if before
            else filling(channel, line.understood, schools)
        )
        was = {name: getattr(channel, name) for name in fields}
        people = self._people_anew(channel, before, line.understood)
        status = {"status": Status.CLOSED} if fields.get("closed_as_written") else {}
        found = [Doubt(**doubt) for doubt in line.understood["doubts"]]
        doubts = settling.after(channel.doubts, {*fields, *(["people"] if people else [])}, found)
        as_read = {"as_read": line.understood["read"], "row_number": line.number, "import_key": line.key}
        channel.change(**fields, **status, **as_read, doubts=doubts, changed_at=self._now)
        self._set_people(channel, people)
        if {"identity", "handle"} & set(fields):
            deriving.refresh_lookalikes(channel)
        self._record(channel, was, fields, people)
        deriving.refresh(channel, by=self._by, now=self._now)
        return True

    @cached_property
    def _ground(self) -> Ground:
        # What the register's own names explain ("FOSS – Friends of …"), they explain for the rows taken in before too.
        names = Channel.objects.filter(trust_id=self._trust_id).values_list("name", flat=True)
        return ground_of(Trust.objects.get(pk=self._trust_id), now=self._now, names=names)

    @cached_property
    def _schools(self) -> dict[str, int]:
        return schools_by_slug(self._trust_id)

    @cached_property
    def _people(self) -> dict[str, int]:
        return people_by_name(self._trust_id)

    def _find(self, line: Taken) -> Channel | None:
        said = line.understood
        wanted = Q(import_key__in=[line.key, name_key(said["platform"], said["name"])])
        if said["identity"]:
            wanted |= Q(identity=said["identity"]) & ~Q(status=Status.CLOSED)
        channels = Channel.objects.select_for_update().filter(wanted, trust_id=self._trust_id)
        closes = bool(said["closed"]["as_written"])

        def rank(channel: Channel) -> tuple[bool, ...]:
            open_one = channel.identity == said["identity"] != "" and channel.status != Status.CLOSED
            same_row = channel.import_key == line.key
            # A row with a closing date may be about an account that was listed anew since; then its own row wins.
            return (not same_row, not open_one) if closes else (not open_one, not same_row)

        return min(channels.order_by("pk"), key=rank, default=None)

    def _people_anew(
        self, channel: Channel, before: Mapping[str, Any] | None, after: Mapping[str, Any]
    ) -> dict[SlotKind, tuple[list[str], list[Mapping[str, Any]]]]:
        """For each kind the document says anew: who holds it in the register, and who the document says does."""
        anew = {}
        for kind, key in _PEOPLE:
            held = [slot.as_written for slot in channel.slots.filter(kind=kind).order_by("position")]
            said = [one["as_written"] for one in after[key]]
            differs = said != [one["as_written"] for one in before[key]] if before else not held
            if differs and said != held:
                anew[kind] = (held, after[key])
        return anew

    def _set_people(
        self, channel: Channel, people: Mapping[SlotKind, tuple[list[str], list[Mapping[str, Any]]]]
    ) -> None:
        for kind, (_, written) in people.items():
            channel.slots.filter(kind=kind).delete()
            bulk.insert(Slot, SLOT_COLUMNS, slot_values(channel.pk, kind, written, self._people))

    def _record(
        self,
        channel: Channel,
        was: Mapping[str, Any],
        fields: Mapping[str, Any],
        people: Mapping[SlotKind, tuple[list[str], list[Mapping[str, Any]]]],
    ) -> None:
        words = {
            "file": self._batch.file_name,
            "was": {name: str(value or "") for name, value in was.items()},
            "now": {name: str(value or "") for name, value in fields.items()},
            "people": {
                kind.value: {"was": held, "now": [one["as_written"] for one in written]}
                for kind, (held, written) in people.items()
            },
        }
        facts = {
            "fields": sorted([*fields, *(kind.value for kind in people)]),
            "batch": subject_of(self._batch),
            "version": channel.version,
        }
        kind = kinds.CLOSED if channel.status == Status.CLOSED and fields.get("closed_as_written") else kinds.EDITED
        note(kind, channel, by=self._by, now=self._now, facts=facts, words=words)
        deriving.note_address(channel, was, now=self._now)
