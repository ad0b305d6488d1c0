"""Tells where a line of a PDF's cell ended because the column was full from where its writer began a new one."""

import re
from collections.abc import Iterator, Sequence

_ROOM = 0.85  # of the fullest line of a column: letters differ in width, so a line this full may have had no room
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
_REST_OF_ONE = re.compile(r"[\w\-.~/?=&%#@+:]+", re.ASCII)


def unwrapped(rows: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each row with its cells' lines joined where only the column's width broke them, and what is not sure of it.

    Args:
        rows: the cells of one table, lines parted by newlines.
    """
    columns = range(max((len(row) for row in rows), default=0))
    room = [
        max((len(line) for row in rows for line in row[at : at + 1] or [""] for line in line.split("\n")), default=0)
        for at in columns
    ]
    for row in rows:
        doubts: list[str] = []
        yield tuple([_joined(cell, room[at], doubts) for at, cell in enumerate(row)]), tuple(doubts)


def _joined(cell: str, room: int, doubts: list[str]) -> str:
    first, *rest = cell.split("\n")
    text, above = first, first
    for line in rest:
        if (address := _ADDRESS.search(text)) and _REST_OF_ONE.fullmatch(line) and not _ADDRESS.match(line):
            text += line
            doubts.append(f"The address {address[0]}{line} was broken over two lines; they were read as one. Check it.")
        elif not line.split() or len(above) + 1 + len(line.split()[0]) <= room * _ROOM:
            text += f"\n{line}"
        else:
            text += f" {line}"
        above = line
    return text
