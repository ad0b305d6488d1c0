"""The offline key: made once, shown once, kept on paper. The data folder holds only its public half (age, X25519)."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pyrage import IdentityError, RecipientError, x25519  # type: ignore[import-untyped]

from charioteer.errors import BadInput

Identity: TypeAlias = x25519.Identity
"""The half that opens."""

_BEGINS = "AGE-SECRET-KEY-1"


@dataclass(frozen=True)
class Pair:
    """A new offline key: the identity that opens (for paper, never for a disk of this server) and its public half."""

    identity: str
    recipient: str


def make() -> Pair:
    """Make a new offline key. Nothing is kept."""
    made = x25519.Identity.generate()
    return Pair(str(made), str(made.to_public()))


def keep(data: Path, recipient: str) -> None:
    """Keep the public half, in place of any earlier one.

    Raises:
        OSError: the data folder cannot be written.
    """
    path, draft = _path(data), data / f".offline-key-{secrets.token_hex(4)}"
    draft.write_text(f"{recipient}\n", encoding="ascii")
    os.replace(draft, path)


def recipient(data: Path) -> str:
    """The public half that backups are sealed to; "" if no offline key was made.

    Raises:
        BadInput: the file that holds it is damaged.
    """
    path = _path(data)
    if not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8", errors="replace").strip()
    closing(text)
    return text


def closing(text: str) -> x25519.Recipient:
    """The public half, ready to seal with."""
    try:
        return x25519.Recipient.from_str(text)
    except RecipientError:
        raise BadInput(
            "The public half of the offline key (the file offline-key in the data folder) is damaged. Put it back from "
            "a backup, or make a new key: charioteer backup --new-key --replace."
        ) from None


def opening(text: str, *, where: str) -> list[Identity]:
    """Every identity in a text: one a line, as age writes them; lines that begin with # are words.

    A key that was typed from paper may have lost its capitals and gained spaces; both are forgiven.

    Raises:
        BadInput: there is none, or one is mistyped.
    """
    found = []
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in _joined(lines):
        try:
            found.append(x25519.Identity.from_str(line))
        except IdentityError:
            raise BadInput(
                f"{where} holds a key that is mistyped or cut short. It begins with {_BEGINS} and has "
                "74 letters and digits.",
                where=where,
            ) from None
    if not found:
        raise BadInput(f"{where} holds no offline key: a line that begins with {_BEGINS}.", where=where)
    return found


def _joined(lines: list[str]) -> list[str]:
    # On paper a key is written in groups and on several lines; only its beginning tells where the next one starts.
    keys: list[str] = []
    for line in lines:
        packed = "".join(line.split()).upper()
        if packed.startswith(_BEGINS) or not keys:
            keys.append(packed)
        else:
            keys[-1] += packed
    return keys


def on_paper(identity: str) -> list[str]:
    """The identity in groups that can be read aloud and typed again."""
    secret = identity.removeprefix(_BEGINS)
    groups = [secret[start : start + 5] for start in range(0, len(secret), 5)]
    return [_BEGINS, *("  ".join(groups[start : start + 6]) for start in range(0, len(groups), 6))]


def _path(data: Path) -> Path:
    return data / "offline-key"
