"""An importer for tests: it keeps what it is given in a notebook, and knows what it had before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from charioteer.intake.importers import Column, Taken, Understood, picked
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.readers import Table

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Notebook:
    """Keeps one line of text for each key, and for each trust apart."""

    key = "notebook"
    columns = (
        Column("platform", "Platform", ("Network",), required=True),
        Column("account", "Account", ("Account/Page name", "Handle"), required=True),
        Column("masters", "Masters", ("Master administration role",)),
        Column("posters", "Posters", ("Approved users (posting)",)),
        Column("dates", "Date", ("Opened",)),
    )

    def __init__(self) -> None:
        self.kept: dict[tuple[int, str], str] = {}
        self.writes = 0

    def understand(self, table: Table, mapping: Mapping[str, int], *, trust_id: int) -> Iterable[Understood]:
        for _, cells in picked(table, mapping):
            account = cells["account"].lower()
            key = f"{cells['platform']}:{account}".casefold() if account else ""
            text = "/".join(cells.values())
            doubts = [] if cells.get("posters") else ["Nobody is named who may post. Blank means unknown."]
            yield Understood(key, {"text": text}, doubts, self._outcome(trust_id, key, text))

    def _outcome(self, trust_id: int, key: str, text: str) -> Outcome:
        if not key:
            return Outcome.CANNOT
        if (trust_id, key) not in self.kept:
            return Outcome.NEW
        return Outcome.SAME if self.kept[trust_id, key] == text else Outcome.CHANGED

    def write(self, lines: Iterator[Taken], *, batch: Any, trust_id: int, by: Any, now: datetime) -> Mapping[str, int]:
        self.writes += 1
        before = len(self.kept)
        count = 0
        for line in lines:
            self.kept[trust_id, line.key] = line.understood["text"]
            count += 1
        return {"made": len(self.kept) - before, "touched": count}

    def says(self, understood: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        return [("Text", understood["text"])]
