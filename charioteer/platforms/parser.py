"""From anything a person types or pastes to one identity on one platform, or a sentence that says why not."""

import re

from charioteer.platforms.address import cut, read_address
from charioteer.platforms.catalogue import Catalogue, words_of
from charioteer.platforms.clean import LONGEST, clean
from charioteer.platforms.found import Found, refuse
from charioteer.platforms.hint import NO_HINT, Hint, check, hint_of
from charioteer.platforms.identity import Doubt, Identity, Reading
from charioteer.platforms.phrase import ONLY_PLATFORM, read_phrase, trim
from charioteer.platforms.typed import read_name

LABELLED = re.compile(r"([^:/=@]+)[:/=](@?[^:/=]+)/?")
TOO_LONG = f"That is longer than {LONGEST:,} characters, which no account’s address is. Paste the address alone."
NOTHING = "There is nothing to read. Paste the address of an account, or type its name and its platform."


def parse(text: str, catalogue: Catalogue, *, platform_hint: str = "") -> Reading:
    """Read which account is meant. Never raises; never asks the network.

    Args:
        text: an address, a handle, or a platform and a name, in any order and with words around it.
        catalogue: the platforms we know.
        platform_hint: what a register's platform cell says ("You Tube"); "" if nobody said.

    Returns:
        The account, or why we cannot tell, always with what was typed and every doubt.
    """
    if len(text) > LONGEST:
        return Reading(text, cannot_tell=TOO_LONG)
    cleaned, doubts = clean(text)
    hint = hint_of(platform_hint, catalogue) if platform_hint else NO_HINT
    found = _find(cleaned, hint, catalogue)
    if platform_hint:
        found = check(found, hint)
    return _reading(text, found, doubts)


def _find(cleaned: str, hint: Hint, catalogue: Catalogue) -> Found:
    if " " in cleaned:
        return read_phrase(cleaned, hint, catalogue)
    word = trim(cleaned)
    if not word:
        return refuse(NOTHING, platform=hint.platform)
    address = cut(word, catalogue)
    if address:
        return read_address(address, catalogue)
    if hint.platform is None or not word.startswith("@"):
        labelled = _labelled(word, hint, catalogue)
        if labelled:
            return labelled
    return read_name(word, hint.platform, hint.kind, catalogue)


def _labelled(word: str, hint: Hint, catalogue: Catalogue) -> Found | None:
    """One word that names its platform ("instagram:bespokebeheard"), or is nothing but a platform's name."""
    match = LABELLED.fullmatch(word)
    parts = words_of(match[1] if match else word)
    named = catalogue.named_at(parts, 0) if parts else None
    if named is None or named.end != len(parts) or (not match and hint.platform not in {None, named.platform}):
        return None
    if match:
        return read_name(match[2], named.platform, named.kind, catalogue)
    if word.startswith("@"):
        return None
    words = ONLY_PLATFORM.format(name=named.platform.short_name)
    return refuse(words, platform=named.platform, kind=named.kind or "unknown", shown=word)


def _reading(text: str, found: Found, doubts: tuple[Doubt, ...]) -> Reading:
    platform = found.platform
    identity = None
    if platform:
        if found.key and not found.cannot_tell:
            identity = Identity(platform.key, found.kind, found.key)
        if platform.status == "closed" or not platform.official:
            code = "closed_platform" if platform.status == "closed" else "not_official"
            found.doubts.append(Doubt(code, platform.official_words))
    return Reading(
        text,
        identity,
        platform,
        found.kind,
        found.shown,
        found.address if identity else "",
        found.name,
        (*doubts, *found.doubts) if found.doubts else doubts,
        found.cannot_tell,
        found.secret,
    )
