"""How a name is drawn: one form for all names that look the same, and whether two forms are one edit apart."""

import unicodedata
from functools import cache

from confusable_homoglyphs import confusables

SEPARATORS = "._- \u00b7\u2019'@"
FOLDS = {"1": "l", "i": "l", "|": "l", "!": "l", "0": "o", "3": "e", "4": "a", "5": "s"}
"""Plain characters that are drawn alike, or that people write for one another ("sch00l5")."""
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Two letters that together are drawn like one (UTS #39 has the first; the others show in most typefaces)."""
FEWEST = 5
"""Letters a name needs before one letter's difference means anything: shorter names are near one another by chance."""
LONGEST = 64
"""Letters compared; no platform's own names are longer except Bluesky's, which are domains."""


def _ascii_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {code: chr(code).lower() for code in range(128)}
    table |= {ord(mark): None for mark in SEPARATORS}
    table |= {ord(written): drawn for written, drawn in FOLDS.items()}
    return table | {ord(written.upper()): drawn for written, drawn in FOLDS.items()}


_ASCII = _ascii_table()


@cache
def _confusables() -> dict[str, str]:
    """Unicode's table of characters that look alike (UTS #39), as far as they look like an English letter or digit."""
    looks: dict[str, str] = {}
    for code in (*range(ord("a"), ord("z") + 1), *range(ord("A"), ord("Z") + 1), *range(ord("0"), ord("9") + 1)):
        letter = chr(code)
        for alike in confusables.confusables_data.get(letter, ()):
            character = alike["c"].strip("\u200e\u200f")
            if len(character) == 1 and not character.isascii():
                looks.setdefault(character, letter)
    return looks


def look_of(character: str) -> str:
    """The English letter or digit that one character looks like, or the character itself in small form."""
    looks = _confusables()
    for form in (character, character.casefold()):
        if form in looks:
            return looks[form]
    plain = "".join(part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) != "Mn")
    return "".join(looks.get(part, part) for part in plain)


def letters(handle: str) -> str:
    """`handle` letter by letter as drawn: no capitals, no dots, underscores or hyphens, look-alikes folded."""
    if not handle.isascii():
        looks = "".join(look_of(character) for character in unicodedata.normalize("NFKC", handle)).casefold()
        handle = looks.encode("utf-8", "ignore").decode()  # half a pair of surrogates is no letter
    return handle[:LONGEST].translate(_ASCII)


def skeleton(handle: str) -> str:
    """The one form that all handles drawn like `handle` share ("HouseCape11a" and "house.capeIla")."""
    return paired(letters(handle))


def paired(drawn: str) -> str:
    """Letters with every pair that is drawn like one letter folded into that letter."""
    for pair, single in PAIRS:
        if pair in drawn:
            drawn = drawn.replace(pair, single)
    return drawn


def close(one: str, other: str) -> bool:
    """Whether two words are the same, or one insertion, deletion, substitution or swap of neighbours apart.

    Words that differ count only if the longer has at least FEWEST letters.
    """
    if one == other:
        return bool(one)
    if max(len(one), len(other)) < FEWEST or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    shortest = min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    rest_one, rest_other = one[start:], other[start:]
    if len(one) != len(other):
        longer, shorter = sorted((rest_one, rest_other), key=len, reverse=True)
        return longer[1:] == shorter
    swapped = rest_one[1::-1] == rest_other[:2]
    return rest_one[1:] == rest_other[1:] or (swapped and rest_one[2:] == rest_other[2:])


def alike(asked: str, ours: str) -> bool:
    """Whether somebody could take `asked` for `ours`: letters or skeletons the same or one edit apart."""
    drawn_asked, drawn_ours = letters(asked), letters(ours)
    return close(drawn_asked, drawn_ours) or close(paired(drawn_asked), paired(drawn_ours))
