"""Server keys: outside the database, one purpose each, derived from one master secret.

The master lives in `<data>/keys/master-1`, readable by its owner alone. Lose it and every session, link and sealed
seed is void: it belongs in every backup.
"""

import base64
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_LENGTH = 32


class Unusable(Exception):
    """The master key cannot be read or made. Its words say why, and how to mend it."""


def derive(data: Path, purpose: str, length: int = 32) -> bytes:
    """Derive the key for one purpose (HKDF-SHA-256, RFC 5869).

    Args:
        data: the data folder.
        purpose: what the key is for, such as "sign-in seeds"; another word gives an unrelated key.
        length: bytes wanted.
    Raises:
        Unusable: the key is damaged, or is not ours to read, or the folder is not ours to write.
    """
    kdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"charioteer/1/{purpose}".encode())
    return kdf.derive(_master(data))


def django_secret(data: Path) -> str:
    """Return Django's SECRET_KEY: stable for one data folder, never stored in the database."""
    return base64.urlsafe_b64encode(derive(data, "django")).decode()


def box(data: Path, purpose: str) -> Fernet:
    """Return authenticated encryption under the key of one purpose."""
    return Fernet(base64.urlsafe_b64encode(derive(data, purpose)))


def _master(data: Path) -> bytes:
    path = data / "keys" / "master-1"
    try:
        key = path.read_bytes() if path.exists() else _make_master(path)
    except OSError as why:
        raise Unusable(
            f"{path} cannot be read or made ({why.strerror}). Let the user that runs Charioteer own {data}, or name"
            " another folder in CHARIOTEER_DATA."
        ) from None
    if len(key) != _LENGTH:
        raise Unusable(
            f"{path} is damaged: it holds {len(key)} bytes instead of {_LENGTH}. Put your backup’s key back."
        )
    return key


def _make_master(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_bytes(secrets.token_bytes(_LENGTH))
    try:
        # A link is made whole or not at all: two processes that start together end up with the same key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()
