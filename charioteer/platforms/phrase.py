"""Reads several words: an address among others, "Twitter @HouseCapella", "bespokebeheard on Instagram"."""

from dataclasses import dataclass

from charioteer.platforms.address import cut, read_address
from charioteer.platforms.catalogue import Catalogue, words_of
from charioteer.platforms.found import Found, refuse
from charioteer.platforms.hint import Hint
from charioteer.platforms.identity import BARE_KINDS, Doubt
from charioteer.platforms.platform import Platform
from charioteer.platforms.typed import read_name, two_accounts

LEFT = "<([{\"'“‘«*`"
RIGHT = ">)]}\"'”’»,;:!?….*`"
FILLERS = frozenset({"a", "account", "and", "at", "called", "channel", "group", "handle", "is", "name", "on", "our"})
FILLERS |= {"page", "profile", "the", "user", "username", "–", "-", "—", "|", "=", ":", "&", "/"}
BETWEEN = frozenset({"/", "|", "&", "+", "and", "or", ";", ","})

MOST_ADDRESSES = 8
"""More in one text are a list; nobody asks about one account that way, and each costs time."""

ONLY_PLATFORM = "That names {name}, but no account on it. Add the account’s name, or paste its address."
TWO_PLATFORMS = "That names more than one platform. Give one account at a time."
NO_ADDRESS = "“{name}” is a name, not an address, so it does not tell which account. Open it and copy its address."


def trim(word: str) -> str:
    """A word without the brackets, quotation marks and full stops that stand around it in a sentence."""
    return word.lstrip(LEFT).rstrip(RIGHT)


@dataclass(frozen=True, slots=True)
class Stripped:
    """Words with the names of platforms taken off both ends."""

    rest: tuple[str, ...]
    platforms: tuple[Platform, ...]
    kind: str


def read_phrase(text: str, hint: Hint, catalogue: Catalogue) -> Found:
    """The one account that several words name.

    Args:
        text: cleaned text with spaces in it.
        hint: what the platform cell says.
        catalogue: the platforms we know.
    """
    words = text.split()
    trimmed = [trim(word) for word in words]
    addresses = [place for place, word in enumerate(trimmed) if "." in word and _is_address(word, catalogue)]
    if len(addresses) > MOST_ADDRESSES:
        return two_accounts(hint.platform, text)
    if addresses:
        return _around_address(trimmed, words, addresses, hint, catalogue)
    handles = {word.lower(): word for word in trimmed if word.startswith("@") and len(word) > 1}
    if len(handles) > 1:
        return two_accounts(hint.platform, text)
    if handles:
        handle = next(iter(handles.values()))
        others = [word for word in words if trim(word).lower() not in handles]
        return _handle_among(handle, others, hint, catalogue)
    return _words(words, hint, catalogue)


def _is_address(word: str, catalogue: Catalogue) -> bool:
    """Whether a word is an address; a front door alone ("Ask.fm") is there as the platform's name."""
    address = cut(word, catalogue)
    if address is None or address.scheme or address.path.strip("/") or address.query:
        return address is not None
    place = catalogue.place(address.host)
    return place is None or place.kind is not None


def _around_address(trimmed: list[str], words: list[str], places: list[int], hint: Hint, catalogue: Catalogue) -> Found:
    results: dict[tuple[str, str, str, str], Found] = {}
    for place in places:
        address = cut(trimmed[place], catalogue)
        if address:
            found = read_address(address, catalogue)
            key = found.platform.key if found.platform else ""
            results[(key, found.kind, found.key, found.cannot_tell)] = found
    on_platforms = [found for found in results.values() if not (found.key and found.kind == "site")]
    chosen = on_platforms or list(results.values())
    others = [word for place, word in enumerate(words) if place not in places]
    found = chosen[0]
    if len(chosen) > 1 or _other_handle(found, others):
        return two_accounts(hint.platform, " ".join(words))
    stripped = strip(others, hint, catalogue)
    if found.key and not stripped.rest and stripped.platforms and found.platform not in stripped.platforms:
        return _contradiction(found, stripped.platforms[0])
    return _beside(found, others)


def _other_handle(found: Found, others: list[str]) -> bool:
    """Whether a handle stands beside the address that is not the address's own."""
    handles = {trim(word)[1:].lower() for word in others if word.startswith("@") and len(trim(word)) > 1}
    return bool(handles) and found.kind in BARE_KINDS and handles != {found.key}


def _contradiction(found: Found, said: Platform) -> Found:
    there = found.platform.short_name if found.platform else ""
    words = f"The words say {said.short_name}, but the address is on {there}. Put right whichever is wrong."
    refused = refuse(words, shown=found.shown)
    refused.doubts = [*found.doubts, Doubt("platform_mismatch", words)]
    return refused


