"""Server keys: outside the database, versioned, one purpose each, derived from master secrets.

The masters live in `<data>/keys` (`master-1`, `master-2`, …), readable by their owner alone. The newest is in use; the
older ones still open what they sealed. Lose them and every session, link and sealed seed is void: they belong in every
backup.
"""

from cryptography.fernet import InvalidToken
from cryptography.fernet import MultiFernet as Box

from charioteer.keyring.backups import BackedUp, backed_up, files, fingerprint, note_backed_up
from charioteer.keyring.derived import box, derive, django_secret, django_secrets_before, sealed_with_newest
from charioteer.keyring.masters import LENGTH, Unusable, make_next, newest, path_of, versions
from charioteer.keyring.purposes import PURPOSES
from charioteer.keyring.signing import Signer, key_id, signed, signer

__all__ = [
    "LENGTH",
    "PURPOSES",
    "BackedUp",
    "Box",
    "InvalidToken",
    "Signer",
    "Unusable",
    "backed_up",
    "box",
    "derive",
    "django_secret",
    "django_secrets_before",
    "files",
    "fingerprint",
    "key_id",
    "make_next",
    "newest",
    "note_backed_up",
    "path_of",
    "sealed_with_newest",
    "signed",
    "signer",
    "versions",
]
