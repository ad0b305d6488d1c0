"""The register's importer: what its columns are called, how rows are understood, and how they are written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from itertools import islice
from typing import Any

from charioteer import bulk
from charioteer.audit.actions import subject_of
from charioteer.channels import deriving, rules
from charioteer.channels.actions.updating import Updating
from charioteer.channels.announcing import tell_of_import
from charioteer.channels.fields import SLOT_COLUMNS, all_slot_values, new_channel
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, PublicChange, Slot
from charioteer.channels.reading.comparing import compare_rows
from charioteer.channels.reading.grounds import ground_of, people_by_name, schools_by_slug
from charioteer.channels.reading.rows import Understanding
from charioteer.channels.reading.understanding import understand
from charioteer.channels.standing import WORDS, Word
from charioteer.intake.importers import Column, Taken, Understood, picked
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.models import Batch
from charioteer.intake.readers import Table
from charioteer.look import dates
from charioteer.people.models import Trust
from charioteer.people.roles import OFFICES
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
        open_rows = {row.import_key for row in rows if not row.events.closed.as_written}
        return [_judged(row, cell, _known(row, listed, open_rows)) for row, cell in zip(rows, cells, strict=True)]

    def write(self, lines: Iterator[Taken], *, batch: Batch, trust_id: int, by: Any, now: datetime) -> dict[str, int]:
        """Write new channels in bulk and changed ones one by one, inside the caller's transaction.

        Raises:
            NotAllowed: whoever confirms may not import (a command, `by=None`, is the operator's own).
        """
        if by is not None and (refusal := rules.cannot_import(by, now)):
            raise refusal
        writing = _Writing(batch, trust_id, now)
        updating = Updating(batch, trust_id, by, now)
        changed = 0
        while some := list(islice(lines, _AT_ONCE)):
            writing.add([line for line in some if line.outcome == Outcome.NEW])
            changed += sum(updating.update(line) for line in some if line.outcome == Outcome.CHANGED)
        tell_of_import(trust_id)
        return {**writing.counts, "changed": changed}

    def says(self, understood: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """What was understood, in words for the preview."""
        return [(name, value) for name, value in _in_words(understood) if value]


def _in_words(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    platform = registers.catalogue().get(said["platform"] or "")
    kind = platform.kinds.get(said["kind"]) if platform else None
    yield "Platform", platform.name if platform else "Not known"
    yield "Kind", kind.name if kind else "Not known"
    account = (said["handle"] or said["identity"]) if said["identity"] else "Cannot be told"
    yield "Account", account
    yield "Name", said["name"] if said["name"] != account else ""
    yield "Holds master access", _people_words(said["masters"]) or "Unknown"
    yield "May post", _people_words(said["posters"]) or "Unknown"
    yield "Opened", _date_words(said["opened"]) or "Unknown"
    yield "Closed", _date_words(said["closed"])
    yield "School", said["school_name"] or _SCOPES.get(said["scope"], "Not stated")
    yield "Run by", said["owner_body"]
    yield "Purpose", said["purpose"]
    yield "Comes in as", WORDS[Word(said["standing"])]


def _people_words(written: Iterable[Mapping[str, str]]) -> str:
    return "; ".join(", ".join(filter(None, [one["name"], _office_words(one)])) for one in written)


def _office_words(one: Mapping[str, str]) -> str:
    if one["outside_body"]:
        return f"of {one['outside_body']}"
    return OFFICES[one["office"]].name.lower() if one["office"] else one["role"]


def _date_words(said: Mapping[str, Any]) -> str:
    first, last = (date.fromisoformat(said[end]) if said[end] else None for end in ("earliest", "latest"))
    return dates.interval(first, last) or (f"“{said['as_written']}”, not certain" if said["as_written"] else "")


def _listed(trust_id: int) -> dict[str, dict[str, str]]:
    """The cells of every listed channel as it was last read, by each key a row may find it under."""
    by_key: dict[str, dict[str, str]] = {}
    by_identity: dict[str, dict[str, str]] = {}
    columns = ("import_key", "identity", "status", "as_read")
    for key, identity, status, as_read in Channel.objects.filter(trust_id=trust_id).values_list(*columns).iterator():
        if identity and status != Status.CLOSED:
            by_identity[identity] = as_read
        if key:
            by_key[key] = as_read
    return by_key | by_identity


def _known(row: Understanding, listed: Mapping[str, dict[str, str]], open_rows: Set[str]) -> dict[str, str] | None:
    """The cells of the channel this row is about, as last read; None if it is not listed.

    A row that closes an account is about the open channel, unless another row of the file says that it is open.
    """
    for key in (row.import_key, row.account_key, row.name_key):
        if key in listed and (key == row.import_key or key not in open_rows):
            return listed[key]
    return None


def _judged(row: Understanding, cells: dict[str, str], known: dict[str, str] | None) -> Understood:
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
    outcome = Outcome.NEW if known is None else Outcome.SAME if known == read else Outcome.CHANGED
    return Understood(row.import_key, understood, doubts, outcome, secrets)


def _without(secrets: Mapping[str, str], cell: str) -> str:
    for secret, instead in secrets.items():
        cell = cell.replace(secret, instead)
    return cell


class _Writing:
    """The new channels of one confirmed import on their way into the register."""

    def __init__(self, batch: Batch, trust_id: int, now: datetime) -> None:
        self.counts = {"channels": 0, "slots": 0}
        self._batch_ref, self._trust_id, self._now = subject_of(batch), trust_id, now
        self._people = people_by_name(trust_id)
        self._schools = schools_by_slug(trust_id)

    def add(self, lines: Sequence[Taken]) -> None:
        """Put new channels on the list, with their slots, look-alike keys and public changes."""
        held = self._already_listed(lines)
        fresh = [line for line in lines if line.key not in held and _to_be_open(line) not in held]
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

    def _channel(self, line: Taken) -> Channel:
        return new_channel(
            line.understood,
            self._schools,
            trust_id=self._trust_id,
            now=self._now,
            import_key=line.key,
            batch_ref=self._batch_ref,
            row_number=line.number,
            as_read=line.understood["read"],
        )

    def _already_listed(self, lines: Sequence[Taken]) -> set[str]:
        # The register may have moved on since the preview.
        keys = [line.key for line in lines]
        identities = [identity for line in lines if (identity := _to_be_open(line))]
        mine = Channel.objects.filter(trust_id=self._trust_id)
        found = set(mine.filter(import_key__in=keys).values_list("import_key", flat=True))
        return found | set(mine.open().filter(identity__in=identities).values_list("identity", flat=True))


def _to_be_open(line: Taken) -> str:
    """The account that this line lists as open, of which there can be one only; "" for a closed or unknown one."""
    said = line.understood
    return "" if said["closed"]["as_written"] else str(said["identity"])
