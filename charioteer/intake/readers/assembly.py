"""Makes a table of bare rows: finds the header, joins one that is written on two lines, and squares the rows off."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from charioteer.intake.readers import limits
from charioteer.intake.readers.document import Row, Table, filled, is_blank

_LOOK_AT = 30
_DATA_MARKS = ("@", "://", "www.")
_NOTHING: Mapping[int, tuple[str, ...]] = {}


def build(
    rows: Sequence[Row],
    *,
    name: str = "",
    where: str = "",
    own: Mapping[int, tuple[str, ...]] = _NOTHING,
    numbered: bool = True,
) -> tuple[Table | None, tuple[str, ...]]:
    """Make a table.

    Args:
        rows: every row, as read, of any width; blank ones too.
        name, where: as in `Table`.
        own: for rows (by their place in `rows`) with merged cells: the same cells, with those that only repeat a merged
            neighbour blanked. Only used to find the header.
        numbered: False if the rows' numbers are nobody's; then they count from 1 under the header.
    Returns:
        The table, or None if nothing is in it; and sentences about how it was read.
    """
    kept = [at for at, row in enumerate(rows) if not is_blank(row.cells)]
    if not kept:
        return None, ()
    starts = _header_at([own.get(at, rows[at].cells) for at in kept[:_LOOK_AT]])
    lead = tuple(" ".join(filled(own.get(at, rows[at].cells))) for at in kept[:starts])
    header, body, notes = rows[kept[starts]].cells, kept[starts + 1 :], []
    if body and _goes_on(header, own.get(body[0], rows[body[0]].cells)):
        header = _joined(header, own.get(body[0], rows[body[0]].cells))
        body = body[1:]
        notes.append(f"The header of {where or 'the table'} is written on two lines; they were read as one.")
    header, data = _squared(header, [rows[at] for at in body], where)
    if not numbered:
        data = [row._replace(number=count) for count, row in enumerate(data, 1)]
    return Table(name or " ".join(lead), where, header, tuple(data), lead), tuple(notes)


def _header_at(rows: Sequence[Sequence[str]]) -> int:
    """The first row that names at least half of the columns; what stands above it is a title."""
    counts = [len(filled(cells)) for cells in rows]
    wanted = max(1, (max(counts) + 1) // 2)
    wanted = max(wanted, 2) if max(counts) > 1 else wanted
    return next(at for at, count in enumerate(counts) if count >= wanted)


def _goes_on(header: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row under a header is its second line: led by two blanks, short, and with nothing like data in it."""
    said = filled(below)
    if len(header) < 3 or not said or filled(below[:2]) or len(said) > len(header) / 2:
        return False
    if any(len(cell) > 40 or any(c.isdigit() for c in cell) or any(m in cell for m in _DATA_MARKS) for cell in said):
        return False
    return all(above.strip() for above, cell in zip(header, below, strict=False) if cell.strip())


def _joined(header: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(filled(pair)) for pair in zip_longest(header, below, fillvalue=""))


def _squared(header: Sequence[str], rows: list[Row], where: str) -> tuple[tuple[str, ...], list[Row]]:
    width = max([len(header), *(len(row.cells) for row in rows)])
    if width > len(header) or not header[-1].strip():
        width = max(_last(header), *(_last(row.cells) for row in rows), 1) if rows else max(_last(header), 1)
    limits.check_columns(width, where=where)
    limits.check_rows(len(rows), where=where)
    return _to_width(header, width), [
        row if len(row.cells) == width else row._replace(cells=_to_width(row.cells, width)) for row in rows
    ]


def _last(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that says something."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)


def _to_width(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells[:width], *([""] * (width - len(cells))))
