"""Takes bytes in: to a draft, counted and hashed as they come, never all in memory."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from charioteer.files.looking import kinds
from charioteer.files.places import said_plainly

_CHUNK = 256 * 1024


class Source(Protocol):
    """Anything that hands over bytes a piece at a time: an open file, or what Django makes of an upload."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; empty at the end."""


def receive(source: Source, draft: Path) -> tuple[str, int]:
    """Write to a draft all that comes, and make it last.

    Returns:
        The SHA-256 and how many bytes.
    Raises:
        BadInput: it grew larger than anything that is kept; the rest was not read.
        CannotKeep: the disk would not take it.
    """
    digest, size = hashlib.sha256(), 0
    with said_plainly(), draft.open("wb") as file:
        for chunk in chunks(source):
            size += len(chunk)
            kinds.check_size(size, kinds.largest())
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def chunks(source: Source) -> Iterator[bytes]:
    """All that a source holds, a piece at a time."""
    while chunk := source.read(_CHUNK):
        yield chunk
