"""Takes out of a typed text what nobody can see, and says what was taken out."""

import unicodedata

from charioteer.platforms.identity import Doubt

LONGEST = 2_000
"""Characters; the longest address of an account is far below it."""

DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
SPACES = frozenset({"Zs", "Zl", "Zp"})


def clean(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Read `text` without hidden characters and in one form of each letter (Unicode NFKC).

    Returns:
        The text that can be read, and one doubt for each sort of thing that was taken out or changed.
    """
    if text.isascii() and text.isprintable():
        return text.strip(), ()
    kept: list[str] = []
    hidden: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if category in SPACES or character in "\t\n\r\v\f":
            kept.append(" ")
        elif category in INVISIBLE:
            hidden.append(character)
        else:
            kept.append(character)
    seen = "".join(kept)
    read = unicodedata.normalize("NFKC", seen)
    doubts = _hidden_doubts(hidden)
    if read != unicodedata.normalize("NFC", seen):
        words = f"Some characters were of an unusual form. We read them as “{_short(read.strip())}”."
        doubts.append(Doubt("letters_changed", words))
    return read.strip(), tuple(doubts)


def _hidden_doubts(hidden: list[str]) -> list[Doubt]:
    marks = [character for character in hidden if character in DIRECTION_MARKS]
    others = [character for character in hidden if character not in DIRECTION_MARKS]
    doubts = []
    if marks:
        words = f"It held {_count(marks)} that can turn the direction of writing, so that a name looks like another."
        doubts.append(Doubt("direction_marks", f"{words} We read it without."))
    if others:
        words = f"It held {_count(others)} that nobody can see ({_names(others)}). We read it without."
        doubts.append(Doubt("hidden_characters", words))
    return doubts


def _count(characters: list[str]) -> str:
    return "one mark" if len(characters) == 1 else f"{len(characters)} marks"


def _names(characters: list[str]) -> str:
    names = dict.fromkeys(unicodedata.name(character, f"U+{ord(character):04X}").lower() for character in characters)
    first = list(names)[:3]
    return ", ".join(first) + (" and others" if len(names) > len(first) else "")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
