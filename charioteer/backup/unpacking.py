"""Opens a backup into an empty folder. Nothing is believed before it is checked, and nothing can leave the folder."""

import hashlib
import os
import tarfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, BinaryIO

import pyrage  # type: ignore[import-untyped]
from pyrage import DecryptError

from charioteer.backup import contents
from charioteer.backup.contents import Header, Manifest
from charioteer.errors import BadInput
from charioteer.files.places import make_folder
from charioteer.offline.key import Identity

_CHUNK = 1024 * 1024
DAMAGED = (
    "This backup is damaged or was cut short: its bytes are not those that were written. Nothing of it can be trusted. "
    "Take another backup, or fetch this one again from where it was copied to."
)
WRONG_KEY = (
    "This key does not open this backup. It was sealed to another offline key: look for the one that was written down "
    "when that backup was made."
)


def unpack(file: Path, into: Path, identities: Sequence[Identity]) -> Manifest:
    """Write everything that lies in a backup into a folder.

    Returns:
        The manifest, against which every part was checked.
    Raises:
        BadInput: the wrong key; damaged, cut short, or never finished; of a newer kind.
        OSError: the disk would not take it.
    """
    opened = _Opened(file, identities)
    try:
        manifest = _taken(opened.stream, into)
    except tarfile.TarError as error:
        raise opened.ended() or BadInput(DAMAGED) from error
    except BadInput as refusal:
        raise opened.ended() or refusal from None
    finally:
        refused = opened.ended()
    if refused:  # the parts were whole, and the seal after them was not
        raise refused
    return manifest


class _Opened:
    """The bytes of a sealed file, opened by a second thread as they are asked for."""

    def __init__(self, file: Path, identities: Sequence[Identity]) -> None:
        read, write = os.pipe()
        self.stream: BinaryIO = os.fdopen(read, "rb", buffering=_CHUNK)
        self._refused: BadInput | None = None
        self._thread = threading.Thread(target=self._open, args=(file, write, list(identities)), daemon=True)
        self._thread.start()

    def ended(self) -> BadInput | None:
        """Stop reading; what the opening itself refused, if anything."""
        self.stream.close()
        self._thread.join()
        return self._refused

    def _open(self, file: Path, write: int, identities: list[Identity]) -> None:
        with file.open("rb") as source, _Pipe(write) as target:
            try:
                pyrage.decrypt_io(source, target, identities)
            except DecryptError as why:
                self._refused = BadInput(WRONG_KEY if "No matching keys" in str(why) else DAMAGED)
            except Exception:  # whatever else the opener says, to the reader it is one thing
                self._refused = None if target.nobody_reads else BadInput(DAMAGED)


class _Pipe:
    """The writing end of a pipe, as `pyrage` writes to it."""

    def __init__(self, handle: int) -> None:
        self._file = os.fdopen(handle, "wb", buffering=0)
        self.nobody_reads = False

    def __enter__(self) -> "_Pipe":
        return self

    def __exit__(self, *why: object) -> None:
        self._file.close()

    def write(self, data: bytes, /) -> int:
        """Write all of it."""
        left = memoryview(data)
        try:
            while left:
                left = left[self._file.write(left) or 0 :]
        except BrokenPipeError:
            self.nobody_reads = True
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _taken(stream: BinaryIO, into: Path) -> Manifest:
    found: dict[str, contents.Part] = {}
    written = b""
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        header = _header(archive)
        while member := archive.next():
            source = archive.extractfile(member) if member.isreg() else None
            if source is None or written or not contents.is_place(member.name):
                raise BadInput(DAMAGED)
            if member.name == contents.MANIFEST:
                written = source.read()
            else:
                found[member.name] = _put(source, into / member.name)
    while stream.read(_CHUNK):  # the rest of the last block, so that the seal is checked to its end
        pass
    if not written:
        raise BadInput(DAMAGED)
    manifest = contents.read_manifest(written)
    if manifest.header != header or any(found.get(name) != part for name, part in manifest.parts.items()):
        raise BadInput(DAMAGED)
    return manifest


def _header(archive: tarfile.TarFile) -> Header:
    first = archive.next()
    source = archive.extractfile(first) if first and first.name == contents.HEADER and first.isreg() else None
    return contents.read_header(source.read(64 * 1024) if source else b"")


def _put(source: IO[bytes], place: Path) -> contents.Part:
    digest, size = hashlib.sha256(), 0
    make_folder(place.parent)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return contents.Part(size, digest.hexdigest())
