"""Reads every kept file from beginning to end and says which are not what was kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from charioteer.files import queries
from charioteer.files.lifecycle import State
from charioteer.files.models import Blob
from charioteer.files.opening import plain_hash, sealed_hash


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the hash (or the place) it is about, and what was seen."""

    about: str
    seen: str


def verify(data: Path, *, progress: Callable[[int], None] = lambda count: None) -> Iterator[Finding]:
    """Look at every row's bytes, then at every file on disk.

    Args:
        progress: told how many were read, each time.
    """
    for count, blob in enumerate(queries.on_disk(), start=1):
        if seen := wrong_with(data, blob):
            yield Finding(blob.sha256, seen)
        progress(count)
    for place in queries.without_a_row(data):
        yield Finding(str(place.relative_to(data)), "Nothing in the database says that this should be here.")


def wrong_with(data: Path, blob: Blob) -> str:
    """What is wrong with the bytes of a row, in words; "" if nothing is."""
    place = queries.place_of(data, blob)
    try:
        found = sealed_hash(blob, place) if blob.state == State.QUARANTINED else plain_hash(place)
    except FileNotFoundError:
        return "It is gone from the disk."
    except OSError as why:
        return f"It cannot be read ({why.strerror})."
    if found == blob.sha256:
        return ""
    return "Its seal is broken." if blob.state == State.QUARANTINED else "Its bytes are not those that were kept."
