"""Reads a table without lines from the places of its words: what stands under a header's word is in its column."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

_FEWEST_COLUMNS = 3
_GAP = 0.9  # of the height of the letters: a wider gap than this parts two cells
_PARAGRAPH = 2.6  # of the height of a line: a wider space than this ends the table
_WRAPPED = 1.45  # of the height of the letters: a line this close under another goes on with it


@dataclass(frozen=True)
class Grid:
    """A table's cells, and the same cells with what only repeats a merged neighbour blanked."""

    cells: list[tuple[str, ...]]
    own: list[tuple[str, ...]]


class _Piece(NamedTuple):
    left: float
    right: float
    text: str


class _Line(NamedTuple):
    top: float
    bottom: float
    pieces: list[_Piece]


def by_words(page: Any) -> list[Grid]:
    """The tables of a page that has no ruled ones."""
    lines = _lines(page.extract_words(use_text_flow=False))
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        if len(lines[at].pieces) >= _FEWEST_COLUMNS:
            rows, at = _table(lines, at)
            if len(rows) > 1:
                grids.append(Grid(rows, rows))
        else:
            at += 1
    return grids


def _lines(words: list[dict[str, Any]]) -> list[_Line]:
    lines: list[_Line] = []
    current: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda each: (round(each["top"]), each["x0"])):
        if current and word["top"] - current[0]["top"] > (current[0]["bottom"] - current[0]["top"]) / 2:
            lines.append(_line(current))
            current = []
        current.append(word)
    return [*lines, _line(current)] if current else lines


def _line(words: list[dict[str, Any]]) -> _Line:
    words = sorted(words, key=lambda each: float(each["x0"]))
    height = max(word["bottom"] - word["top"] for word in words)
    pieces = [_Piece(words[0]["x0"], words[0]["x1"], words[0]["text"])]
    for before, word in pairwise(words):
        if word["x0"] - before["x1"] > height * _GAP:
            pieces.append(_Piece(word["x0"], word["x1"], word["text"]))
        else:
            last = pieces[-1]
            pieces[-1] = _Piece(last.left, word["x1"], f"{last.text} {word['text']}")
    return _Line(min(word["top"] for word in words), max(word["bottom"] for word in words), pieces)


def _table(lines: list[_Line], start: int) -> tuple[list[tuple[str, ...]], int]:
    """The rows of the table whose header is at `start`, and where to look on."""
    edges = [piece.left for piece in lines[start].pieces]
    rows: list[list[str]] = []
    at = start
    while at < len(lines) and (at == start or _belongs(lines[at - 1], lines[at], edges)):
        cells = _cells(lines[at], edges)
        if rows and _goes_on(cells, lines[at - 1], lines[at]):
            rows[-1] = ["\n".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        at += 1
    return [tuple(row) for row in rows], max(at, start + 1)


def _belongs(above: _Line, line: _Line, edges: list[float]) -> bool:
    height = above.bottom - above.top
    if line.top - above.bottom > height * _PARAGRAPH:
        return False
    first = line.pieces[0]
    prose = len(line.pieces) == 1 and first.left <= edges[0] + height and first.right > edges[1] + height
    return not prose


def _goes_on(cells: list[str], above: _Line, line: _Line) -> bool:
    """Whether a line is the rest of the row above: its first cell is blank, or only a wrapped first cell is there."""
    if not cells[0]:
        return True
    close = line.top - above.top < (above.bottom - above.top) * _WRAPPED
    return close and not any(cells[1:])


def _cells(line: _Line, edges: list[float]) -> list[str]:
    cells = [""] * len(edges)
    for piece in line.pieces:
        column = max((at for at, edge in enumerate(edges) if piece.left >= edge - 4), default=0)
        cells[column] = f"{cells[column]} {piece.text}".strip()
    return cells
