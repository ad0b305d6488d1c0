"""Tells what a file is by what is in it, never by what it is called."""

import re
from enum import StrEnum

from charioteer.errors import BadInput


class Content(StrEnum):
    """What can be told from the first bytes."""

    PACKAGE = "package"  # a zip: a spreadsheet, a Word document, or something else
    PDF = "application/pdf"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK, _WORD, _SEALED = ("Workbook", "WordDocument", "EncryptedPackage")

_PICTURE = (
    "This is a picture. Words in a picture cannot be read: type the table into a spreadsheet and save it as .xlsx."
)
_PACKED = "This is a compressed folder. Unpack it and choose the one file inside."
_REFUSED_STARTS = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"Rar!", _PACKED),
    (b"MZ", "This is a program, not a document. It was not opened."),
    (b"\x7fELF", "This is a program, not a document. It was not opened."),
    (b"{\\rtf", "This is an RTF document. Open it in Word and save it as .docx."),
    (b"SQLite format 3", "This is a database. Save the table as .csv or .xlsx."),
)
_PICTURE_BRANDS = (b"ftypheic", b"ftypheix", b"ftypavif", b"ftypmif1")  # phones' own formats
_WEB_PAGE = re.compile(rb"\s*(<!doctype html|<html|<table|<\?xml)", re.IGNORECASE)


def tell(data: bytes) -> Content:
    """Say what a file is.

    Raises:
        BadInput: it is of a kind that is not read, with what to do instead.
    """
    head = data[:1024]
    if head.startswith(b"PK\x03\x04"):
        return Content.PACKAGE
    if head.startswith(b"PK"):
        raise BadInput("This file is damaged, or an empty compressed folder. Save it again where it was made.")
    if b"%PDF-" in head:
        return Content.PDF
    if head.startswith(_OLE):
        raise BadInput(_old_office(data))
    if reason := _refused(head):
        raise BadInput(reason)
    return Content.TEXT


def _refused(head: bytes) -> str:
    for start, reason in _REFUSED_STARTS:
        if head.startswith(start):
            return reason
    if head[4:12] in _PICTURE_BRANDS or head[8:12] == b"WEBP":
        return _PICTURE
    if _WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "This is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx."
    return ""


def _old_office(data: bytes) -> str:
    # The directory of an OLE file names its streams in UTF-16 ([MS-CFB] 2.6); a password-protected new file is one too.
    if _utf16(_SEALED) in data:
        return (
            "This file is protected with a password, so nothing in it can be read. "
            "Open it, take the password off (File, Info, Protect), save it, and choose it again."
        )
    if _utf16(_WORD) in data:
        return "This is a Word document of the old kind (.doc). Open it in Word and save it as .docx."
    if _utf16(_WORKBOOK) in data:
        return "This is an Excel file of the old kind (.xls). Open it in Excel and save it as .xlsx or .csv."
    return "This is an Office file of an old kind. Open it and save it as .xlsx, .docx or .csv."


def _utf16(words: str) -> bytes:
    return words.encode("utf-16-le")
