"""What an app must say to be imported into: its columns, how it understands rows, and how it writes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from charioteer.exports import unguarded
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.models import Batch
from charioteer.intake.readers import Row, Table


@dataclass(frozen=True)
class Column:
    """One thing an importer takes.

    Args:
        key: for programs.
        name: for people ("Account or page name").
        written: how files head such a column; the name itself is always known.
        required: without it nothing can be understood.
        hint: a sentence under the choice of a column.
    """

    key: str
    name: str
    written: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What an importer makes of one row.

    Args:
        key: what the row is about, the same for every row about the same thing; "" if that cannot be told.
        understood: plain JSON, all that `write` will need.
        doubts: sentences: what was guessed, what is missing, what cannot be.
        outcome: what confirming would do.
        secrets: words of the row that must not be kept (an invitation), each with what is kept instead.
    """

    key: str
    understood: Mapping[str, Any]
    doubts: Sequence[str] = ()
    outcome: Outcome = Outcome.NEW
    secrets: Mapping[str, str] = field(default_factory=dict)


class Taken(NamedTuple):
    """One previewed line, as `write` gets it. `cells` is the row as read, by the file's own columns."""

    number: int
    place: str
    outcome: str
    key: str
    cells: list[str]
    understood: dict[str, Any]


class Importer(Protocol):
    """An app that things can be imported into."""

    @property
    def key(self) -> str:
        """Names it in the database and in the log ("channels.register")."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """What it takes, in the order people read."""

    def understand(self, table: Table, mapping: Mapping[str, int], *, trust_id: int) -> Iterable[Understood]:
        """Say what each row means, one answer for each row in order, and write nothing.

        `picked(table, mapping)` gives each row's cells by column key.
        """

    def write(
        self, lines: Iterator[Taken], *, batch: Batch, trust_id: int, by: Any, now: datetime
    ) -> Mapping[str, int]:
        """Write the lines that were new or changed, inside the caller's transaction; say how many of what was written.

        The register may have moved on since the preview: look again, write only what still differs, and record the
        audit entries of what is written.
        """

    def says(self, understood: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """What was understood, in words for the preview: ("Platform", "X (formerly Twitter)"), …"""


def picked(table: Table, mapping: Mapping[str, int]) -> Iterator[tuple[Row, dict[str, str]]]:
    """Each row with its cells by column key, outer spaces and the guard of our own exports taken off.

    A column that the file does not have is left out.
    """
    pairs = tuple(mapping.items())
    for row in table.rows:
        cells = row.cells
        yield row, {key: unguarded(cells[at].strip()) for key, at in pairs}


@dataclass(frozen=True)
class Choice:
    """The table chosen from a file and which of its columns is what.

    Args:
        table: the table.
        mapping: for each column key of the importer, the place of the file's column.
        unused: the headers that nothing was made of.
        notes: sentences about the choice.
    """

    table: Table
    mapping: dict[str, int]
    unused: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
