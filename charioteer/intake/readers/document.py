"""What a reader hands over: the tables and the text of one file, exactly as read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple


class Row(NamedTuple):
    """One row of a table.

    `number` is the row of the sheet (a spreadsheet, where the header is counted) or the row under the header (a
    document, where nobody counts it). `place` is where it is when table and number do not say ("line 59"). `doubts`
    are sentences about what the reader was not sure of.
    """

    number: int
    cells: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Table:
    """One table. Every row has as many cells as the header.

    Args:
        name: what the file calls it: a sheet's name, a title above it, or "".
        where: where it is ("sheet Channels", "page 3, table 1"), "" if the file is one table.
        header: the first row, a header written on two lines joined to one.
        rows: all rows under the header that say anything.
        lead: lines above the header, joined by spaces ("Social media register 2024").
    """

    name: str
    where: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: tuple[str, ...] = ()

    def place(self, row: Row) -> str:
        """Where a row is, for a person: "sheet Channels, row 4"."""
        if row.place:
            return row.place
        return f"{self.where}, row {row.number}" if self.where else f"row {row.number}"

    def under(self, position: int) -> "Table":
        """The same table with a lower row as its header, for a header our guess took for data."""
        lead = (*self.lead, " ".join(filled(self.header)), *(" ".join(filled(r.cells)) for r in self.rows[:position]))
        return replace(self, header=self.rows[position].cells, rows=self.rows[position + 1 :], lead=lead)


@dataclass(frozen=True)
class Document:
    """One file, read.

    Args:
        media_type: what the content is, whatever its name says.
        sha256: of the bytes, hex.
        size: in bytes.
        text: all its words in order; rows of tables as lines with tabs.
        tables: in order.
        notes: sentences about the whole file ("Read as Windows text (cp1252).").
        margins: words in page headers and footers, where a file keeps them apart.
    """

    media_type: str
    sha256: str
    size: int
    text: str = ""
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    margins: str = ""


class Contents(NamedTuple):
    """What one reader found, before the file's own facts are added."""

    text: str = ""
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    margins: str = ""


def filled(cells: Iterable[str]) -> list[str]:
    """The cells that say something."""
    return [cell for cell in cells if cell and not cell.isspace()]


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a row says nothing."""
    return not any(cells) or not "".join(cells).strip()
