"""Seals bytes in quarantine, so that nothing on this disk opens or scans them by accident.

The file is cut into pieces, each sealed on its own (AES-256-GCM) under a nonce that holds its number and whether it is
the last, so that none can be moved, left out or cut off (the STREAM construction of Hoang, Reyhanitabar, Rogaway and
Vizár, 2015). No file has to fit in memory. The head of the file names the version of the server
keys it was sealed with.
"""

import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from charioteer import keyring

_PURPOSE = "quarantine"
_MARK = b"charioteer quarantine 1\n"
_PIECE = 256 * 1024
_TAG = 16


class Broken(Exception):
    """The sealed bytes were changed, cut short, or sealed under another key."""


def seal(data: Path, source: BinaryIO, target: BinaryIO) -> None:
    """Write the sealed form of all that `source` still holds."""
    version, prefix = keyring.newest(data), secrets.token_bytes(7)
    cipher = AESGCM(keyring.derive(data, _PURPOSE, version=version))
    target.write(_MARK + struct.pack(">I", version) + prefix)
    piece = source.read(_PIECE)
    number = 0
    while True:
        following = source.read(_PIECE)
        target.write(cipher.encrypt(_nonce(prefix, number, last=not following), piece, None))
        if not following:
            return
        piece, number = following, number + 1


def opened(data: Path, source: BinaryIO) -> Iterator[bytes]:
    """The bytes again, piece by piece.

    Raises:
        Broken: at the first piece that is not as it was sealed.
    """
    if source.read(len(_MARK)) != _MARK:
        raise Broken
    cipher, prefix = _cipher(data, source.read(4)), source.read(7)
    piece, number = source.read(_PIECE + _TAG), 0
    while True:
        following = source.read(_PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, number, last=not following), piece, None)
        except (InvalidTag, ValueError):
            raise Broken from None
        if not following:
            return
        piece, number = following, number + 1


def _cipher(data: Path, version: bytes) -> AESGCM:
    try:
        (number,) = struct.unpack(">I", version)
        return AESGCM(keyring.derive(data, _PURPOSE, version=number))
    except (struct.error, keyring.Unusable):
        raise Broken from None


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)
