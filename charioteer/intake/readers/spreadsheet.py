"""Reads XLSX: every sheet a table, a formula as its text and never computed."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from charioteer.errors import BadInput
from charioteer.intake.readers import assembly, limits
from charioteer.intake.readers.document import Contents, Row, Table

_LAST_ROW = 1_048_576  # the format's own limit
_MOST_CELLS = 10_000_000
_MOST_MERGED, _LONGEST_MERGED = 5_000, 1_000
_EXACT_DIGITS = 15  # a number in Excel keeps no more
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_TOO_LARGE = "This sheet reaches further than a sheet can. Copy the table into a new file and choose that."


def read(data: bytes) -> Contents:
    """Read every sheet of a spreadsheet that `archive.checked` let through.

    Raises:
        BadInput: too many rows, columns or characters, with the sheet and row.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    tables: list[Table] = []
    notes: list[str] = []
    for sheet in book.worksheets[: limits.MAX_TABLES]:
        where = f"sheet {sheet.title}"
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        rows = list(_rows(sheet.iter_rows(), where))
        _fill_merged(rows, archive, sheet)
        table, said = assembly.build(rows, name=sheet.title, where=where)
        if not table:
            continue
        tables.append(table)
        notes.extend([*said, *_hidden(sheet), *_formulas(table)])
    return Contents(text=_text(tables), tables=tuple(tables), notes=tuple(notes))


def _rows(source: Iterable[tuple[Any, ...]], where: str) -> Iterator[Row]:
    seen = said = 0
    for number, cells in enumerate(source, 1):
        seen += len(cells)
        if number > _LAST_ROW or seen > _MOST_CELLS:
            raise BadInput(_TOO_LARGE, where=where)
        doubts: list[str] = []
        texts = tuple([_as_text(cell, doubts) for cell in cells])
        if any(texts):
            said += 1
            limits.check_rows(said, where=where)
            for text in texts:
                limits.check_cell(text, where=f"{where}, row {number}")
            yield Row(number, texts, tuple(doubts))


def _as_text(cell: Any, doubts: list[str]) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        if cell.data_type == "f":
            doubts.append(f"{cell.coordinate} is a formula. It was kept as its text and not computed.")
        elif cell.data_type == "e":
            doubts.append(f"{cell.coordinate} shows an error ({value}).")
        return value
    return _typed(value, cell, doubts)


def _typed(value: Any, cell: Any, doubts: list[str]) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell, doubts)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time | timedelta):
        return str(value)
    doubts.append(f"{cell.coordinate} is a formula. It was kept as its text and not computed.")
    return str(getattr(value, "text", "") or "=")  # an array formula or a data table


def _number(value: float, cell: Any, doubts: list[str]) -> str:
    text = str(int(value)) if float(value).is_integer() and abs(value) < 1e300 else repr(value)
    if len(text.lstrip("-")) > _EXACT_DIGITS and "." not in text:
        doubts.append(
            f"{cell.coordinate} is a number of {len(text)} digits; a spreadsheet keeps only the first {_EXACT_DIGITS}. "
            "Make the cell text, type the number again, and save."
        )
    return text


def _fill_merged(rows: list[Row], archive: zipfile.ZipFile, sheet: Any) -> None:
    """Let cells merged downwards say in each row what they say in the first: that is what the eye reads."""
    at = {row.number: index for index, row in enumerate(rows)}
    for column, top, bottom in islice(_merged_down(archive, sheet), _MOST_MERGED):
        first = rows[at[top]] if top in at else None
        if first is None or column >= len(first.cells) or not first.cells[column] or column >= limits.MAX_COLUMNS:
            continue
        for number in range(top + 1, min(bottom, top + _LONGEST_MERGED) + 1):
            if number in at:
                rows[at[number]] = _filled(rows[at[number]], column, first)


def _filled(row: Row, column: int, first: Row) -> Row:
    cells = [*row.cells, *([""] * (column + 1 - len(row.cells)))]
    cells[column] = first.cells[column]
    doubt = (
        f"{get_column_letter(column + 1)}{row.number} is merged with row {first.number}; its text was read for both."
    )
    return row._replace(cells=tuple(cells), doubts=(*row.doubts, doubt))


def _merged_down(archive: zipfile.ZipFile, sheet: Any) -> Iterator[tuple[int, int, int]]:
    # The reader in read-only mode leaves these out. They stand after the rows, and there are few of them.
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    if path not in archive.NameToInfo:
        return
    with archive.open(path) as stream:
        tail = b""
        while chunk := stream.read(limits.MEGABYTE):
            window, end = tail + chunk, 0
            for found in _MERGED.finditer(window):
                end = found.end()
                left, top, _, bottom = found.groups()
                if int(bottom) > int(top):
                    yield openpyxl.utils.column_index_from_string(left.decode()) - 1, int(top), int(bottom)
            tail = window[max(end, len(window) - 200) :]


def _hidden(sheet: Any) -> list[str]:
    return (
        [] if sheet.sheet_state == "visible" else [f"The sheet {sheet.title} is hidden in the file; it was read too."]
    )


def _formulas(table: Table) -> list[str]:
    count = sum(any("formula" in doubt for doubt in row.doubts) for row in table.rows)
    return [f"{table.where}: {count:,} row(s) hold formulas. They were kept as text."] if count else []


def _text(tables: list[Table]) -> str:
    lines = ("\t".join(row) for table in tables for row in (table.header, *(each.cells for each in table.rows)))
    return "\n".join(lines)[: limits.MAX_TEXT]
