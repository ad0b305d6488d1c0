"""What a register's platform cell says ("LinkedIn (used for recruitment)"), and whether an account agrees."""

from dataclasses import dataclass

from charioteer.platforms.catalogue import Catalogue
from charioteer.platforms.clean import clean
from charioteer.platforms.found import Found, refuse
from charioteer.platforms.identity import BARE_KINDS, Doubt
from charioteer.platforms.platform import Platform

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hint:
    """Platforms that may be meant.

    Args:
        words: the cell, cleaned.
        platforms: every platform it names.
        kind: the kind of account it names ("group"), or "".
    """

    words: str = ""
    platforms: tuple[Platform, ...] = ()
    kind: str = ""

    @property
    def platform(self) -> Platform | None:
        """The platform, if it names exactly one."""
        return self.platforms[0] if len(self.platforms) == 1 else None


NO_HINT = Hint()


def hint_of(cell: str, catalogue: Catalogue) -> Hint:
    """Read a platform cell; one that names no platform we know gives a hint without platforms."""
    words = clean(cell[:LONGEST])[0]
    if not words:
        return NO_HINT
    named = catalogue.hint(words)
    platforms = tuple({one.platform.key: one.platform for one in named}.values())
    kinds = {one.kind for one in named if one.kind}
    return Hint(words, platforms, kinds.pop() if len(kinds) == 1 and len(platforms) == 1 else "")


def check(found: Found, hint: Hint) -> Found:
    """Hold what was found against the platform cell: refuse what contradicts it, and take its word for the kind."""
    if not hint.words:
        return found
    if not hint.platforms:
        words = f"We do not know a platform called “{hint.words}”."
        found.doubts.append(Doubt("platform_unknown", words))
        if found.cannot_tell and found.platform is None:
            found.cannot_tell = f"{words} {found.cannot_tell}"
        return found
    if found.platform is None:
        found.platform = hint.platform if not found.key else None
        return found
    if not any(_same(found.platform, platform) for platform in hint.platforms):
        return _mismatch(found, hint)
    return _kinds(found, hint)


def _same(platform: Platform, meant: Platform) -> bool:
    if platform is meant or meant.belongs_to == platform.key:
        return True
    return meant.own_domain and "site" in platform.kinds


def _mismatch(found: Found, hint: Hint) -> Found:
    said = " or ".join(platform.short_name for platform in hint.platforms)
    there = found.platform.short_name if found.platform else ""
    words = f"The platform is given as {said}, but the account is on {there}. Put right whichever is wrong."
    refused = refuse(words, shown=found.shown)
    refused.secret, refused.name = found.secret, found.name
    refused.doubts = [*found.doubts, Doubt("platform_mismatch", words)]
    return refused


def _kinds(found: Found, hint: Hint) -> Found:
    platform = hint.platform
    if platform is None or not hint.kind or found.kind in {"", hint.kind} or found.platform is not platform:
        return found
    if hint.kind in BARE_KINDS and found.kind in BARE_KINDS:
        found.kind = hint.kind
        return found
    said, there = platform.kinds[hint.kind].name, platform.kinds[found.kind].name if found.key else ""
    if there:
        found.doubts.append(Doubt("kind_differs", f"It is called a {said}, but the address is of a {there}."))
    return found
