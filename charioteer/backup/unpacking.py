"""Opens a backup into an empty folder. Nothing is believed before it is checked, and nothing can leave the folder."""

import hashlib
import io
import os
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]
from pyrage import DecryptError

from charioteer.backup import contents
from charioteer.backup.contents import Header, Manifest, Part
from charioteer.errors import BadInput
from charioteer.files.places import make_folder
from charioteer.offline.key import Identity

_BLOCK = 512
_SMALL = 64 * 1024 * 1024
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
        The manifest, against which every part was checked but the kept files, which have their hashes for names.
    Raises:
        BadInput: the wrong key; damaged, cut short, or never finished; of a newer kind.
        OSError: the disk would not take it.
    """
    taker = _Taker(into)
    try:
        with file.open("rb") as source:
            pyrage.decrypt_io(source, taker, list(identities))
    except (DecryptError, OSError) as why:
        if taker.stopped:  # the opener puts what stopped it into other words
            raise taker.stopped from why
        raise BadInput(WRONG_KEY if "No matching keys" in str(why) else DAMAGED) from why
    finally:
        taker.close()
    return taker.manifest()


class _Taker:
    """What the opener writes to: takes the parts (the tar format) as their bytes come, and puts each in its place."""

    def __init__(self, into: Path) -> None:
        self.stopped: Exception | None = None
        self._into = into
        self._block = b""
        self._left = self._padding = 0
        self._name = ""
        self._target: BinaryIO | None = None
        self._digest = hashlib.sha256()
        self._found: dict[str, Part] = {}
        self._header: Header | None = None
        self._written = b""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""
        try:
            rest = memoryview(data)
            while rest:
                rest = self._taken(rest)
        except Exception as why:
            self.stopped = BadInput(DAMAGED) if isinstance(why, tarfile.TarError) else why
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Close what an error left open."""
        if self._target:
            self._target.close()

    def manifest(self) -> Manifest:
        """The manifest, once all was taken.

        Raises:
            BadInput: there is none, or a part is not what it says.
        """
        if not self._written or self._left:
            raise BadInput(DAMAGED)
        manifest = contents.read_manifest(self._written)
        if manifest.header != self._header or any(self._found.get(name) != p for name, p in manifest.parts.items()):
            raise BadInput(DAMAGED)
        return manifest

    def _taken(self, rest: memoryview) -> memoryview:
        if self._left:
            piece = rest[: self._left]
            self._put(piece)
            return rest[len(piece) :]
        if self._padding:
            passed = min(self._padding, len(rest))
            self._padding -= passed
            return rest[passed:]
        missing = _BLOCK - len(self._block)
        self._block += bytes(rest[:missing])
        if len(self._block) == _BLOCK:
            self._begin(self._block)
            self._block = b""
        return rest[missing:]

    def _begin(self, block: bytes) -> None:
        if not any(block):
            return  # the end is two empty blocks
        member = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        first = self._header is None
        expected = member.name == contents.HEADER if first else contents.is_place(member.name)
        if member.type != tarfile.REGTYPE or self._written or member.name in self._found or not expected:
            raise BadInput(contents.NO_BACKUP if first else DAMAGED)
        self._name, self._left, self._padding = member.name, member.size, -member.size % _BLOCK
        self._digest = hashlib.sha256()
        self._target = self._open(member.name, member.size)
        self._found[member.name] = Part(member.size, "")
        if not member.size:
            self._end()

    def _open(self, name: str, size: int) -> BinaryIO:
        if name in (contents.HEADER, contents.MANIFEST):
            if size > _SMALL:
                raise BadInput(DAMAGED)
            return io.BytesIO()
        place = self._into / name
        make_folder(place.parent)
        return os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def _put(self, piece: memoryview) -> None:
        assert self._target
        self._target.write(piece)
        if not contents.is_kept_file(self._name):
            self._digest.update(piece)
        self._left -= len(piece)
        if not self._left:
            self._end()

    def _end(self) -> None:
        target, self._target = self._target, None
        assert target
        if self._name == contents.HEADER:
            self._header = contents.read_header(target.getvalue())  # type: ignore[attr-defined]
        elif self._name == contents.MANIFEST:
            self._written = target.getvalue()  # type: ignore[attr-defined]
        self._found[self._name].sha256 = self._digest.hexdigest()
        target.close()
