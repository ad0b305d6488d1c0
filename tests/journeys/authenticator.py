"""An authenticator app: the six digits of this half minute (RFC 6238, with SHA-1 as apps have it)."""

import base64
import hashlib
import hmac
import struct
import time

STEP = 30


def code(secret: str, at: float | None = None) -> str:
    """The digits an app would show.

    Args:
        secret: the key as the page shows it, in base 32; spaces do not matter.
        at: seconds since 1970; now if left out.
    """
    secret = secret.replace(" ", "").upper()
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time() if at is None else at) // STEP)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
