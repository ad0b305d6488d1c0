"""What was erased, remembered outside the database: a restored backup is older than the last erasures, so they are done
again on it (design rule 7).

Each line is sealed to the offline key: the server adds to the journal and cannot read it back. It holds opaque
references only, never a word about anybody.
"""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pyrage  # type: ignore[import-untyped]
from pyrage import DecryptError, x25519

from charioteer.errors import BadInput
from charioteer.offline.key import closing, recipient

NAME = "erasures"


class Erased(NamedTuple):
    """One erasure: what kind of thing ("files.file", "audit.words"), its opaque reference, when."""

    what: str
    ref: str
    at: str


def note(data: Path, what: str, refs: Iterable[str], at: datetime) -> None:
    """Add some erasures, as one line.

    Without an offline key there is no backup that could bring anything back, and nothing is written.

    Raises:
        OSError: the data folder cannot be written.
        BadInput: the public half of the offline key is damaged.
    """
    to = recipient(data)
    if to:
        _append(data / NAME, _sealed(to, [Erased(what, ref, at.isoformat()) for ref in refs]))


def rewrite(data: Path, every: Iterable[Erased]) -> bool:
    """Write the whole journal anew, as the database knows it: nothing that a crash swallowed stays missing.

    Returns:
        Whether there is an offline key to seal it to.
    """
    to = recipient(data)
    if not to:
        return False
    path, draft = data / NAME, data / f".{NAME}-{secrets.token_hex(4)}"
    with draft.open("wb") as file:
        file.write(_sealed(to, list(every)))
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    return True


def read(path: Path, identities: Sequence[x25519.Identity]) -> list[Erased]:
    """Open a journal.

    Raises:
        BadInput: it is damaged, or none of these keys opens it.
    """
    found: list[Erased] = []
    lines = path.read_bytes().splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            entries = json.loads(pyrage.decrypt(base64.b64decode(line, validate=True), list(identities)))
            found += [Erased(*entry) for entry in entries]
        except DecryptError:
            raise BadInput(
                f"This key does not open the journal of erasures {path.name} (line {number}). If the offline key was "
                "replaced since, put the newer key into the same file, on a line of its own.",
                where=path.name,
            ) from None
        except (binascii.Error, ValueError, TypeError) as why:
            if number == len(lines):
                break  # the line that a power cut stopped half-way; its erasure is in the database that wrote it
            raise BadInput(f"The journal of erasures {path.name} is damaged in line {number}.") from why
    return found


def _sealed(to: str, entries: list[Erased]) -> bytes:
    return base64.b64encode(pyrage.encrypt(json.dumps(entries).encode(), [closing(to)])) + b"\n"


def _append(path: Path, line: bytes) -> None:
    # One write to a file opened for appending: two processes do not mix their lines.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)
