"""Finds a file that is two things at once: a picture that is also an archive, a web page or a PDF."""

import mmap
import re

_END_OF_ARCHIVE = b"PK\x05\x06"
_TAIL = 22 + 65_535  # an archive's last record and the longest comment after it
_MARKUP = re.compile(rb"<\s*(?:script|html|svg|iframe|body|!doctype)\b", re.IGNORECASE)


def dangers(data: mmap.mmap, *, office: bool) -> tuple[str, ...]:
    """What else the file is, besides what it begins as.

    Args:
        office: an Office file is an archive, so its end says nothing.
    """
    found = []
    head = data[:1024]
    is_pdf = head.startswith(b"%PDF-")
    if not office and data.rfind(_END_OF_ARCHIVE, max(0, len(data) - _TAIL)) >= 0:
        found.append("It is also a compressed folder: something is packed in behind it.")
    if not is_pdf and b"%PDF-" in head:
        found.append("It is also a PDF, which begins after something else.")
    if not office and not is_pdf and _MARKUP.search(head):
        found.append("It is also a web page: code stands at its beginning.")
    return tuple(found)
