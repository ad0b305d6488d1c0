"""Where a command reads the offline key from: a file, or whoever types it."""

import sys
from pathlib import Path

from charioteer.errors import BadInput
from charioteer.offline import key


def identities(path: Path) -> list[key.Identity]:
    """Read the offline key from a file; "-" reads it from standard input.

    Raises:
        BadInput: it cannot be read, or holds no key.
    """
    if str(path) == "-":
        return key.opening(sys.stdin.read(), where="standard input")
    try:
        return key.opening(path.read_text(encoding="utf-8", errors="replace"), where=path.name)
    except OSError as why:
        raise BadInput(f"{path} cannot be read ({why.strerror}).", where=path.name) from None
