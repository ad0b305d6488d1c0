"""A register as one trust reads it: what is packaged, with the trust's own words laid over it."""

from collections.abc import Callable
from dataclasses import replace

from charioteer.reference.models import Overlay
from charioteer.reference.registers import Record, Register, frozen, load


def merged(register: str, trust_id: int) -> Register:
    """The register with this trust's overlays laid over it. One query.

    An overlay changes some fields of an entry; one for a key the package does not have adds an entry at the end.
    Each changed or added entry carries `overlaid: True`, so that a screen can say whose word it is.
    """
    changes = {
        overlay.key: overlay.changes
        for overlay in Overlay.objects.current(register=register, trust_id=trust_id)
        if overlay.changes
    }
    return _with(load(register), changes)


def merged_for_all(register: str) -> Callable[[int], Register]:
    """The register as every trust reads it, for what goes over all of them at once. One query for any number of trusts.

    Returns:
        A function from a trust's id to its register.
    """
    base = load(register)
    said: dict[int, dict[str, dict[str, object]]] = {}
    for overlay in Overlay.objects.filter(register=register).order_by("pk"):  # the last one of a key counts
        said.setdefault(overlay.trust_id, {})[overlay.key] = overlay.changes
    laid = {
        trust_id: _with(base, {key: one for key, one in changes.items() if one}) for trust_id, changes in said.items()
    }
    return lambda trust_id: laid.get(trust_id, base)


def _with(base: Register, changes: dict[str, dict[str, object]]) -> Register:
    if not changes:
        return base
    left = dict(changes)
    entries = [_laid_over(entry, left.pop(entry["key"], None)) for entry in base.entries]
    added = [frozen({"key": key, **fields, "overlaid": True}) for key, fields in left.items()]
    return replace(base, entries=(*entries, *added))


def _laid_over(entry: Record, changes: dict[str, object] | None) -> Record:
    if not changes:
        return entry
    changed: Record = frozen({**entry, **changes, "overlaid": True})
    return changed
