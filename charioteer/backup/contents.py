"""What lies in a backup, under which names, and the two pages that describe it.

The header comes first, so that a backup of a newer kind is refused before anything is unpacked. The manifest comes
last, so that a backup without one was never finished.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from charioteer.errors import BadInput

FORMAT = 1
HEADER, MANIFEST, INDEX = "charioteer-backup.json", "manifest.json", "files.index"
SQLITE, DUMP = "database.sqlite3", "database.dump"
OFFLINE_KEY = "offline-key"
NO_BACKUP = "This file opens with the key, but it is no backup of Charioteer."
_KEY = r"keys/[A-Za-z0-9][A-Za-z0-9._-]{0,60}"
_FILE = r"files/\d{1,18}/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}"
_SEALED = r"quarantine/\d{1,18}/[0-9a-f]{64}"
_PLACE = re.compile(f"{_KEY}|{_FILE}|{_SEALED}|{OFFLINE_KEY}|{SQLITE}|{DUMP}|{INDEX}|{MANIFEST}")


@dataclass(frozen=True)
class Header:
    """What is known before anything is unpacked."""

    format: int
    app: str
    made_at: str
    engine: str


@dataclass
class Part:
    """One part that is not a kept file: how long it is and the hash of its bytes."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What a whole backup holds, and what was found when it was made."""

    header: Header
    facts: dict[str, Any]
    keys: str
    parts: dict[str, Part] = field(default_factory=dict)
    files: int = 0
    size: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)

    def written(self) -> bytes:
        """As it lies in the backup."""
        return json.dumps(asdict(self), indent=1).encode()


def read_header(data: bytes) -> Header:
    """Understand a header.

    Raises:
        BadInput: it is none, or of a newer kind than is known here.
    """
    try:
        read = json.loads(data)
        header = Header(**{name: read[name] for name in Header.__dataclass_fields__})
    except (ValueError, KeyError, TypeError):
        raise BadInput(NO_BACKUP) from None
    if header.format > FORMAT:
        raise BadInput(
            f"This backup was made by Charioteer {header.app}, in a newer form than this version knows. Install that "
            "version (or a newer one), and restore with it."
        )
    return header


def read_manifest(data: bytes) -> Manifest:
    """Understand a manifest that we wrote ourselves."""
    read = json.loads(data)
    read["header"] = Header(**read["header"])
    read["parts"] = {name: Part(**part) for name, part in read["parts"].items()}
    return Manifest(**read)


def is_place(name: str) -> bool:
    """Whether something of that name may lie in a backup: nothing may lead out of the folder it is restored into."""
    return _PLACE.fullmatch(name) is not None


def is_kept_file(name: str) -> bool:
    """Whether it is a kept file, which is checked by the hash it is named after once the database is there."""
    return name.startswith(("files/", "quarantine/"))