def _beside(found: Found, others: list[str]) -> Found:
    name = " ".join(others).strip(LEFT + RIGHT + "–—-|/ ")
    if name:
        found.name = name
        found.doubts.append(Doubt("words_around", f"We read the account, and left out the words beside it: “{name}”."))
    return found


def _handle_among(handle: str, others: list[str], hint: Hint, catalogue: Catalogue) -> Found:
    stripped = strip(others, hint, catalogue)
    if hint.platform and stripped.rest:
        stripped = Stripped(tuple(others), (), "")  # "Signal Box News @signalbox": the words are a name
    elif not stripped.platforms:
        named = catalogue.find(words_of(" ".join(others)))
        stripped = Stripped(stripped.rest, tuple({one.platform.key: one.platform for one in named}.values()), "")
    if len(stripped.platforms) > 1:
        return refuse(TWO_PLATFORMS, shown=handle.lstrip("@"))
    platform = stripped.platforms[0] if stripped.platforms else hint.platform
    found = read_name(handle, platform, _kind(stripped, platform, hint), catalogue)
    return _beside(found, list(stripped.rest))


def _kind(stripped: Stripped, platform: Platform | None, hint: Hint) -> str:
    return stripped.kind or (hint.kind if platform is hint.platform else "")


def _words(words: list[str], hint: Hint, catalogue: Catalogue) -> Found:
    stripped = strip(words, hint, catalogue)
    if len(stripped.platforms) > 1:
        return refuse(TWO_PLATFORMS, shown=" ".join(stripped.rest))
    platform = stripped.platforms[0] if stripped.platforms else hint.platform
    if hint.platform and platform is not hint.platform and len(stripped.rest) != 1:
        platform, stripped = hint.platform, Stripped(tuple(words), (), "")
    kind = _kind(stripped, platform, hint)
    if not stripped.rest:
        name = platform.short_name if platform else ""
        return refuse(ONLY_PLATFORM.format(name=name), platform=platform, kind=kind or "unknown")
    if len(stripped.rest) == 1:
        return read_name(trim(stripped.rest[0]) or stripped.rest[0], platform, kind, catalogue)
    return _several(stripped.rest, platform, kind)


def _several(rest: tuple[str, ...], platform: Platform | None, kind: str) -> Found:
    text = " ".join(rest)
    names = [word for word in rest if word.lower() not in BETWEEN]
    parted = len(names) < len(rest) or any(word[-1] in ",;/|" for word in rest[:-1])
    if platform and parted and len(names) == 2:
        return two_accounts(platform, text)
    found = refuse(NO_ADDRESS.format(name=text), platform=platform, kind=kind or ("unknown" if platform else ""))
    found.name = text
    found.doubts.append(Doubt("no_address", "There is no address, only a name."))
    return found


def strip(words: list[str], hint: Hint, catalogue: Catalogue) -> Stripped:
    """Take the names of platforms, and small words beside them, off both ends of `words`."""
    start, end = 0, len(words)
    platforms: dict[str, Platform] = {}
    kind = ""
    while start < end:
        begin, _ = _skip(words, start, end)
        step = _named(words, begin, end, catalogue) or _named_last(words, start, end, hint, catalogue)
        if step is None:
            break
        first, last, platform, said = step
        platforms[platform.key] = platform
        kind = kind or said
        start, end = (last, end) if first == begin else (start, first)
        start, end = _skip(words, start, end)
    return Stripped(tuple(words[start:end]), tuple(platforms.values()), kind)


def _skip(words: list[str], start: int, end: int) -> tuple[int, int]:
    while end - start > 1 and words[start].lower() in FILLERS:
        start += 1
    while end - start > 1 and words[end - 1].lower() in FILLERS:
        end -= 1
    return start, end


def _named(words: list[str], start: int, end: int, catalogue: Catalogue) -> tuple[int, int, Platform, str] | None:
    """A platform named by the first words: (from, to, platform, kind)."""
    for last in range(min(end, start + 5), start, -1):
        parts = words_of(" ".join(words[start:last]))
        named = catalogue.named_at(parts, 0) if parts else None
        if named and named.end == len(parts):
            return start, last, named.platform, named.kind
    return None


def _named_last(
    words: list[str], start: int, end: int, hint: Hint, catalogue: Catalogue
) -> tuple[int, int, Platform, str] | None:
    """A platform named by the last words. A single letter counts only after "on", or if the platform cell agrees."""
    for first in range(max(start, end - 5), end):
        step = _named(words, first, end, catalogue)
        if step is None or step[1] != end:
            continue
        after_on = first > start and words[first - 1].lower() == "on"
        if len(trim(words[first])) > 1 or after_on or step[2] is hint.platform:
            return step
    return None
