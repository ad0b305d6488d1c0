"""Finds names that could be taken for one of ours, and says in words where the difference is."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b

from charioteer.platforms.drawn import FEWEST, alike, letters, paired, skeleton
from charioteer.platforms.spoken import count, say

__all__ = ["FEWEST", "Likeness", "keys", "likeness", "skeleton"]

MOST_TOLD = 3
"""Differences told one by one; nobody reads more."""


def keys(handle: str) -> frozenset[int]:
    """Numbers of 63 bits by which near names find each other.

    Two names whose letters or skeletons are within one insertion, deletion, substitution or swap of two neighbours
    share at least one, if the longer has at least FEWEST letters. Sharing one does not mean they are alike: ask
    `likeness`. The numbers are the same on every machine and in every release, so they may be stored.
    """
    drawn = letters(handle)
    forms = _shortened(drawn.encode(), len(drawn)) if drawn.isascii() else _shortened_letters(drawn)
    folded = paired(drawn)
    if folded != drawn:
        forms |= _shortened_letters(folded)
    number = int.from_bytes
    return frozenset([number(blake2b(form, digest_size=8).digest(), "big") >> 1 for form in forms])


def _shortened(drawn: bytes, length: int) -> set[bytes]:
    """A word of plain letters and, if it is long enough, every word that is left when one letter is taken out."""
    forms = {drawn} if drawn else set()
    if length >= FEWEST:
        forms.update([drawn[:place] + drawn[place + 1 :] for place in range(length)])
    return forms


def _shortened_letters(drawn: str) -> set[bytes]:
    """The same for a word with letters of more than one byte."""
    forms = {drawn.encode()} if drawn else set()
    if len(drawn) >= FEWEST:
        forms.update([(drawn[:place] + drawn[place + 1 :]).encode() for place in range(len(drawn))])
    return forms


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why one name could be taken for another.

    Args:
        asked: the name asked about, without its @.
        ours: the name of ours, without its @.
        words: one sentence: how many places differ, or that none does.
        asked_marks: from and to of each place in `asked` that differs, to be marked on the page.
        ours_marks: the same in `ours`; an empty stretch where `ours` has nothing there.
        asked_words: a sentence for each place, about `asked` ("The 10th letter is a capital I, as in India.").
        ours_words: the same about `ours`.
    """

    asked: str
    ours: str
    words: str
    asked_marks: tuple[tuple[int, int], ...] = ()
    ours_marks: tuple[tuple[int, int], ...] = ()
    asked_words: tuple[str, ...] = ()
    ours_words: tuple[str, ...] = ()


def likeness(asked: str, ours: str) -> Likeness | None:
    """Say how `asked` differs from `ours`, if it is near enough to be taken for it.

    Near enough: drawn the same, or one letter more, less or other, or two neighbours swapped, once capitals, dots,
    underscores and hyphens are left out and letters that look alike are taken as one. A name of fewer than FEWEST
    letters is only like one that is drawn the same.

    Args:
        asked: the name somebody asked about.
        ours: a registered name.

    Returns:
        None if nobody would take one for the other.
    """
    if not alike(asked, ours):
        return None
    asked, ours = asked.removeprefix("@"), ours.removeprefix("@")
    places = _places(asked, ours)
    if not places:
        same = asked == ours
        return Likeness(asked, ours, "The names are the same." if same else "Only capital letters differ.")
    told = places[:MOST_TOLD]
    return Likeness(
        asked=asked,
        ours=ours,
        words=count(len(places)),
        asked_marks=tuple((place[0], place[1]) for place in places),
        ours_marks=tuple((place[2], place[3]) for place in places),
        asked_words=tuple(say(asked, place[0], place[1]) for place in told),
        ours_words=tuple(say(ours, place[2], place[3]) for place in told),
    )


def _places(asked: str, ours: str) -> list[tuple[int, int, int, int]]:
    """Stretches of both names that differ other than in capitals; swapped neighbours are one stretch."""
    # lower() keeps the length of every name a platform allows, so places stay true; casefold() would not ("ß").
    one, other = (asked.lower(), ours.lower())
    if (len(one), len(other)) != (len(asked), len(ours)):
        one, other = asked, ours
    places: list[tuple[int, int, int, int]] = []
    for tag, start, end, ours_start, ours_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        last = places[-1] if places else None
        if last and start - last[1] == 1 and one[last[0] : end] == other[last[2] : ours_end][::-1]:
            places[-1] = (last[0], end, last[2], ours_end)
        else:
            places.append((start, end, ours_start, ours_end))
    return places
