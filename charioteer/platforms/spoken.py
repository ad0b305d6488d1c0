"""Says a letter so that nobody takes it for another: "a capital I, as in India"."""

import unicodedata

AS_IN = {
    "a": "apple",
    "b": "bat",
    "c": "cat",
    "d": "dog",
    "e": "egg",
    "f": "fish",
    "g": "goat",
    "h": "hat",
    "i": "India",
    "j": "jam",
    "k": "king",
    "l": "lion",
    "m": "mouse",
    "n": "nest",
    "o": "orange",
    "p": "pen",
    "q": "queen",
    "r": "rabbit",
    "s": "sun",
    "t": "tree",
    "u": "umbrella",
    "v": "van",
    "w": "water",
    "x": "X-ray",
    "y": "yellow",
    "z": "zebra",
}
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MARKS = {".": "a full stop", "_": "an underscore", "-": "a hyphen", " ": "a space", "'": "an apostrophe", "@": "an @"}
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
MOST_SPELT = 3
"""Characters spelt one by one; a longer stretch is quoted."""


def letter(character: str) -> str:
    """One character in words."""
    if character.isascii() and character.isalpha():
        size = "capital" if character.isupper() else "small"
        return f"a {size} {character.upper()}, as in {AS_IN[character.lower()]}"
    if character.isascii() and character.isdigit():
        return f"the digit {character} ({DIGITS[int(character)]})"
    if character in MARKS:
        return MARKS[character]
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return f"“{character}”, which is no English letter ({name[:1]}{name[1:].lower()})"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def say(text: str, start: int, end: int) -> str:
    """A sentence about the characters of `text` from `start` up to `end`, counted from nought."""
    if start == end:
        return _nothing(text, start)
    stretch = text[start:end]
    if len(stretch) == 1:
        sort = "letter" if stretch.isalpha() else "character"
        return f"The {ordinal(end)} {sort} is {letter(stretch)}."
    if len(stretch) > MOST_SPELT:
        return f"Characters {start + 1} to {end} are “{stretch}”."
    spelt = [letter(character) for character in stretch]
    places = f"{start + 1} and {end}" if len(stretch) == 2 else f"{start + 1} to {end}"
    return f"Characters {places} are {'; '.join(spelt[:-1])}; and {spelt[-1]}."


def _nothing(text: str, at: int) -> str:
    if at == 0:
        return f"It begins with {letter(text[0])}." if text else "It has nothing there."
    if at == len(text):
        return f"It ends after the {ordinal(at)} character, {letter(text[-1])}."
    return f"Nothing stands between the {ordinal(at)} and the {ordinal(at + 1)} character."


def count(places: int) -> str:
    """How many places differ, as a sentence."""
    number = NUMBERS[places] if places < len(NUMBERS) else str(places)
    return f"{number} {'place differs' if places == 1 else 'places differ'}."
