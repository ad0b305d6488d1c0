"""What is remembered of the last backup, beside the database (a restored database would remember another's)."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

_NAME = "last-backup.json"


@dataclass(frozen=True)
class Made:
    """The last backup: where it lies, when it was made, under which keys, and what was proven of it.

    Args:
        verified_at: when what was sealed had been opened in a scratch place and found whole; "" if it was not.
        opened_at: when the sealed file itself was last restored into a scratch place with the offline key.
    """

    file: str
    made_at: str
    size: int
    keys: str
    verified_at: str = ""
    opened_at: str = ""


def remember(data: Path, made: Made) -> None:
    """Keep it, whole or not at all, beside the last one that was proven and the last one that was opened."""
    kept = {**_read(data), "last": asdict(made)}
    if made.verified_at:
        kept["verified"] = asdict(made)
    if made.opened_at:
        kept["opened"] = asdict(made)
    path, draft = data / _NAME, data / f".{_NAME}-{secrets.token_hex(4)}"
    draft.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    os.replace(draft, path)


def last(data: Path, which: Literal["last", "verified", "opened"] = "last") -> Made | None:
    """What is remembered, or None if there was no such backup (or the note is damaged)."""
    try:
        return Made(**_read(data)[which])
    except (KeyError, TypeError):
        return None


def moment(text: str) -> datetime | None:
    """A moment as it is remembered."""
    return datetime.fromisoformat(text) if text else None


def _read(data: Path) -> dict[str, Any]:
    try:
        read = json.loads((data / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
