"""Two people changed one channel: what each did, field by field, so that nobody's words are lost in silence."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clash:
    """A field both changed: what the list says now, and what was typed here."""

    field: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What to put into the form again.

    Args:
        values: for every field: mine where I changed it, theirs where only they did.
        taken: fields that only they changed, and what each says now.
        clashes: fields both changed to something else.
    """

    values: dict[str, str]
    taken: tuple[tuple[str, str], ...]
    clashes: tuple[Clash, ...]


def merge(opened_with: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> Merged:
    """Lay two changes of the same thing beside each other.

    Args:
        opened_with: what it said when this person opened the form.
        theirs: what it says now.
        mine: what this person typed.
    """
    values, taken, clashes = dict(mine), [], []
    for field, now in theirs.items():
        before, typed = opened_with.get(field, now), mine.get(field, "")
        if _same(now, before) or _same(now, typed):
            continue
        if _same(typed, before):
            values[field] = now
            taken.append((field, now))
        else:
            clashes.append(Clash(field, now, typed))
    return Merged(values, tuple(taken), tuple(clashes))


def _same(one: str, other: str) -> bool:
    # Browsers send line ends as CR LF, and the actions strip.
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
