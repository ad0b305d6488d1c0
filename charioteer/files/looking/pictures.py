"""Reads how many dots a picture has from its header, without decoding one: a small file can unpack to gigabytes."""

import mmap
import re
import struct
from collections.abc import Callable

from charioteer.errors import BadInput

MOST_DOTS = 100_000_000
LONGEST_SIDE = 50_000
_DAMAGED = "This picture is damaged or was cut short on its way. Save it again where it was made."
_NO_FRAME = {0xC4, 0xC8, 0xCC}  # between C0 and CF, but tables and not frames
_BARE = {0x01, *range(0xD0, 0xD8)}
_SIZE_BOX = re.compile(rb"\x00\x00\x00\x14ispe\x00\x00\x00\x00(........)", re.DOTALL)

Size = tuple[int, int]


def measure(media_type: str, data: mmap.mmap) -> Size:
    """Width and height, in dots.

    Raises:
        BadInput: the header is damaged, or there are more dots than any screen or camera has.
    """
    try:
        width, height = _MEASURES[media_type](data)
    except (struct.error, IndexError, ValueError):
        raise BadInput(_DAMAGED) from None
    if width < 1 or height < 1:
        raise BadInput(_DAMAGED)
    if width * height > MOST_DOTS or max(width, height) > LONGEST_SIDE:
        raise BadInput(
            f"This picture says that it is {width:,} by {height:,} dots, more than can be opened safely. "
            "Save it smaller, and choose that."
        )
    return width, height


def _png(data: mmap.mmap) -> Size:
    if data[12:16] != b"IHDR":
        raise ValueError
    return struct.unpack(">II", data[16:24])


def _gif(data: mmap.mmap) -> Size:
    return struct.unpack("<HH", data[6:10])


def _jpeg(data: mmap.mmap) -> Size:
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark in _BARE:
            at += 2
        elif 0xC0 <= mark <= 0xCF and mark not in _NO_FRAME:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        elif mark in (0xD9, 0xDA):
            raise ValueError
        else:
            at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])


def _webp(data: mmap.mmap) -> Size:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError


def _boxed(data: mmap.mmap) -> Size:
    # Every picture in a HEIC or AVIF file has its size in a box of its own (ISO 23008-12, 6.5.3); the largest counts.
    sizes = [struct.unpack(">II", hit) for hit in _SIZE_BOX.findall(data[: 1024 * 1024])]
    return max(sizes, key=lambda size: size[0] * size[1])


_MEASURES: dict[str, Callable[[mmap.mmap], Size]] = {
    "image/png": _png,
    "image/gif": _gif,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
    "image/heic": _boxed,
    "image/avif": _boxed,
}
