"""Reads about files: what must be on disk, and what is there without a row."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from charioteer.files import places
from charioteer.files.lifecycle import State
from charioteer.files.models import Blob, StoredFile


def on_disk() -> Iterator[Blob]:
    """Every row whose bytes must be on disk, in the order they were kept."""
    return Blob.objects.exclude(state=State.ERASED).order_by("pk").iterator(chunk_size=2_000)


def place_of(data: Path, blob: Blob) -> Path:
    """Where the bytes of a row lie."""
    find = places.locked if blob.state == State.QUARANTINED else places.shelf
    return find(data, blob.trust_id, blob.sha256)


def erased() -> Iterator[tuple[str, datetime]]:
    """The reference of every erased file, and when it was erased."""
    rows = StoredFile.objects.exclude(erased_at=None).order_by("pk").values_list("ref", "erased_at")
    return ((ref, at) for ref, at in rows.iterator(chunk_size=2_000) if at is not None)


def without_a_row(data: Path) -> Iterator[Path]:
    """What lies on disk though no row says that it should: drafts, bytes of a change that was never kept, bytes that
    were to be erased."""
    for folder, state in (("files", State.CLEAN), ("quarantine", State.QUARANTINED)):
        for place in _all_files(data / folder):
            if place.parent.name == places.DRAFTS or not _known(place.relative_to(data / folder), state):
                yield place


def counted() -> dict[str, int]:
    """How many there are, by state."""
    found = {state: Blob.objects.filter(state=state).count() for state in State}
    return {state.value: number for state, number in found.items()}


def _all_files(folder: Path) -> Iterator[Path]:
    return (place for place in folder.rglob("*") if place.is_file()) if folder.is_dir() else iter(())


def _known(place: Path, state: State) -> bool:
    trust, sha256 = place.parts[0], place.name
    return trust.isdecimal() and Blob.objects.filter(trust_id=int(trust), sha256=sha256, state=state).exists()
