"""Packaged data files: facts about the world that a knowledgeable outsider might correct, each with its source."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from charioteer.platforms import Catalogue

FOLDER = Path(__file__).parent / "data"

Record = Mapping[str, Any]


class BrokenRegister(Exception):
    """A packaged data file breaks its own rules. It is our mistake, so it stops the program and not a page."""


@dataclass(frozen=True)
class Register:
    """One data file, read and frozen.

    `checked_on` is the day somebody last held the entries against their source.
    """

    register: str
    title: str
    checked_on: date
    source: str
    schema: str
    entries: tuple[Record, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Record]:
        """Each entry under its key."""
        return MappingProxyType({entry["key"]: entry for entry in self.entries})


@cache
def load(name: str) -> Register:
    """Read one register, check its form, and freeze it; read once per process.

    Args:
        name: the file's name without its ending ("clauses").
    Raises:
        BrokenRegister: there is no such file, or it breaks a rule of form.
    """
    path = FOLDER / f"{name}.json"
    if name not in names():
        raise BrokenRegister(f"There is no register called {name!r}.")
    return understand(name, path.read_bytes())


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue of platforms, ready to read addresses with; made once per process."""
    return Catalogue.from_records(thawed(load("platforms").entries))


def names() -> list[str]:
    """Every register there is."""
    return sorted(path.stem for path in FOLDER.glob("*.json") if not path.name.endswith(".schema.json"))


def understand(name: str, data: bytes) -> Register:
    """Turn a file's bytes into a register.

    The rules here are those that hold for every register; what an entry of each may hold is said by the JSON Schema
    beside the file, which the tests apply.

    Raises:
        BrokenRegister: says which rule, and where.
    """
    try:
        body = json.loads(data)
    except ValueError as error:
        raise BrokenRegister(f"{name}: not JSON ({error}).") from error
    if not isinstance(body, dict) or body.get("register") != name:
        raise BrokenRegister(f"{name}: the file does not say that it is the register {name!r}.")
    for field in ("source", "schema"):
        if not isinstance(body.get(field), str) or not body[field].strip():
            raise BrokenRegister(f"{name}: {field} is missing.")
    return Register(
        register=name,
        title=str(body.get("title") or name),
        checked_on=_day(name, body.get("checked_on")),
        source=body["source"],
        schema=body["schema"],
        entries=_entries(name, body.get("entries")),
    )


def frozen(value: Any) -> Any:
    """The same value, so that nobody can change it for everybody else in the process."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(part) for key, part in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(part) for part in value)
    return value


def thawed(value: Any) -> Any:
    """The plain JSON form of a frozen value: dicts and lists."""
    if isinstance(value, Mapping):
        return {key: thawed(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [thawed(part) for part in value]
    return value


def _day(name: str, written: Any) -> date:
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError) as error:
        raise BrokenRegister(f"{name}: checked_on is not a day like 2026-11-22.") from error


def _entries(name: str, entries: Any) -> tuple[Record, ...]:
    if not isinstance(entries, list) or not entries:
        raise BrokenRegister(f"{name}: there are no entries.")
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(key, str) or not key.strip():
            raise BrokenRegister(f"{name}: entry {number} has no key.")
        if key in seen:
            raise BrokenRegister(f"{name}: two entries have the key {key!r}.")
        seen.add(key)
    return tuple(frozen(entry) for entry in entries)
