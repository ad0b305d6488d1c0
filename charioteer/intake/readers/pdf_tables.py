"""Finds the tables of a PDF: by their lines, and where a page has none, by where its words stand."""

from dataclasses import dataclass, field
from typing import Any

from charioteer.intake.readers import assembly, limits
from charioteer.intake.readers.document import Row, Table, is_blank
from charioteer.intake.readers.pdf_lines import unwrapped
from charioteer.intake.readers.pdf_words import Grid, by_words

_BY_WORDS = "{where} has no lines, so it was read by where its words stand. Check each row."
_REPEATED = "{where}: a merged cell was read for every row or column it covers."


@dataclass
class _Raw:
    where: str
    page: int
    rows: list[Row]
    own: dict[int, tuple[str, ...]]
    by_words: bool = False
    last_on_page: bool = True


@dataclass
class Found:
    """The tables gathered so far."""

    raw: list[_Raw] = field(default_factory=list)


def gather(page: Any, found: Found) -> None:
    """Add the tables of one page; a table that goes on from the page before is joined to it."""
    ruled = [grid for each in page.find_tables() if (grid := _ruled(each))]
    grids = ruled or by_words(page)
    for number, grid in enumerate(grids, 1):
        where = f"page {page.page_number}, table {number}"
        own = {at: real for at, (cells, real) in enumerate(zip(grid.cells, grid.own, strict=True)) if cells != real}
        rows = [Row(at, cells, doubts, "") for at, (cells, doubts) in enumerate(unwrapped(grid.cells), 1)]
        raw = _Raw(where, page.page_number, rows, own, by_words=not ruled)
        if number == 1 and found.raw and _continues(found.raw[-1], raw):
            _join(found.raw[-1], raw)
        elif len(found.raw) < limits.MAX_TABLES:
            found.raw.append(raw)


def finish(found: Found) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Make tables of what was gathered, with sentences about how they were read."""
    tables: list[Table] = []
    notes: list[str] = []
    for raw in found.raw:
        table, said = assembly.build(raw.rows, where=raw.where, own=raw.own, numbered=False)
        if table and table.rows:
            tables.append(table)
            notes.extend(said)
            if raw.by_words:
                notes.append(_BY_WORDS.format(where=raw.where.capitalize()))
            if any(at > 1 for at in raw.own):
                notes.append(_REPEATED.format(where=raw.where.capitalize()))
    return tuple(tables), tuple(notes)


def _ruled(table: Any) -> Grid | None:
    """The cells of a table with lines, a merged cell's words read for each place it covers."""
    texts = table.extract()
    boxes = [row.cells for row in table.rows]
    if len(texts) < 2 or len(texts[0]) < 2:
        return None
    cells: list[tuple[str, ...]] = []
    own: list[tuple[str, ...]] = []
    for at, row in enumerate(texts):
        own.append(tuple(text or "" for text in row))
        cells.append(tuple(_covering(texts, boxes, cells, at, column) for column in range(len(row))))
    return None if all(is_blank(row) for row in own) else Grid(cells, own)


def _covering(texts: Any, boxes: Any, done: list[tuple[str, ...]], at: int, column: int) -> str:
    """What a place says: its own words, or those of the merged cell above it or to its left that covers it."""
    if texts[at][column] is not None:
        return str(texts[at][column])
    if at and _reaches(boxes[at - 1][column], _edges(boxes[at])):
        return done[at - 1][column]
    left = next((c for c in range(column - 1, -1, -1) if texts[at][c] is not None), None)
    return str(texts[at][left]) if left is not None else ""


def _edges(row: Any) -> float:
    return max((box[1] for box in row if box), default=0.0)


def _reaches(box: Any, top_of_row: float) -> bool:
    return box is not None and box[3] > top_of_row + 1


def _continues(above: _Raw, below: _Raw) -> bool:
    same_width = len(above.rows[0].cells) == len(below.rows[0].cells)
    return same_width and above.by_words == below.by_words and below.page == _last_page(above) + 1


def _last_page(raw: _Raw) -> int:
    return next((int(row.place.split()[1].rstrip(",")) for row in reversed(raw.rows) if row.place), raw.page)


def _join(above: _Raw, below: _Raw) -> None:
    repeated = 0
    while repeated < min(2, len(below.rows)) and below.rows[repeated].cells == above.rows[repeated].cells:
        repeated += 1  # the header, printed again at the top of the page
    start = len(above.rows)
    for at, row in enumerate(below.rows[repeated:]):
        above.rows.append(row._replace(place=f"{below.where}, row {at + 1}"))
        if at + repeated in below.own:
            above.own[start + at] = below.own[at + repeated]
