"""Writes XLSX through temporary files, so that no table has to fit in memory."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from charioteer.exports.values import About, Column, plain_text, written

_CHUNK = 64 * 1024
_LAST_ROW = 1_048_576  # of a sheet, by the format
_LONGEST = 32_767  # characters in a cell, by the format
_CUT = " … (cut)"


def xlsx_stream(columns: Sequence[Column], rows: Iterable[Sequence[object]], about: About) -> Iterator[bytes]:
    """Write a table as a spreadsheet with a second sheet, "About", that holds the stamp.

    Text is always typed as text, so nothing in it is a formula. Dates are real dates, shown as ISO 8601; a moment
    with a zone is ISO text, because a spreadsheet has no zones.

    Args:
        columns: the header shows their titles; the row under it stays in view.
        rows: values in the columns' order; taken one by one. A sheet that is full is followed by another.
        about: the stamp.
    Yields:
        The file in pieces.
    """
    book = Workbook(write_only=True)
    count = 0
    sheet = _sheet(book, columns, "Rows")
    for row in rows:
        if count and count % (_LAST_ROW - 1) == 0:
            sheet = _sheet(book, columns, f"Rows {count // (_LAST_ROW - 1) + 1}")
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    stamp = book.create_sheet("About")
    stamp.column_dimensions["A"].width, stamp.column_dimensions["B"].width = 18, 90
    for name, text in [*about.lines(), ("Rows", str(count))]:
        stamp.append([name, _cell(stamp, text)])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _sheet(book: Workbook, columns: Sequence[Column], name: str) -> Any:
    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, column.title) for column in columns])
    return sheet


def _cell(sheet: Any, value: object) -> object:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        cell: Any = WriteOnlyCell(sheet, datetime.combine(value, time()))
        cell.number_format = "yyyy-mm-dd"
        return cell
    text = plain_text(written(value))
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    if not text.startswith("=") and not text.startswith("#"):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # openpyxl takes "=" for a formula and "#N/A" for an error
    return cell
