"""Reads a name that was typed without an address: "@HouseCapella", "u/name", "user@server"."""

import re

from charioteer.platforms import federated, reasons
from charioteer.platforms.address import Address, read_address
from charioteer.platforms.catalogue import Catalogue
from charioteer.platforms.found import Found, account, form_doubt, refuse
from charioteer.platforms.identity import Doubt
from charioteer.platforms.platform import Kind, Platform

SEVERAL = re.compile(r"[,;/|&+\s]+")
MAIL_LIKE = re.compile(r"@?([^@\s/]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
DID = re.compile(r"did:(?:plc|web):\S+", re.IGNORECASE)

NO_PLATFORM = "That does not say which platform it is on. Add the platform (“Instagram {name}”), or paste its address."
TWO_ACCOUNTS = "That names more than one account. Give one at a time."
NEEDS_ADDRESS = (
    "A name alone does not tell which {platform} account it is. Open the account and copy its address instead."
)
E_MAIL = "That looks like an e-mail address, not an account. If it is a Mastodon account, write it as @{user}@{server}."


def read_name(text: str, platform: Platform | None, kind: str, catalogue: Catalogue) -> Found:
    """The account called `text`, one word.

    Args:
        text: the name as typed, with or without its sign.
        platform: the platform it is on, if anything says so.
        kind: the kind of account, if anything says so ("group"); otherwise "".
        catalogue: the platforms we know.
    """
    by_itself = _says_its_platform(text, platform, catalogue)
    if by_itself:
        return by_itself
    if platform and platform is catalogue.website:
        found = read_address(Address("", text, "", ""), catalogue)
        found.platform = found.platform or platform
        return found
    name = text.lstrip("@")
    if platform is None:
        if not name:
            return refuse("There is no name after the @.")
        return refuse(NO_PLATFORM.format(name=name if len(name) <= 40 else "name"), shown=name)
    if platform.servers:
        words = f"A {platform.short_name} account needs its server: write it as @name@server, or paste its address."
        return refuse(words, platform=platform, kind="handle", shown=name)
    owner = catalogue.platforms[platform.belongs_to] if platform.belongs_to else platform
    found = _on(owner, kind, text, name, catalogue)
    if owner is not platform and found.key:
        found.doubts.append(form_doubt("same_account", owner))
    return found


def _says_its_platform(text: str, platform: Platform | None, catalogue: Catalogue) -> Found | None:
    """Names written so that only one platform can be meant."""
    start, stroke, rest = text.lstrip("/").partition("/")
    prefixed = catalogue.prefixes.get(start.lower() + stroke) if stroke else None
    if prefixed and platform in {None, prefixed[0]}:
        return account(prefixed[0], prefixed[1], prefixed[1].rule, rest.rstrip("/"))
    if "@" not in text[1:]:
        return _did(text, platform, catalogue)
    match = MAIL_LIKE.fullmatch(text)
    federation = catalogue.federated
    if match is None or federation is None or platform not in {None, federation}:
        return None
    user, server = match.groups()
    if text[0] == "@" or platform is federation or server.lower() in federation.servers:
        return federated.named(federation, user, server, catalogue)
    return refuse(E_MAIL.format(user=user, server=server), shown=text)


def _did(text: str, platform: Platform | None, catalogue: Catalogue) -> Found | None:
    if DID.fullmatch(text) is None:
        return None
    holder = next((one for one in catalogue.platforms.values() if "did" in one.kinds), None)
    if holder is None or platform not in {None, holder}:
        return None
    return account(holder, holder.kinds["did"], holder.kinds["did"].rule, text)


def _on(platform: Platform, kind: str, text: str, name: str, catalogue: Catalogue) -> Found:
    tried = (kind,) if kind else platform.typed
    if not tried:
        words = platform.no_account_words or NEEDS_ADDRESS.format(platform=platform.short_name)
        return refuse(words, platform=platform, kind="unknown", shown=name)
    category = _reserved(platform, platform.kinds[tried[0]], name.lower(), catalogue)
    if category:
        return refuse(reasons.why(category, platform.short_name), platform=platform, kind=tried[0], shown=name)
    broken = None
    for key in tried:
        if text[0] == "@" and len(tried) > 1 and "@" not in platform.kinds[key].shown:
            continue
        found = account(platform, platform.kinds[key], platform.kinds[key].rule, name)
        if not found.cannot_tell:
            return found
        broken = found
    several = [part for part in SEVERAL.split(text) if part]
    if len(several) > 1 or broken is None:
        return two_accounts(platform, text)
    return broken


def _reserved(platform: Platform, kind: Kind, name: str, catalogue: Catalogue) -> str:
    """What a name is instead, where the platform's own pages stand in the same place as names of this kind."""
    host, _, path = kind.address.removeprefix("https://").partition("/")
    if path.startswith("{key}"):
        return catalogue.rules[platform.key].reserved.get(name, "")
    own = catalogue.own_hosts.get(host.removeprefix("{key}."))
    return "page" if own and name in own.reserved else ""


def two_accounts(platform: Platform | None, text: str) -> Found:
    """The refusal of a text that names two accounts."""
    found = refuse(TWO_ACCOUNTS, platform=platform, shown=text)
    found.doubts.append(Doubt("several_accounts", TWO_ACCOUNTS))
    return found
