"""Reads DOCX: paragraphs and tables in order, merged cells and split headers included."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from charioteer.intake.readers import assembly, limits
from charioteer.intake.readers.document import Contents, Row, Table

_P, _TBL, _TR, _TC, _TXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
_GONE = {qn("w:del"), qn("w:moveFrom")}
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TRACKED = "The document has tracked changes. It was read as if all of them were accepted."


def read(data: bytes) -> Contents:
    """Read a Word document that `archive.checked` let through."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    tables: list[Table] = []
    notes: list[str] = []
    for number, element in enumerate(body.iter(_TBL), 1):
        if number > limits.MAX_TABLES:
            break
        rows, own = _rows(element, document.part.rels)
        table, said = assembly.build(rows, where=f"table {number}", own=own, numbered=False)
        if table:
            tables.append(table)
            notes.extend(said)
    if any(True for _ in body.iter(qn("w:ins"), *_GONE)):
        notes.append(_TRACKED)
    text = "\n".join(_lines(body))[: limits.MAX_TEXT]
    return Contents(text=text, tables=tuple(tables), notes=tuple(notes), margins=_margins(document))


def _rows(table: Any, links: Any) -> tuple[list[Row], dict[int, tuple[str, ...]]]:
    """The rows of a table, and for those with merged cells what is really in them (see `assembly.build`)."""
    rows: list[Row] = []
    own: dict[int, tuple[str, ...]] = {}
    above: tuple[str, ...] = ()
    for at, element in enumerate(each for each in table.iter(_TR) if _inside(each, _TBL) is table):
        limits.check_rows(at)
        cells, real, doubts = _cells(element, above, links)
        if real != cells:
            own[at] = real
        rows.append(Row(at + 1, cells, doubts))
        above = cells
    return rows, own


def _cells(row: Any, above: tuple[str, ...], links: Any) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    cells: list[str] = [""] * _skipped(row)
    real: list[str] = list(cells)
    doubts: list[str] = []
    for cell in (each for each in row.iter(_TC) if _inside(each, _TR) is row):
        text, span = _text(cell), _span(cell)
        if _goes_down(cell):
            text = above[len(cells)] if len(cells) < len(above) else ""
            real.append("")
            if text:
                doubts.append(f"“{text}” stands in a cell merged with the row above; it was read for both rows.")
        else:
            real.append(text)
            doubts.extend(_targets(cell, text, links))
        if span > 1 and text:
            doubts.append(f"“{text}” stands in a cell that spans {span} columns; it was read for each of them.")
        cells.extend([text] * span)
        real.extend([""] * (span - 1))
        limits.check_columns(len(cells))
    return tuple(cells), tuple(real), tuple(doubts)


def _targets(cell: Any, text: str, links: Any) -> Iterator[str]:
    for link in cell.iter(qn("w:hyperlink")):
        relation = links.get(link.get(qn("r:id")))
        if relation is not None and relation.is_external and relation.target_ref.rstrip("/") not in text:
            yield f"“{_text(link)}” links to {relation.target_ref}, which the words do not say."


def _span(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(_whole(found), limits.MAX_COLUMNS + 1) if found is not None else 1


def _skipped(row: Any) -> int:
    found = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return min(_whole(found), limits.MAX_COLUMNS) if found is not None else 0


def _whole(element: Any) -> int:
    value = element.get(qn("w:val")) or "1"
    return max(1, int(value)) if value.isdecimal() and len(value) < 6 else 1


def _goes_down(cell: Any) -> bool:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return found is not None and found.get(qn("w:val")) != "restart"


def _inside(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)


def _text(element: Any) -> str:
    """The words of a paragraph, link or cell, paragraphs on lines of their own.

    The library's own reading leaves out what stands in tracked insertions and content controls.
    """
    if element.tag not in (_TC, _TBL):
        return _said(element)
    here = (each for each in element.iter(_P) if _inside(each, _TC) is element)
    return "\n".join(_said(paragraph) for paragraph in here).strip("\n")


def _said(element: Any) -> str:
    parts: list[str] = []
    for each in element.iter(_TXT, *_BREAKS):
        if any(ancestor.tag in _GONE for ancestor in each.iterancestors()):
            continue
        if each.tag == _TXT:
            parts.append(each.text or "")
        elif _inside(each, qn("w:pPr")) is None:  # tab stops of a style are called tabs too
            parts.append(_BREAKS[each.tag])
    return "".join(parts)


def _lines(body: Any) -> Iterator[str]:
    for element in body.iter(_P, _TR):
        if element.tag == _TR:
            cells = (cell for cell in element.iter(_TC) if _inside(cell, _TR) is element)
            yield "\t".join(" ".join(_text(cell).split()) for cell in cells)
        elif _inside(element, _TBL) is None:
            yield _said(element)


def _margins(document: Any) -> str:
    parts = [part for section in document.sections for part in (section.header, section.footer)]
    said = [
        _said(paragraph) for part in parts if not part.is_linked_to_previous for paragraph in part._element.iter(_P)
    ]
    return "\n".join(dict.fromkeys(line for line in said if line.strip()))
