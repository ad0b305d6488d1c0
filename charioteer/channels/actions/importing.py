"""The register's importer: what its columns are called, how rows are understood, and how they are written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Q

from charioteer import bulk
from charioteer.audit.actions import record, subject_of
from charioteer.channels import deriving, kinds
from charioteer.channels.comparing import compare_rows
from charioteer.channels.fields import SLOT_COLUMNS, all_slot_values, fields_of_columns, new_channel, slot_values
from charioteer.channels.grounds import ground_of, people_by_name, schools_by_slug
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, PublicChange, Slot, SlotKind
from charioteer.channels.rows import Understanding, name_key
from charioteer.channels.standing import WORDS, Word
from charioteer.channels.understanding import understand
from charioteer.intake.importers import Column, Taken, Understood, picked
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.models import Batch
from charioteer.intake.readers import Table
from charioteer.look import dates
from charioteer.people.models import Person, Trust
from charioteer.reference import registers

COLUMNS = (
    Column("platform", "Platform", ("network", "site", "service", "social media"), required=True),
    Column("name", "Account or page name", ("account/page name", "account", "page name", "name"), required=True),
    Column("masters", "Who holds master access", ("master administration role", "master", "administrator")),
    Column("posters", "Who may post", ("approved users (posting)", "approved users", "posters", "users")),
    Column("dates", "Opened or closed", ("date opened / closed", "date", "dates", "opened / closed")),
    Column("opened", "Opened", ("date opened", "opening date", "start")),
    Column("closed", "Closed", ("date closed", "closing date", "end")),
    Column("address", "Address", ("url", "link", "web address")),
    Column("purpose", "Purpose", ("aim", "used for")),
    Column("audience", "Audience", ("for whom",)),
    Column("owner", "Run by, if an outside body", ("owner", "run by", "owner body", "organisation")),
    Column("school", "School", ("academy", "place")),
    Column("other_route", "Other way people are told", ("other contact route", "other route", "other way")),
    Column("account_id", "The platform’s own number", ("platform id", "account id", "id")),
    Column("how_closed", "How it was closed", ("how closed", "reason closed")),
)
_AT_ONCE = 2_000
_SCOPES = {"trust": "The Trust itself"}


class RegisterImporter:
    """Takes a register in, from any table with a platform and a name in each row.

    Args:
        now: the moment of the import; dates later than that cannot be meant.
    """

    key = "channels.register"
    columns = COLUMNS

    def __init__(self, *, now: datetime) -> None:
        self._now = now

    def understand(self, table: Table, mapping: Mapping[str, int], *, trust_id: int) -> Iterable[Understood]:
        """Say what each row means and what confirming would do with it."""
        cells = [cell for _, cell in picked(table, mapping)]
        trust = Trust.objects.get(pk=trust_id)
        ground = ground_of(trust, now=self._now, names=(cell.get("name", "") for cell in cells))
        rows = [understand(cell, ground) for cell in cells]
        compare_rows(rows, [table.place(row) for row in table.rows])
        listed = _listed(trust_id)
        return [_judged(row, cell, listed) for row, cell in zip(rows, cells, strict=True)]

    def write(self, lines: Iterator[Taken], *, batch: Batch, trust_id: int, by: Any, now: datetime) -> dict[str, int]:
        """Write new channels in bulk and changed ones one by one, inside the caller's transaction."""
        writing = _Writing(batch, trust_id, by, now)
        while some := list(islice(lines, _AT_ONCE)):
            writing.add([line for line in some if line.outcome == Outcome.NEW])
            for line in some:
                if line.outcome == Outcome.CHANGED:
                    writing.change(line)
        return writing.counts

    def says(self, understood: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """What was understood, in words for the preview."""
        return [(name, value) for name, value in _in_words(understood) if value]


def _in_words(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    platform = registers.catalogue().get(said["platform"] or "")
    kind = platform.kinds.get(said["kind"]) if platform else None
    yield "Platform", platform.name if platform else "Not known"
    yield "Kind", kind.name if kind else "Not known"
    yield "Account", said["handle"] or said["identity"] or "Cannot be told"
    yield "Name", said["name"] if said["name"] != said["handle"] else ""
    yield "Opened", _date_words(said["opened"]) or "Unknown"
    yield "Closed", _date_words(said["closed"])
    yield "School", said["school_name"] or _SCOPES.get(said["scope"], "Not stated")
    yield "Run by", said["owner_body"]
    yield "Purpose", said["purpose"]
    yield "Comes in as", WORDS[Word(said["standing"])]


def _date_words(said: Mapping[str, Any]) -> str:
    first, last = (date.fromisoformat(said[end]) if said[end] else None for end in ("earliest", "latest"))
    return dates.interval(first, last) or (f"“{said['as_written']}”, not certain" if said["as_written"] else "")


def _listed(trust_id: int) -> dict[str, dict[str, str]]:
    """The cells of every listed channel as it was last read, by each key a row may find it under."""
    listed: dict[str, dict[str, str]] = {}
    columns = ("import_key", "identity", "status", "as_read")
    for key, identity, status, as_read in Channel.objects.filter(trust_id=trust_id).values_list(*columns).iterator():
        if identity and status != Status.CLOSED:
            listed[identity] = as_read
        if key:
            listed[key] = as_read
    return listed


def _judged(row: Understanding, cells: dict[str, str], listed: Mapping[str, dict[str, str]]) -> Understood:
    secrets = {row.reading.as_entered: row.reading.to_store} if row.reading.secret else {}
    read = {key: _without(secrets, cell) for key, cell in cells.items()}
    understood = row.as_json()
    understood["read"] = read
    doubts = [doubt.words for doubt in row.doubts]
    if row.reading.platform is None:
        return Understood(row.import_key, understood, doubts, Outcome.CANNOT, secrets)
    if not row.name.strip():
        doubts.append("There is neither a name nor an account in this row.")
        return Understood("", understood, doubts, Outcome.CANNOT, secrets)
    known = listed.get(row.import_key)
    if known is None:
        known = listed.get(name_key(row.reading, row.name))
    outcome = Outcome.NEW if known is None else Outcome.SAME if known == read else Outcome.CHANGED
    return Understood(row.import_key, understood, doubts, outcome, secrets)


def _without(secrets: Mapping[str, str], cell: str) -> str:
    for secret, instead in secrets.items():
        cell = cell.replace(secret, instead)
    return cell


class _Writing:
    """One confirmed import on its way into the register."""

    def __init__(self, batch: Batch, trust_id: int, by: Person | None, now: datetime) -> None:
        self.counts = {"channels": 0, "changed": 0, "slots": 0}
        self._batch_ref, self._trust_id, self._by, self._now = subject_of(batch), trust_id, by, now
        self._people = people_by_name(trust_id)
        self._schools = schools_by_slug(trust_id)

    def add(self, lines: Sequence[Taken]) -> None:
        """Put new channels on the list, with their slots, look-alike keys and public changes."""
        held = self._already_listed(lines)
        fresh = [line for line in lines if line.key not in held and line.understood["identity"] not in held]
        channels = Channel.objects.bulk_create([self._channel(line) for line in fresh])
        pairs = list(zip(channels, fresh, strict=True))
        slots = [slot for each, line in pairs for slot in all_slot_values(each.pk, line.understood, self._people)]
        bulk.insert(Slot, SLOT_COLUMNS, slots)
        deriving.insert_lookalikes(key for each in channels for key in deriving.lookalike_values(each.pk, each.handle))
        at, listed = bulk.moment(self._now), PublicChange.What.LISTED.value
        changes = ((each.pk, at, listed, "", str(each.standing)) for each in channels)
        bulk.insert(PublicChange, ("channel_id", "at", "what", "was", "now"), changes)
        self.counts["channels"] += len(channels)
        self.counts["slots"] += len(slots)

    def change(self, line: Taken) -> None:
        """Bring one channel up to date with the cells that changed in the document, and no others."""
        channel = self._find(line)
        if channel is None:
            return
        read = line.understood["read"]
        columns = [key for key in {*read, *channel.as_read} if read.get(key, "") != channel.as_read.get(key, "")]
        if not channel.as_read:  # listed by hand: the document fills what is blank and overrules nothing
            columns = [key for key in columns if not getattr(channel, key, "")]
        fields = fields_of_columns(columns, line.understood, self._schools)
        status = {"status": Status.CLOSED} if fields.get("closed_as_written") else {}
        doubts = line.understood["doubts"]
        channel.change(**fields, **status, as_read=read, doubts=doubts, import_key=line.key, changed_at=self._now)
        self._set_slots(channel, line, columns)
        if {"identity", "handle"} & set(fields):
            deriving.refresh_lookalikes(channel)
        facts = {"columns": sorted(columns), "batch": self._batch_ref}
        record(kinds.EDITED, of=channel, by=self._by, now=self._now, trust_id=self._trust_id, facts=facts)
        deriving.refresh(channel, by=self._by, now=self._now)
        self.counts["changed"] += 1

    def _set_slots(self, channel: Channel, line: Taken, columns: Sequence[str]) -> None:
        for kind, key in ((SlotKind.MASTER, "masters"), (SlotKind.POSTER, "posters")):
            if key in columns:
                channel.slots.filter(kind=kind).delete()
                values = slot_values(channel.pk, kind, line.understood[key], self._people)
                bulk.insert(Slot, SLOT_COLUMNS, values)

    def _channel(self, line: Taken) -> Channel:
        return new_channel(
            line.understood,
            self._schools,
            trust_id=self._trust_id,
            now=self._now,
            import_key=line.key[:300],
            batch_ref=self._batch_ref,
            row_number=line.number,
            as_read=line.understood["read"],
        )

    def _already_listed(self, lines: Sequence[Taken]) -> set[str]:
        # The register may have moved on since the preview.
        keys = [line.key for line in lines]
        identities = [line.understood["identity"] for line in lines if line.understood["identity"]]
        mine = Channel.objects.filter(trust_id=self._trust_id)
        found = set(mine.filter(import_key__in=keys).values_list("import_key", flat=True))
        return found | set(mine.open().filter(identity__in=identities).values_list("identity", flat=True))

    def _find(self, line: Taken) -> Channel | None:
        understood = line.understood
        by_name = f"{understood['platform']}:name:{' '.join(understood['name'].casefold().split())}"
        wanted = Q(import_key__in=[line.key, by_name])
        if understood["identity"]:
            wanted |= Q(identity=understood["identity"]) & ~Q(status=Status.CLOSED)
        channels = Channel.objects.select_for_update().filter(wanted, trust_id=self._trust_id)
        return channels.order_by("-changed_at", "pk").first()
