"""Which kinds of file are kept, and how large each may be: data, in `files/data/file-types.json`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charioteer.errors import BadInput

MEGABYTE = 1024 * 1024
_DATA = Path(__file__).resolve().parent.parent / "data" / "file-types.json"


@dataclass(frozen=True)
class Kind:
    """One kind of file: its media type, its name for people, the endings its name may have, the most it may hold."""

    media_type: str
    name: str
    endings: tuple[str, ...]
    most: int


@cache
def kinds() -> dict[str, Kind]:
    """Every kind, by media type."""
    read = json.loads(_DATA.read_text(encoding="utf-8"))["types"]
    made = (Kind(k["media_type"], k["name"], tuple(k["endings"]), k["most_mb"] * MEGABYTE) for k in read)
    return {kind.media_type: kind for kind in made}


def kind_of(media_type: str) -> Kind:
    """The kind of a media type ("text/plain; charset=utf-8" included)."""
    return kinds()[media_type.partition(";")[0]]


def of_ending(name: str, media_type: str) -> Kind | None:
    """The kind of that media type, if the name ends like one."""
    kind = kind_of(media_type)
    return kind if name.casefold().endswith(kind.endings) else None


def largest() -> int:
    """The most that any kind may hold: beyond it nothing is read to its end."""
    return max(kind.most for kind in kinds().values())


def check_size(size: int, most: int, name: str = "a file") -> None:
    """Refuse a file for its size.

    Raises:
        BadInput: it is larger than what is kept.
    """
    if size > most:
        raise BadInput(
            f"This file is larger than {most // MEGABYTE} MB, the most that is kept of {name}. "
            "Make its pictures smaller, or split it, and choose it again."
        )
