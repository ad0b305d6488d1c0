"""A register as one trust reads it: what is packaged, with the trust's own words laid over it."""

from dataclasses import replace

from charioteer.reference.models import Overlay
from charioteer.reference.registers import Record, Register, frozen, load


def merged(register: str, trust_id: int) -> Register:
    """The register with this trust's overlays laid over it. One query.

    An overlay changes some fields of an entry; one for a key the package does not have adds an entry at the end.
    Each changed or added entry carries `overlaid: True`, so that a screen can say whose word it is.
    """
    base = load(register)
    changes = {
        overlay.key: overlay.changes
        for overlay in Overlay.objects.current(register=register, trust_id=trust_id)
        if overlay.changes
    }
    if not changes:
        return base
    entries = [_laid_over(entry, changes.pop(entry["key"], None)) for entry in base.entries]
    added = [frozen({"key": key, **fields, "overlaid": True}) for key, fields in changes.items()]
    return replace(base, entries=(*entries, *added))


def _laid_over(entry: Record, changes: dict[str, object] | None) -> Record:
    if not changes:
        return entry
    changed: Record = frozen({**entry, **changes, "overlaid": True})
    return changed
