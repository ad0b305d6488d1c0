"""Keys derived from a master, one for each purpose."""

import base64
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from charioteer.keyring import masters, purposes


def derive(data: Path, purpose: str, length: int = 32, *, version: int | None = None) -> bytes:
    """Derive the key for one purpose (HKDF-SHA-256, RFC 5869).

    Args:
        data: the data folder.
        purpose: what the key is for, as `purposes.PURPOSES` lists it; another purpose gives an unrelated key.
        length: bytes wanted.
        version: of which master; None for the one in use.
    Raises:
        Unusable: the master is damaged, or is not ours to read, or the folder is not ours to write.
        ValueError: no such purpose is declared.
    """
    purposes.check(purpose)
    master = masters.read(data, masters.newest(data) if version is None else version)
    # The 1 is the scheme's, not the master's: every master gives unrelated keys anyway.
    kdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"charioteer/1/{purpose}".encode())
    return kdf.derive(master)


def django_secret(data: Path) -> str:
    """Return Django's SECRET_KEY: stable until the keys are rotated, never stored in the database."""
    return base64.urlsafe_b64encode(derive(data, "django")).decode()


def django_secrets_before(data: Path) -> list[str]:
    """Return Django's SECRET_KEY_FALLBACKS: what older versions signed still counts."""
    return [base64.urlsafe_b64encode(derive(data, "django", version=one)).decode() for one in _before(data)]


def box(data: Path, purpose: str) -> MultiFernet:
    """Return authenticated encryption for one purpose: seals with the key in use, opens what any older one sealed."""
    return MultiFernet([_fernet(data, purpose, one) for one in (masters.newest(data), *_before(data))])


def sealed_with_newest(data: Path, purpose: str, token: bytes) -> bool:
    """Whether the key in use itself opens this, so that no rotation has to touch it."""
    return _opens(_fernet(data, purpose, masters.newest(data)), token)


def _opens(fernet: Fernet, token: bytes) -> bool:
    try:
        fernet.decrypt(token)
    except InvalidToken:
        return False
    return True


def _fernet(data: Path, purpose: str, version: int) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derive(data, purpose, version=version)))


def _before(data: Path) -> list[int]:
    return masters.versions(data)[-2::-1]
