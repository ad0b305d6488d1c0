"""Every kind of entry, declared by the app that writes it, so that the log knows no app."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its key (`app.thing.past_participle`) and what a person reads."""

    key: str
    words: str


_KINDS: dict[str, Kind] = {}


def kind(key: str, words: str) -> str:
    """Declare a kind; returns its key, to be kept as a constant beside the action that writes it.

    Raises:
        ValueError: the key is declared twice with different words.
    """
    if key in _KINDS and _KINDS[key].words != words:
        raise ValueError(f"The audit kind {key} is declared twice.")
    _KINDS[key] = Kind(key, words)
    return key


def words_for(key: str) -> str:
    """What a person reads for this kind; the bare key if nobody declares it any more."""
    found = _KINDS.get(key)
    return found.words if found else key


def declared() -> list[Kind]:
    """Every kind there is, by key."""
    return [_KINDS[key] for key in sorted(_KINDS)]
