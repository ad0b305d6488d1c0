"""Writes a backup: parts one after the other (the tar format), sealed as they go. Nothing has to fit in memory."""

import hashlib
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyrage  # type: ignore[import-untyped]

from charioteer.offline.key import closing

_BLOCK = 512
_CHUNK = 1024 * 1024


class Member(NamedTuple):
    """One part: its name, its size, its bytes."""

    name: str
    size: int
    chunks: Iterable[bytes]


def of_bytes(name: str, body: bytes) -> Member:
    """A part that is small enough to hold."""
    return Member(name, len(body), [body])


def of_file(name: str, path: Path) -> Member:
    """A part that lies on disk."""
    return Member(name, path.stat().st_size, _read(path))


def write(members: Iterable[Member], target: BinaryIO, recipient: str) -> None:
    """Seal the parts to the offline key, in the order they come.

    Raises:
        OSError: a part could not be read, or the target would not take it.
    """
    reader, writer = _Reader(_packed(members)), _Writer(target)
    try:
        pyrage.encrypt_io(reader, writer, [closing(recipient)])
    except pyrage.EncryptError as why:  # it swallows what it was stopped by
        raise reader.stopped or writer.stopped or OSError(None, str(why)) from why


def hashed(chunks: Iterable[bytes], into: "hashlib._Hash") -> Iterator[bytes]:
    """The same pieces; each is counted into a hash as it passes."""
    for chunk in chunks:
        into.update(chunk)
        yield chunk


def _packed(members: Iterable[Member]) -> Iterator[bytes]:
    for member in members:
        info = tarfile.TarInfo(member.name)
        info.size, info.mode = member.size, 0o600
        yield info.tobuf(tarfile.GNU_FORMAT)
        size = 0
        for chunk in member.chunks:
            size += len(chunk)
            yield chunk
        if size != member.size:
            raise OSError(None, f"{member.name} changed while it was read")
        yield b"\0" * (-size % _BLOCK)
    yield b"\0" * 2 * _BLOCK


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


class _Reader:
    """What `pyrage` reads from: the pieces, cut to the size it asks for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.stopped: Exception | None = None
        self._pieces = pieces
        self._rest = memoryview(b"")

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; empty at the end."""
        while not self._rest:
            try:
                piece = next(self._pieces, None)
            except Exception as why:
                self.stopped = why
                raise
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)


class _Writer:
    """What `pyrage` writes to."""

    def __init__(self, target: BinaryIO) -> None:
        self.stopped: Exception | None = None
        self._target = target

    def write(self, data: bytes, /) -> int:
        """Write all of it."""
        try:
            return self._target.write(data)
        except Exception as why:
            self.stopped = why
            raise

    def flush(self) -> None:
        """The file is made to last once all of it is there."""
