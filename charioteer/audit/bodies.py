"""How an entry and its words are written down, to the byte."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Any) -> str:
    """One text for one value: sorted keys, no spaces, real letters (after RFC 8785, for the types we use)."""
    return _CANONICAL.encode(value)


def words_hash(salt: str, text: Mapping[str, Any]) -> str:
    """The salted hash that binds erasable words to their entry (SHA-256, hex)."""
    return sha256(f"{salt}\n{canonical(text)}".encode()).hexdigest()
