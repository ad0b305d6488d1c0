"""Searches a PDF for what it could do by itself: start a program, run a script, carry another file.

Names may be written in disguise (`/J#61vaScript`, ISO 32000-2, 7.3.5) or lie in packed object streams, so both are
undone first. A PDF that is locked cannot be searched, and says so.
"""

import mmap
import re
import zlib
from collections.abc import Iterator

from charioteer.errors import BadInput

_CHUNK = 1024 * 1024
_OVERLAP = 256
_MOST_UNPACKED = 64 * 1024 * 1024
_WORDS = {
    b"/Launch": "It can start a program.",
    b"/JavaScript": "It holds a script.",
    b"/Rendition": "It holds a script or a film.",
    b"/RichMedia": "It holds a film or a program of its own.",
    b"/EmbeddedFile": "Another file is hidden inside it.",
    b"/XFA": "It is a form that runs scripts.",
}
# The packed bytes of a photograph are searched too, because an object may hide there. A name of seven letters does not
# stand among them by chance; the one short name counts only where a value follows it. `/JS` alone runs nothing.
_DANGEROUS = re.compile(rb"/(?:Launch|JavaScript|Rendition|RichMedia|EmbeddedFile)(?![A-Za-z0-9])|/XFA(?=[\s\[\d<])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9]).{0,1024}?stream\r?\n", re.DOTALL)


def dangers(data: mmap.mmap) -> tuple[str, ...]:
    """What is dangerous about it, in words.

    Raises:
        BadInput: it has no end, so it was cut short.
    """
    if data.rfind(b"%%EOF") < 0:
        raise BadInput("This PDF was cut short on its way. Save it again where it was made, and choose the new copy.")
    found: dict[str, None] = {}
    if data[:5] != b"%PDF-":
        found["Something stands before the beginning of the PDF."] = None
    left = [_MOST_UNPACKED]
    for piece in (*_in_pieces(data), *_unpacked(data, left)):
        plain = _ESCAPED.sub(lambda hit: bytes([int(hit[1], 16)]), piece)
        for hit in _DANGEROUS.finditer(plain):
            found[_WORDS[hit[0]]] = None
        if _LOCKED.search(plain):
            found["It is locked with a password or against changes, so it cannot be looked into."] = None
    if left[0] <= 0:
        found["Unpacked it is far larger than any document, so it was not looked through."] = None
    return tuple(found)


def _in_pieces(data: mmap.mmap) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[max(0, start - _OVERLAP) : start + _CHUNK]


def _unpacked(data: mmap.mmap, left: list[int]) -> Iterator[bytes]:
    """The object streams, a piece at a time, until `left[0]` bytes are used up."""
    for hit in _PACKED.finditer(data):
        unpacker = zlib.decompressobj()
        packed, at = b"", hit.end()
        while left[0] > 0 and not unpacker.eof:
            packed = unpacker.unconsumed_tail or data[at : at + _CHUNK]
            at += 0 if unpacker.unconsumed_tail else len(packed)
            try:
                piece = unpacker.decompress(packed, _CHUNK)
            except zlib.error:
                break  # packed in another way; what is not packed was searched already
            if not piece and not packed:
                break
            left[0] -= len(piece)
            yield piece
