"""When a trust's own word on an entry cannot be taken."""

from collections.abc import Mapping
from typing import Any

from charioteer.errors import BadInput
from charioteer.reference.registers import Record, Register, thawed


def cannot_overlay(register: Register, key: str, changes: Mapping[str, Any], reason: str) -> BadInput | None:
    """Why this overlay would not be understood later, or None."""
    if not reason.strip():
        return BadInput("An overlay needs a reason. Write why the Trust says it differently.", where="reason")
    if not key.strip() or len(key) > 200:
        return BadInput("An entry needs a key of 1 to 200 characters.", where="key")
    entry = register.by_key.get(key)
    if entry is None:
        return _cannot_add(register, changes)
    return _cannot_change(entry, changes)


def _cannot_add(register: Register, changes: Mapping[str, Any]) -> BadInput | None:
    if not changes:
        return BadInput(f"{register.title} has no such entry to return to.", where="key")
    pattern = register.entries[0]
    everywhere = set(pattern).intersection(*map(set, register.entries)) - {"key"}
    if missing := sorted(everywhere - set(changes)):
        return BadInput(f"A new entry also needs: {', '.join(missing)}.", where=missing[0])
    return _cannot_change(pattern, changes)


def _cannot_change(entry: Record, changes: Mapping[str, Any]) -> BadInput | None:
    for field, value in changes.items():
        if field == "key" or field not in entry:
            return BadInput(f"An entry here has no field {field!r} that can be changed.", where=field)
        if not _alike(thawed(entry[field]), value):
            return BadInput(f"The field {field!r} holds another kind of value.", where=field)
    return None


def _alike(packaged: Any, given: Any) -> bool:
    """Whether two JSON values are of the same kind (a list may hold what it likes)."""
    return packaged is None or type(packaged) is type(given)
