"""Typed reading of environment variables: a missing or wrong value fails with a sentence that says how to mend it.

Every variable is declared through here, which is how `docs/reference/settings.md` is generated.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class BadSetting(Exception):
    """An environment variable holds something that cannot be used."""


@dataclass(frozen=True)
class Declared:
    """One variable, as the reference page shows it."""

    name: str
    default: str
    words: str


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in. `scheme` is smtp, smtp+tls (STARTTLS) or smtps."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)


DECLARED: dict[str, Declared] = {}


def _read(name: str, default: Any, words: str) -> str | None:
    DECLARED[name] = Declared(name, "" if default is None else str(default), words)
    value = os.environ.get(name)
    return None if value is None or not value.strip() else value.strip()


def text(name: str, default: str, words: str) -> str:
    """Read a piece of text."""
    return _read(name, default, words) or default


def flag(name: str, default: bool, words: str) -> bool:
    """Read yes or no. Raises BadSetting for anything else."""
    value = _read(name, "yes" if default else "no", words)
    if value is None:
        return default
    if value.lower() in {"yes", "on", "true", "1"}:
        return True
    if value.lower() in {"no", "off", "false", "0"}:
        return False
    raise BadSetting(f"{name} is “{value}”. Set it to yes or no, or leave it out for {'yes' if default else 'no'}.")


def number(name: str, default: int, words: str, *, least: int = 0, most: int = 2**31) -> int:
    """Read a whole number between `least` and `most`. Raises BadSetting."""
    value = _read(name, default, words)
    if value is None:
        return default
    if not re.fullmatch(r"-?[0-9]{1,12}", value) or not least <= int(value) <= most:
        raise BadSetting(
            f"{name} is “{value}”. Set it to a whole number from {least} to {most}; {default} if left out."
        )
    return int(value)


def choice(name: str, default: str, allowed: Sequence[str], words: str) -> str:
    """Read one of a few words, in whatever case. Raises BadSetting for anything else."""
    value = (_read(name, default, f"{words} One of {', '.join(allowed)}.") or default).upper()
    if value not in allowed:
        raise BadSetting(f"{name} is “{value}”. Set it to one of {', '.join(allowed)}, or leave it out for {default}.")
    return value


def names(name: str, default: Sequence[str], words: str) -> list[str]:
    """Read a list parted by commas."""
    value = _read(name, ",".join(default), words)
    return list(default) if value is None else [part.strip() for part in value.split(",") if part.strip()]


_HOST = re.compile(r"(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+|\[[0-9A-Fa-f:.]+\]")


def hosts(name: str, default: Sequence[str], words: str) -> list[str]:
    """Read a list of host names, parted by commas. Raises BadSetting for an address or a port."""
    found = names(name, default, words)
    for host in found:
        if not _HOST.fullmatch(host.removeprefix(".")) and host != "*":
            raise BadSetting(
                f"{name} holds “{host}”. Write host names alone, without https:// and without a port, parted by commas:"
                " register.school.example."
            )
    return found


def address(name: str, default: str, words: str) -> str:
    """Read the address of a site; no slash at its end. Raises BadSetting for anything but http(s)://host[:port]."""
    value = text(name, default, words).rstrip("/")
    try:
        parts = urlsplit(value)
        host = parts.netloc.removesuffix(f":{parts.port}")
        page = parts.path or parts.query or parts.fragment
        good = parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(host)) and not page
    except ValueError:
        good = False
    if not good:
        raise BadSetting(
            f"{name} cannot be read. Write the whole address and no page of it, like https://register.school.example."
        )
    return value


_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+")


def mailbox(name: str, default: str, words: str) -> str:
    """Read one address of mail, without a name around it. Raises BadSetting for anything else."""
    value = text(name, default, words)
    if value and not _MAILBOX.fullmatch(value):
        raise BadSetting(f"{name} is “{value}”. Write one address and nothing else, like charioteer@school.example.")
    return value


def folder(name: str, default: Path, words: str) -> Path:
    """Read a folder's path. It need not exist; a file in its place raises BadSetting."""
    value = _read(name, default.name, words)
    path = Path(value).expanduser().resolve() if value else default
    if path.exists() and not path.is_dir():
        raise BadSetting(f"{name} is “{path}”, which is a file. Give a folder, or leave it out for “{default.name}”.")
    return path


def is_postgres(address: str) -> bool:
    """Whether an address names a PostgreSQL database."""
    try:
        parts = urlsplit(address)
        return parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1 and parts.port != 0
    except ValueError:
        return False


def postgres(name: str, words: str) -> str:
    """Read where PostgreSQL is; empty if left out. Raises BadSetting, without repeating the password."""
    value = _read(name, "", words)
    if value is None:
        return ""
    if not is_postgres(value):
        raise BadSetting(
            f"{name} cannot be read. Write it like postgres://user:password@host:5432/name, or leave it out for SQLite."
        )
    if find_spec("psycopg") is None:
        raise BadSetting(
            f"{name} names PostgreSQL, whose driver is not here. Install Charioteer with its extra “postgres”, or leave"
            f" {name} out for SQLite."
        )
    return value


def mail_server(name: str, words: str) -> MailServer | None:
    """Read where mail is handed in; None if left out. Raises BadSetting, without repeating the password."""
    value = _read(name, "", words)
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme]
        host = parts.hostname or ""
    except (ValueError, KeyError):
        host, port = "", 0
    if not host:
        raise BadSetting(f"{name} cannot be read. Write it like smtp+tls://user:password@host:587, or leave it out.")
    return MailServer(parts.scheme, host, port, unquote(parts.username or ""), unquote(parts.password or ""))
