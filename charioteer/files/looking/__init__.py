"""Looks into one file and says what it is, whatever it is called, and what in it is dangerous. Knows no Django.

Nothing is decoded or rendered: headers are read, archives are unpacked only to be counted, and a PDF is searched.
"""

import mmap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from charioteer.errors import BadInput
from charioteer.files.looking import first_bytes, office, pdf, pictures, polyglots, text
from charioteer.files.looking.kinds import Kind, kind_of, of_ending

Bytes = mmap.mmap
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "image/avif")


@dataclass(frozen=True)
class Look:
    """What was seen: the kind of file, its letters (of plain text), what is dangerous, what is worth saying."""

    kind: Kind
    charset: str = ""
    dangers: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """As it is sent to a browser."""
        return f"{self.kind.media_type}; charset={self.charset}" if self.charset else self.kind.media_type


def look(path: Path, name: str) -> Look:
    """Look into a file.

    Args:
        path: where its bytes lie.
        name: what it is called; it settles only whether plain text is meant as a table.
    Raises:
        BadInput: it is empty, damaged, or of a kind that is not kept.
    """
    if not path.stat().st_size:
        raise BadInput("This file is empty. Choose it again, or save it again where it was made.")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _look(path, name, data)


def _look(path: Path, name: str, data: mmap.mmap) -> Look:
    told = first_bytes.tell(data[:4096])
    if told == first_bytes.TEXT:
        charset = text.charset_of(data)
        kind = of_ending(name, "text/csv") or kind_of("text/plain")
        return Look(kind, charset, _looked_at(data, text_only=True))
    found = office.kind(path) if told == first_bytes.PACKAGE else told
    dangers = _DANGERS[found](path, data)
    return Look(kind_of(found), dangers=(*dangers, *_looked_at(data, office=told == first_bytes.PACKAGE)))


def _looked_at(data: mmap.mmap, *, office: bool = False, text_only: bool = False) -> tuple[str, ...]:
    return () if text_only else polyglots.dangers(data, office=office)


def _of_picture(media_type: str) -> Callable[[Path, mmap.mmap], tuple[str, ...]]:
    def measured(path: Path, data: mmap.mmap) -> tuple[str, ...]:
        pictures.measure(media_type, data)
        return ()

    return measured


def _of_pdf(path: Path, data: mmap.mmap) -> tuple[str, ...]:
    return pdf.dangers(data)


def _of_office(path: Path, data: mmap.mmap) -> tuple[str, ...]:
    return office.dangers(path)


_DANGERS: dict[str, Callable[[Path, mmap.mmap], tuple[str, ...]]] = {
    "application/pdf": _of_pdf,
    **dict.fromkeys(office.KINDS, _of_office),
    **{media_type: _of_picture(media_type) for media_type in _PICTURES},
}
