"""Reads CSV and its relatives: comma, semicolon, tab or bar, told from the rows themselves."""

import contextlib
import csv
import io
import re
from collections import Counter
from itertools import islice

from charioteer.errors import BadInput
from charioteer.intake.readers import assembly, limits
from charioteer.intake.readers.document import Contents, Row

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_SAMPLE_ROWS = 200
_SAMPLE_TEXT = 200_000
_STEADY = 0.8
_SHORTENED = re.compile(r"\s*\d[.,]\d+E\+\d\d\s*")
_OPEN_QUOTE = (
    "A quotation mark is opened here and not closed as it should be. Close it, or save the file again from Excel."
)


def delimiter_of(text: str) -> str:
    """Which character parts the cells, if the rows agree on one; "" if this is no table.

    A character is believed when four rows in five have the same number of cells, two or more.
    """
    sample = text[:_SAMPLE_TEXT]
    best = max(_NAMES, key=lambda mark: _agreement(sample, mark))
    return best if _agreement(sample, best)[0] >= _STEADY else ""


def likeliest_delimiter(text: str) -> str:
    """The best guess, for a file that is called a table: a comma if nothing parts the cells."""
    sample = text[:_SAMPLE_TEXT]
    best = max(_NAMES, key=lambda mark: _agreement(sample, mark))
    return best if _agreement(sample, best)[0] else ","


def read(text: str, delimiter: str) -> Contents:
    """Read a delimited file as one table.

    Raises:
        BadInput: a quotation mark left open; too many rows, columns or characters; with the row it is in.
    """
    notes = [] if delimiter == "," else [f"The cells are parted by {_NAMES[delimiter]}."]
    if told := re.match(r"sep=(.)\r?\n", text):  # Excel's own hint
        text, delimiter, notes = text[told.end() :], told.group(1), [f"The first line says sep={told.group(1)}."]
    rows = _rows(text, delimiter)
    if rows and len(rows) > 2 and _is_stamp(rows[-1].cells):
        notes.append(f"The last line is a stamp, not a row: {rows.pop().cells[0][2:]}")
    if "E+" in text:
        rows = [_doubting(row) for row in rows]
    table, said = assembly.build(rows)
    return Contents(text=text, tables=(table,) if table else (), notes=(*notes, *said))


def _rows(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    add, most = rows.append, limits.MAX_CELL
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if len(cells) > limits.MAX_COLUMNS:
                limits.check_columns(len(cells), where=f"row {number}")
            for cell in cells:
                if len(cell) > most:
                    limits.check_cell(cell, where=f"row {number}")
            add(Row(number, tuple(cells)))
            if number > limits.MAX_ROWS:
                limits.check_rows(number)
    except csv.Error as error:
        raise BadInput(_OPEN_QUOTE, where=f"row {number + 1}") from error
    return rows


def _agreement(sample: str, mark: str) -> tuple[float, int]:
    """What share of the rows have as many cells as most have, and how many that is."""
    widths = Counter[int]()
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
    with contextlib.suppress(csv.Error):  # one endless cell: what was counted before it still tells
        widths.update(len(cells) for cells in islice(reader, _SAMPLE_ROWS) if any(cells))
    several = Counter({width: count for width, count in widths.items() if width > 1})
    if not several:
        return 0.0, 0
    width, count = several.most_common(1)[0]
    return count / widths.total(), width


def _is_stamp(cells: tuple[str, ...]) -> bool:
    return cells[:1] != () and cells[0].startswith("# ") and not any(cells[1:])


def _doubting(row: Row) -> Row:
    doubts = tuple(
        f"“{cell}” is a long number that a spreadsheet shortened; its last digits are lost. "
        "Make the column text, type the number again, and save."
        for cell in row.cells
        if _SHORTENED.fullmatch(cell)
    )
    return row._replace(doubts=doubts) if doubts else row
