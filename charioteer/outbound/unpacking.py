"""What came over the line, unpacked, and never more of it than is taken."""

import zlib
from collections.abc import Iterable, Iterator

from charioteer.outbound.refusing import NoAnswer, TooMuch

_STEP = 64 * 1024
ENCODINGS = "gzip, deflate"


def body(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Put a body together.

    Args:
        pieces: as they come.
        encoding: the Content-Encoding.
        limit: how many bytes are taken, packed and unpacked.
    Raises:
        TooMuch: there are more.
        NoAnswer: it is packed in a way we did not ask for, or broken.
    """
    found = bytearray()
    for piece in _unpacked(_limited(pieces, limit), encoding.strip().lower()):
        found += piece
        if len(found) > limit:
            raise TooMuch(f"The answer is larger than {limit:,} bytes.")
    return bytes(found)


def _limited(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if seen > limit:
            raise TooMuch(f"The answer is larger than {limit:,} bytes.")
        yield piece


def _unpacked(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in {"", "identity"}:
        yield from pieces
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise NoAnswer(f"The answer is packed as “{encoding[:20]}”, which was not asked for.")
    unpacker = None
    for piece in pieces:
        if unpacker is None:
            unpacker = zlib.decompressobj(_window(encoding, piece))
        yield from _steps(unpacker, piece)
    if unpacker is not None and not unpacker.eof:
        raise NoAnswer("The answer broke off.")


def _steps(unpacker: "zlib._Decompress", piece: bytes) -> Iterator[bytes]:
    # A few bytes may unpack to gigabytes, so they are unpacked a little at a time.
    while piece and not unpacker.eof:
        try:
            yield unpacker.decompress(piece, _STEP)
        except zlib.error:
            raise NoAnswer("The answer is packed, and what it holds is broken.") from None
        piece = unpacker.unconsumed_tail


def _window(encoding: str, first: bytes) -> int:
    if encoding != "deflate":
        return 16 + zlib.MAX_WBITS
    # Some servers send “deflate” without its header.
    wrapped = len(first) >= 2 and first[0] & 0x0F == 8 and (first[0] << 8 | first[1]) % 31 == 0
    return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS
