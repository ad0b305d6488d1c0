"""Writes CSV, a few rows at a time."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from charioteer.exports.values import About, Column, guarded, plain_text, written

_ROWS_AT_ONCE = 500
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows text


def csv_lines(
    columns: Sequence[Column], rows: Iterable[Sequence[object]], *, about: About | None = None, mark: bool = True
) -> Iterator[bytes]:
    """Write a table as CSV in UTF-8.

    Args:
        columns: the header shows their titles.
        rows: values in the columns' order; taken one by one.
        about: if given, its words stand in one last line that starts with "# ", with the number of rows.
        mark: begin with a byte order mark, which Excel needs.
    Yields:
        Some hundred rows at a time.
    """
    buffer = _Lines()
    writer = csv.writer(buffer)
    writer.writerow([guarded(plain_text(column.title)) for column in columns])
    count = 0
    start = _BYTE_ORDER_MARK if mark else ""
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        count += 1
        if count % _ROWS_AT_ONCE == 0:
            yield buffer.taken(start)
            start = ""
    if about is not None:
        words = ". ".join([about.scope, *(f"{name} {text}" for name, text in about.lines()[1:]), f"{count} rows"])
        writer.writerow([plain_text(f"# {' '.join(words.split())}.")])
    yield buffer.taken(start)


def _cell(value: object) -> object:
    if isinstance(value, str):
        return guarded(plain_text(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value  # a negative number is a number, not a formula
    return guarded(plain_text(written(value)))


class _Lines:
    """Where the writer writes, emptied as it goes."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        """What `csv.writer` calls."""
        self._parts.append(text)
        return len(text)

    def taken(self, start: str) -> bytes:
        """All since the last time, as bytes."""
        text = start + "".join(self._parts)
        self._parts.clear()
        return text.encode()
