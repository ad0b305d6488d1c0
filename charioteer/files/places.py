"""Where bytes lie on disk, and how they get there whole or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charioteer.errors import Refused

DRAFTS = ".draft"


class CannotKeep(Refused):
    """The disk would not take it: nothing was kept, and trying again later may work."""

    status = 503


def shelf(data: Path, trust_id: int, sha256: str) -> Path:
    """Where clean bytes lie: DATA/files/<trust>/ab/cd/<hash>."""
    return data / "files" / str(trust_id) / sha256[:2] / sha256[2:4] / sha256


def locked(data: Path, trust_id: int, sha256: str) -> Path:
    """Where bytes in quarantine lie, sealed: DATA/quarantine/<trust>/<hash>."""
    return data / "quarantine" / str(trust_id) / sha256


@contextmanager
def draft(data: Path) -> Iterator[Path]:
    """A place for bytes that are not known yet. What is still there at the end is removed."""
    with said_plainly():
        folder = data / "files" / DRAFTS
        make_folder(folder)
        path = folder / secrets.token_hex(16)
        path.touch(mode=0o600)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def put(draft_path: Path, place: Path) -> None:
    """Move whole bytes to their place: there at once or not at all, whoever else puts the same bytes there."""
    with said_plainly():
        make_folder(place.parent)
        os.replace(draft_path, place)
        sync_folder(place.parent)


def remove(place: Path) -> None:
    """Remove bytes for good. That they are gone already is no error."""
    with said_plainly():
        place.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """A folder that nobody else can look into, and those above it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what the disk says into a sentence for whoever added a file."""
    try:
        yield
    except OSError as why:
        if why.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            reason = (
                "There is no room left on the server for this file, so nothing was kept. Tell whoever looks after the "
                "server, and try again when there is room."
            )
        else:
            reason = (
                f"The server cannot use its folder of files ({why.strerror or why}), so nothing was kept. Tell whoever "
                "looks after the server: `charioteer doctor` says how to mend it."
            )
        raise CannotKeep(reason) from why
