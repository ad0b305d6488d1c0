"""Looks into the archive that an Office file really is: which kind, no bomb, and what in it could run."""

import zipfile
from pathlib import Path

from charioteer.errors import BadInput

_OPENXML = "application/vnd.openxmlformats-officedocument."
KINDS = {
    f"{_OPENXML}wordprocessingml.document": b"wordprocessingml.document.main+xml",
    f"{_OPENXML}spreadsheetml.sheet": b"spreadsheetml.sheet.main+xml",
    f"{_OPENXML}presentationml.presentation": b"presentationml.presentation.main+xml",
}
_TYPES = "[Content_Types].xml"
_MEGABYTE = 1024 * 1024
_MOST_UNPACKED = 300 * _MEGABYTE
_MOST_MEMBERS = 10_000
_DENSE, _DENSE_FROM = 150, 20 * _MEGABYTE
_CHUNK = 256 * 1024
_ENCRYPTED = 0x1
_DAMAGED = "This file is damaged or was cut short on its way. Save it again where it was made, and choose the new copy."
_BOMB = "Unpacked, this file is far larger than any document. It was not kept."
_REMOTE = (b"attachedTemplate", b"oleObject", b"frame", b"subDocument")


def kind(path: Path) -> str:
    """Which of `KINDS` it is. Every member is unpacked once and counted, because a header may lie about its size.

    Raises:
        BadInput: damaged, far too large unpacked, or another kind of archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _count(archive, path.stat().st_size)
            return _kind(archive)
    except BadInput:
        raise
    except Exception as error:  # a damaged archive raises some ten kinds of error; to the sender it is one thing
        raise BadInput(_DAMAGED) from error


def dangers(path: Path) -> tuple[str, ...]:
    """What in it could run or reach out, in words. Call it after `kind`."""
    found: dict[str, None] = {}
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            name = member.filename.casefold()
            if name.endswith("vbaproject.bin"):
                found["It holds macros (small programs)."] = None
            if "/activex/" in name or ("/embeddings/" in name and name.endswith(".bin")):
                found["Another program or file is hidden inside it."] = None
            if name.endswith(".rels") and _reaches_out(archive.read(member)):
                found["It fetches something from elsewhere when it is opened."] = None
    return tuple(found)


def _reaches_out(relations: bytes) -> bool:
    # A link that somebody may click is External too; these are fetched without being asked.
    parts = (part for part in relations.split(b"<Relationship") if b'"External"' in part or b"'External'" in part)
    return any(word in part for part in parts for word in _REMOTE)


def _count(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise BadInput(_BOMB)
    total = 0
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise BadInput("This file is locked with a password. Take the password off, save it, and choose it again.")
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > _MOST_UNPACKED or (total > _DENSE_FROM and total > packed * _DENSE):
                    raise BadInput(_BOMB)


def _kind(archive: zipfile.ZipFile) -> str:
    names = {name.casefold(): name for name in archive.namelist()}
    if "mimetype" in names:
        raise BadInput("This is an OpenDocument file. In LibreOffice, save it as .docx, .xlsx, .pptx or .pdf.")
    if _TYPES.casefold() not in names:
        raise BadInput(
            "This is a compressed folder, which is not kept. Unpack it, and add the files inside one by one."
        )
    types = archive.read(names[_TYPES.casefold()])
    if b"macroenabled" in types.lower():
        raise BadInput(
            "This file holds macros (small programs), so it is not kept. Save it as an ordinary .docx, .xlsx or .pptx."
        )
    for media_type, mark in KINDS.items():
        if mark in types:
            return media_type
    raise BadInput("This is an Office file, but no document, spreadsheet or presentation. Save it as a PDF.")
