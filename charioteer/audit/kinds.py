"""Every kind of entry, declared by the app that writes it, so that the log knows no app."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

Visible = Callable[[Any, date], Q]
"""Given a person and a day, a condition on entries. The log knows no people, so the app that knows them says it."""


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its key (`app.thing.past_participle`), what a person reads, and who may read it.

    A kind without `visible` is shown to nobody.
    """

    key: str
    words: str
    visible: Visible | None = None


_KINDS: dict[str, Kind] = {}
_SHOWN: dict[str, Visible] = {}


def kind(key: str, words: str, *, visible: Visible | None = None) -> str:
    """Declare a kind; returns its key, to be kept as a constant beside the action that writes it.

    Args:
        key: `app.thing.past_participle`.
        words: what a person reads.
        visible: which entries of this kind a person may read on the trail page; None shows them to nobody.

    Raises:
        ValueError: the key is declared twice with different words.
    """
    if key in _KINDS and _KINDS[key].words != words:
        raise ValueError(f"The audit kind {key} is declared twice.")
    _KINDS[key] = Kind(key, words, visible or _SHOWN.get(key))
    return key


def show(key: str, visible: Visible) -> None:
    """Say who may read a kind that is declared by an app which knows no people; before or after it is declared."""
    _SHOWN[key] = visible
    if key in _KINDS:
        _KINDS[key] = Kind(key, _KINDS[key].words, visible)


def words_for(key: str) -> str:
    """What a person reads for this kind; the bare key if nobody declares it any more."""
    found = _KINDS.get(key)
    return found.words if found else key


def declared() -> list[Kind]:
    """Every kind there is, by key."""
    return [_KINDS[key] for key in sorted(_KINDS)]


REINSTALLED = kind("audit.triggers.reinstalled", "A lock of the log was missing and was put back")
ERASED = kind("audit.words.erased", "Erased what the log said about somebody")
ROTATED = kind("audit.keys.rotated", "Made new server keys")
