"""The key that signs the heads of the log: Ed25519 (RFC 8032), one for each master."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from charioteer.keyring import masters
from charioteer.keyring.derived import derive


@dataclass(frozen=True)
class Signer:
    """One version of the signing key. `public` is what everybody may know; `key_id` is its short name."""

    version: int
    public: str
    key_id: str
    _private: Ed25519PrivateKey

    def sign(self, text: bytes) -> str:
        """Sign (hex)."""
        return self._private.sign(text).hex()


def signer(data: Path, version: int | None = None) -> Signer:
    """The signing key of a version; None for the one in use."""
    chosen = masters.newest(data) if version is None else version
    private = Ed25519PrivateKey.from_private_bytes(derive(data, "log heads", version=chosen))
    public = private.public_key().public_bytes_raw().hex()
    return Signer(chosen, public, key_id(public), private)


def key_id(public: str) -> str:
    """The short name of a public key: the first half of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:32]


def signed(public: str, signature: str, text: bytes) -> bool:
    """Whether this text was signed with the secret half of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True
