"""Tells from its first bytes what a file claims to be. Its name has no say."""

import puremagic

from charioteer.errors import BadInput

TEXT, PACKAGE = "text", "package"

_STARTS = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", PACKAGE),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
}
_PACKED = "This is a compressed folder, which is not kept. Unpack it, and add the files inside one by one."
_PROGRAM = "This is a program, not a document. It was not kept."
_REFUSED = (
    (b"PK", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"Rar!", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"BZh", _PACKED),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"#!", _PROGRAM),
    (b"\xd0\xcf\x11\xe0", "This is an Office file of an old kind. Open it and save it as .docx, .xlsx, .pptx or .pdf."),
    (b"{\\rtf", "This is an RTF document. Open it in Word and save it as .docx or .pdf."),
    (b"SQLite format 3", "This is a database, which is not kept. Save what is needed of it as .csv or .xlsx."),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def tell(head: bytes) -> str:
    """What the first bytes say: a media type, `PACKAGE` or `TEXT`.

    Raises:
        BadInput: it is of a kind that is not kept, with what to do instead.
    """
    if found := _known(head):
        return found
    for start, reason in _REFUSED:
        if head.startswith(start):
            raise BadInput(reason)
    if head.startswith(_MARKS) or not _is_binary(head):
        return TEXT
    raise BadInput(f"This is not a kind of file that is kept{_named(head)}. Keep it as a PDF, a picture or plain text.")


def _known(head: bytes) -> str:
    found = next((media_type for start, media_type in _STARTS if head.startswith(start)), "")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        found = "image/webp"
    elif head[4:8] == b"ftyp":
        found = _BRANDS.get(head[8:12], "")
    elif not found and b"%PDF-" in head[:1024]:
        found = "application/pdf"
    return found


def _is_binary(head: bytes) -> bool:
    return any(byte < 32 and byte not in (9, 10, 12, 13) for byte in head)


def _named(head: bytes) -> str:
    try:
        best = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return f" (it seems to be: {best[0].name})" if best and best[0].name else ""
