"""Reads a file that somebody sent, whatever it is, or says in a sentence why not. Knows no Django."""

import hashlib

from charioteer.errors import BadInput
from charioteer.intake.readers import apart, archive, delimited, limits, prose
from charioteer.intake.readers.content import Content, tell
from charioteer.intake.readers.document import Contents, Document, Row, Table
from charioteer.intake.readers.encoding import decode

__all__ = ["Document", "Row", "Table", "read"]

_CSV, _PLAIN = "text/csv", "text/plain"
_ENDINGS = {
    archive.SPREADSHEET: (".xlsx",),
    archive.WORD: (".docx",),
    Content.PDF.value: (".pdf",),
    _CSV: (".csv", ".tsv", ".tab", ".txt"),
    _PLAIN: (".txt", ".text", ".md", ".csv", ".tsv"),
}
_WORDS = {
    archive.SPREADSHEET: "a spreadsheet (.xlsx)",
    archive.WORD: "a Word document (.docx)",
    Content.PDF.value: "a PDF",
    _CSV: "a table in plain text (.csv)",
    _PLAIN: "plain text (.txt)",
}


def read(name: str, data: bytes, *, max_bytes: int = limits.MAX_BYTES) -> Document:
    """Read one file. What it is, is told by its content; its name only settles whether plain text is meant as a table.

    Args:
        name: the file's name, as it was sent.
        data: its bytes.
        max_bytes: the most that is looked at.
    Returns:
        Its tables and its text, exactly as read, with notes about anything that was not plain.
    Raises:
        BadInput: it cannot be read; the sentence says why and what to do.
    """
    limits.check_size(len(data), max_bytes)
    media_type, contents = _contents(name, data)
    notes = [*_misnamed(name, media_type), *contents.notes]
    return Document(
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        text=contents.text,
        tables=contents.tables,
        notes=tuple(notes),
        margins=contents.margins,
    )


def _contents(name: str, data: bytes) -> tuple[str, Contents]:
    kind = tell(data)
    if kind is Content.TEXT:
        return _text(name, data)
    media_type = archive.checked(data) if kind is Content.PACKAGE else kind.value
    return media_type, apart.read(media_type, data)


def _text(name: str, data: bytes) -> tuple[str, Contents]:
    text, notes = decode(data)
    if not text.strip():
        raise BadInput("There is nothing in this file. Choose it again, or save it again where it was made.")
    delimiter = delimited.delimiter_of(text)
    if not delimiter and name.casefold().endswith((".csv", ".tsv", ".tab")):
        delimiter = delimited.likeliest_delimiter(text)
    contents = delimited.read(text, delimiter) if delimiter else prose.read(text)
    return _CSV if delimiter else _PLAIN, contents._replace(notes=(*notes, *contents.notes))


def _misnamed(name: str, media_type: str) -> list[str]:
    if "." not in name or name.casefold().endswith(_ENDINGS[media_type]):
        return []
    ending = name[name.rindex(".") :][:12]
    return [f"The name ends in {ending}, but this is {_WORDS[media_type]}, and was read as one."]
