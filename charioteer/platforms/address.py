"""Reads the address of an account: which platform the host is, and which account the path names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from charioteer.platforms import federated, reasons
from charioteer.platforms.catalogue import Catalogue, Place
from charioteer.platforms.forms import Form
from charioteer.platforms.found import Found, account, form_doubt, refuse
from charioteer.platforms.hosts import what_is_wrong
from charioteer.platforms.platform import Kind, Platform

ADDRESS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.\-]*):(/{1,3})|(//))?([^/?#]+)(/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?")
OTHER_SITE = "{host} is not a platform we know. If it is the account’s own website, say so; otherwise copy its address."


@dataclass(frozen=True, slots=True)
class Address:
    """An address cut into its parts; nothing has been decoded."""

    scheme: str
    authority: str
    path: str
    query: str

    @property
    def host(self) -> str:
        """The host in lower case, without its last full stop."""
        return self.authority.lower().rstrip(".")


def cut(text: str, catalogue: Catalogue) -> Address | None:
    """Cut `text` into the parts of an address, or None if it is not meant as one ("house.capella", "@name")."""
    match = ADDRESS.fullmatch(text)
    if match is None:
        return None
    scheme, strokes, bare, authority, path, query, _fragment = match.groups()
    if not strokes and not bare:
        if "." not in authority or authority[0] == "@":
            return None
        if not path and not query and not authority.lower().startswith("www."):
            return _bare_host(authority, catalogue)
    return Address((scheme or "").lower(), authority, path or "", query or "")


def _bare_host(authority: str, catalogue: Catalogue) -> Address | None:
    """A host alone is an address only if we know it: "house.capella" is more likely a name."""
    before, at, after = authority.rpartition("@")
    known = catalogue.place(before.lower() if at else authority.lower())
    return Address("", authority, "", "") if known and (after or not at) else None


def read_address(address: Address, catalogue: Catalogue) -> Found:
    """Find the account an address names.

    Args:
        address: from `cut`.
        catalogue: the platforms we know.
    """
    wrong = what_is_wrong(address.scheme, address.authority, address.path, catalogue)
    if wrong:
        return refuse(wrong)
    place = catalogue.place(address.host)
    parts = parts_of(address.path)
    if parts is None:
        return refuse("The address has odd characters in it. Open the account and copy its address again.")
    if place is None:
        return _elsewhere(address, parts, catalogue)
    return _at(place, address, parts, catalogue)


def parts_of(path: str) -> list[str] | None:
    """The path cut at its strokes and decoded once; None if it climbs, or hides strokes or control characters."""
    if not path or path == "/":
        return []
    if "%" not in path:
        parts = [part for part in path.split("/") if part]
        return None if "." in parts or ".." in parts else parts
    parts = [unquote(part) for part in path.split("/") if part]
    odd = any(part in {".", ".."} or "/" in part or "\\" in part or not part.isprintable() for part in parts)
    return None if odd else [part.strip() for part in parts if part.strip()]


def _at(place: Place, address: Address, parts: Sequence[str], catalogue: Catalogue) -> Found:
    platform = place.platform
    if place.special:
        found = refuse(reasons.why(place.special, platform.short_name), platform=platform)
        found.secret = place.special in reasons.SECRET
        return found
    if place.stranger:
        words = f"{address.host} is a page of {platform.short_name} itself, not an account. Open the account and copy "
        return refuse(f"{words}its address.", platform=platform)
    if place.kind:
        return _own_host(place, place.kind, parts)
    if platform.servers:
        return federated.read(platform, address.host.removeprefix("www."), parts, catalogue)
    if not parts:
        return refuse(platform.no_account_words or reasons.why("front", platform.short_name), platform=platform)
    return _by_path(platform, [place.within, *parts] if place.within else parts, address.query, catalogue)


def _own_host(place: Place, kind: Kind, parts: Sequence[str]) -> Found:
    found = account(place.platform, kind, kind.rule, place.label)
    if parts and not found.cannot_tell:
        found.doubts.append(form_doubt("longer_address", place.platform))
    return found


def _by_path(platform: Platform, parts: Sequence[str], query: str, catalogue: Catalogue) -> Found:
    """Try the forms that begin with a fixed part, then the reserved parts, then the forms that begin with a name."""
    rules = catalogue.rules[platform.key]
    lowered = [part.lower() for part in parts]
    fixed = rules.by_first.get(lowered[0])
    if fixed:
        found = _first_form(platform, fixed, lowered, parts, query, catalogue)
        if found:
            return found
    category = rules.reserved.get(lowered[0])
    if category:
        found = refuse(reasons.why(category, platform.short_name), platform=platform)
        found.secret = category in reasons.SECRET
        return found
    if not fixed:
        found = _first_form(platform, rules.open, lowered, parts, query, catalogue)
        if found:
            return found
    return refuse(platform.no_account_words or reasons.why("page", platform.short_name), platform=platform)


def _first_form(
    platform: Platform,
    forms: Sequence[Form],
    lowered: Sequence[str],
    parts: Sequence[str],
    query: str,
    catalogue: Catalogue,
) -> Found | None:
    """What the first form that fits gives; if forms fit but every name breaks its rule, the last such rule."""
    tabs = catalogue.rules[platform.key].tabs
    owner = catalogue.platforms[platform.belongs_to] if platform.belongs_to else platform
    broken = None
    for form in forms:
        name = form.name_in(lowered, parts, query, tabs)
        if name is None:
            continue
        found = account(owner, form.kind, form.rule, name)
        if not found.cannot_tell:
            if form.doubt:
                found.doubts.append(form_doubt(form.doubt, owner))
            return found
        broken = found
    return broken


def _elsewhere(address: Address, parts: Sequence[str], catalogue: Catalogue) -> Found:
    host = address.host
    if catalogue.federated and parts and len(parts[0]) > 1 and parts[0].startswith("@"):
        return federated.read(catalogue.federated, host.removeprefix("www."), parts, catalogue)
    if catalogue.website is None:
        return refuse(OTHER_SITE.format(host=host))
    site = catalogue.website.kinds["site"]
    name = "/".join((host.removeprefix("www."), *parts))
    return account(catalogue.website, site, site.rule, name)
