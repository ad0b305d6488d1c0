"""Whether the keys are in a backup: what a backup takes along, and the note it leaves here."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from charioteer.keyring import masters


@dataclass(frozen=True)
class BackedUp:
    """The last time somebody kept a copy of the keys: which keys, and when."""

    fingerprint: str
    at: datetime


def files(data: Path) -> list[Path]:
    """Every file that a backup must hold to open this database: the masters, the oldest first."""
    return [masters.path_of(data, version) for version in masters.versions(data)]


def fingerprint(data: Path) -> str:
    """A short name for exactly these keys, which gives nothing of them away."""
    held = hashlib.sha256(b"charioteer keys\n")
    for version in masters.versions(data):
        held.update(f"{version}\n".encode() + masters.read(data, version))
    return held.hexdigest()[:32]


def note_backed_up(data: Path, held: str, at: datetime) -> None:
    """Remember that a copy of the keys with this fingerprint was kept."""
    path = _note(data)
    draft = path.with_name(f".{path.name}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps({"fingerprint": held, "at": at.isoformat()}))
    draft.replace(path)


def backed_up(data: Path) -> BackedUp | None:
    """The last copy that was kept; None if there never was one, or the note cannot be read."""
    try:
        said = json.loads(_note(data).read_text())
        found = BackedUp(str(said["fingerprint"]), datetime.fromisoformat(said["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.at.tzinfo else None


def _note(data: Path) -> Path:
    return masters.folder(data) / "backed-up.json"
