"""Short names for addresses, and the words that give a school away in an account's name."""

import re
from collections.abc import Collection

from django.utils.text import slugify

# Words that many schools share, so they give no school away.
_SHARED = {"school", "academy", "house", "primary", "secondary", "college", "the", "of", "centre", "special", "trust"}
_LONGEST = 60


def distinctive(name: str) -> list[str]:
    """The words of a school's name that other schools do not share: ["Capella"]."""
    return [word for word in re.findall(r"[\w’']+", name) if word.lower() not in _SHARED]


def short(name: str, taken: Collection[str], *, otherwise: str) -> str:
    """A short name for addresses that nobody else has: "capella-house-school", "capella-house-school-2".

    Args:
        name: the whole name.
        taken: the short names there are.
        otherwise: what it becomes when no letter of the name can stand in an address.
    """
    stem = slugify(name)[:_LONGEST].strip("-") or otherwise
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found
