"""What a backup needs to know of the server's keys; the one place that asks the keyring."""

import hashlib
from pathlib import Path


def files(data: Path) -> list[Path]:
    """Every file of the keyring, in order."""
    folder = data / "keys"
    found = folder.iterdir() if folder.is_dir() else []
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def fingerprint(data: Path) -> str:
    """A short name for the keys as they are now; another key gives another one, and it tells nothing about them."""
    digest = hashlib.sha256(b"charioteer keyring fingerprint\n")
    for path in files(data):
        digest.update(f"{path.name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
