"""The master secrets in `<data>/keys`: `master-1`, and one more for every rotation; the newest is in use."""

import os
import re
import secrets
from pathlib import Path

LENGTH = 32
_NAME = re.compile(r"master-([1-9][0-9]{0,5})")


class Unusable(Exception):
    """The master key cannot be read or made. Its words say why, and how to mend it."""


def folder(data: Path) -> Path:
    """Where they lie."""
    return data / "keys"


def versions(data: Path) -> list[int]:
    """The versions there are, the oldest first; none before the first use."""
    try:
        names = [path.name for path in folder(data).iterdir()] if folder(data).is_dir() else []
    except OSError as why:
        raise _out_of_reach(folder(data), data, why) from None
    return sorted(int(found[1]) for name in names if (found := _NAME.fullmatch(name)))


def path_of(data: Path, version: int) -> Path:
    """The file of one version."""
    return folder(data) / f"master-{version}"


def newest(data: Path) -> int:
    """The version in use; the very first is made where there is none."""
    held = versions(data)
    if not held:
        _make(data, 1)
        return 1
    return held[-1]


def read(data: Path, version: int) -> bytes:
    """One master secret.

    Raises:
        Unusable: it is damaged, or not ours to read.
    """
    path = path_of(data, version)
    try:
        key = path.read_bytes()
    except OSError as why:
        raise _out_of_reach(path, data, why) from None
    if len(key) != LENGTH:
        raise Unusable(f"{path} is damaged: it holds {len(key)} bytes instead of {LENGTH}. Put your backup’s key back.")
    return key


def make_next(data: Path) -> int:
    """Make one more version, which is in use from now on. Returns its number.

    Raises:
        Unusable: the newest one is damaged (then it is put back first, never left behind), or nothing can be written.
    """
    version = newest(data)
    read(data, version)
    _make(data, version + 1)
    return version + 1


def _make(data: Path, version: int) -> None:
    path = path_of(data, version)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        try:
            with draft.open("wb") as file:
                file.write(secrets.token_bytes(LENGTH))
                file.flush()
                os.fsync(file.fileno())
            # A link is made whole or not at all: two processes that start together end up with the same key.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    except OSError as why:
        raise _out_of_reach(path, data, why) from None


def _out_of_reach(path: Path, data: Path, why: OSError) -> Unusable:
    return Unusable(
        f"{path} cannot be read or made ({why.strerror}). Let the user that runs Charioteer own {data}, or name another"
        " folder in CHARIOTEER_DATA."
    )
