"""Turns bytes into text, says which encoding that took, and says where when no encoding fits."""

import codecs
import re

from charioteer.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_END_OF_FILE = "\x1a"  # what old programs put after the last line
_MOJIBAKE = re.compile("â€[™œ“”˜\x9d]|Ã[©¨¡³¼¶±]|Â[£ ]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MEND = "Open it where it was made and save it as “CSV UTF-8”."


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode a text file.

    Returns:
        The text, and sentences on how it was read that somebody should know.
    Raises:
        BadInput: no encoding fits, or it holds characters that are no text.
    """
    text, notes = _decode(data)
    text = text.rstrip(_END_OF_FILE)
    if found := _NO_TEXT.search(text):
        raise BadInput(
            f"This holds a character that is no text (number {ord(found.group())}), so it may be no text file. {_MEND}",
            where=_line(text, found.start()),
        )
    if found := _MOJIBAKE.search(text):
        notes = (
            *notes,
            f"{_line(text, found.start()).capitalize()} reads “{found.group()}”, which is what a letter turns into "
            "when a file is saved in the wrong encoding. Check the names.",
        )
    return text, notes


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec, name), () if name == "UTF-8" else (f"Read as {name} text.",)
    if codec := _unmarked_utf16(data):
        return _strict(data, codec, "UTF-16"), ("Read as UTF-16 text.",)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _windows(data, error)


def _windows(data: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    where = f"line {data[: error.start].count(10) + 1}"
    if _SEQUENCE.search(data):
        raise BadInput(f"This file mixes two encodings, so some letters would come out wrong. {_MEND}", where=where)
    try:
        return data.decode("cp1252"), ("Read as Windows text (cp1252). Check names with accents.",)
    except UnicodeDecodeError as again:
        raise BadInput(f"No encoding we know fits this file. {_MEND}", where=where) from again


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise BadInput(f"This says that it is {name} text, but is not, or was cut short. {_MEND}") from error


def _unmarked_utf16(data: bytes) -> str:
    # Latin letters in UTF-16 have a zero in every second byte.
    sample = data[:4096]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), max(1, len(sample) // 2)
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _line(text: str, position: int) -> str:
    lines = text.count("\n", 0, position) + 1
    return f"line {lines}"
