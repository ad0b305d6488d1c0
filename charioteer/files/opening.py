"""Opens the bytes of a file, after making sure that they are still the ones that were kept."""

import hashlib
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from charioteer.errors import Refused
from charioteer.files import places, sealing
from charioteer.files.models import Blob
from charioteer.files.receiving import chunks

_log = logging.getLogger(__name__)


class Damaged(Refused):
    """The bytes on disk are not those that were kept. They are never handed out."""

    status = 503


def checked(blob: Blob) -> BinaryIO:
    """Open clean bytes for reading, checked from beginning to end; the caller closes them.

    Raises:
        Damaged: they are gone, or are not what was kept.
    """
    try:
        file = places.shelf(settings.DATA, blob.trust_id, blob.sha256).open("rb")
    except OSError as why:
        raise _damaged(blob, str(why.strerror)) from why
    if _sha256(chunks(file)) != blob.sha256:
        file.close()
        raise _damaged(blob, "other bytes")
    file.seek(0)
    return file


def unsealed(blob: Blob, target: Path) -> None:
    """Write the bytes of a file in quarantine to `target`, checked.

    Raises:
        Damaged: they are gone, or are not what was kept.
    """
    digest = hashlib.sha256()
    try:
        place = places.locked(settings.DATA, blob.trust_id, blob.sha256)
        with place.open("rb") as source, places.said_plainly(), target.open("wb") as file:
            for piece in sealing.opened(settings.DATA, source):
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError as why:
        raise _damaged(blob, "gone") from why
    except sealing.Broken as why:
        raise _damaged(blob, "the seal is broken") from why
    if digest.hexdigest() != blob.sha256:
        raise _damaged(blob, "other bytes")


def sealed_hash(blob: Blob, place: Path) -> str:
    """The SHA-256 of what is sealed there; "" if the seal is broken."""
    try:
        with place.open("rb") as source:
            return _sha256(sealing.opened(settings.DATA, source))
    except sealing.Broken:
        return ""


def plain_hash(place: Path) -> str:
    """The SHA-256 of what lies there."""
    with place.open("rb") as file:
        return _sha256(chunks(file))


def _sha256(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _damaged(blob: Blob, why: str) -> Damaged:
    _log.error("File %s of trust %s is damaged: %s. Run `charioteer verify files`.", blob.sha256, blob.trust_id, why)
    return Damaged(
        "This file is damaged on the server, so it is not handed out. Tell whoever looks after the server: "
        "`charioteer verify files` names it, and a backup may still hold it."
    )
