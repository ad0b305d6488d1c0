"""One hash for all the rows that an import wrote, so that one entry of the log can vouch for a million of them."""

import hashlib
from collections.abc import Iterable

from charioteer.audit.actions import canonical
from charioteer.intake.importers import Taken


def row_hash(line: Taken) -> bytes:
    """The SHA-256 of one line as it was taken in: its number, outcome, key, cells as read and what was understood."""
    said = [line.number, line.outcome, line.key, line.cells, line.understood]
    return hashlib.sha256(canonical(said).encode()).digest()


def rows_root(hashes: Iterable[bytes]) -> str:
    """The Merkle root (RFC 6962, SHA-256, hex) over row hashes in ascending order."""
    level = [hashlib.sha256(b"\x00" + each).digest() for each in sorted(hashes)]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(pairs) * 2 :]  # an odd one out rises as it is
    return level[0].hex()
