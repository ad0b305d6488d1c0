"""Accounts whose name holds their server: Mastodon's user@server."""

import re
from collections.abc import Sequence

from charioteer.platforms import reasons
from charioteer.platforms.catalogue import Catalogue
from charioteer.platforms.found import Found, account, form_doubt, refuse
from charioteer.platforms.hosts import what_is_wrong
from charioteer.platforms.identity import Doubt
from charioteer.platforms.platform import Platform

POST = re.compile(r"\d{5,}|[A-Za-z0-9]{20,}")
TABS = frozenset({"with_replies", "media", "featured", "tagged", "followers", "following"})


def read(platform: Platform, server: str, parts: Sequence[str], catalogue: Catalogue) -> Found:
    """The account that a path on one server names ("/@user", "/users/user", "/@user@other.server")."""
    if not parts:
        return refuse(reasons.why("front", server), platform=platform)
    first, rest = parts[0], parts[1:]
    if first in {"users", "web"} and rest:
        first, rest = (rest[0] if rest[0].startswith("@") else f"@{rest[0]}"), rest[1:]
    if not first.startswith("@"):
        return refuse(reasons.why("page", server), platform=platform)
    user, _, other = first[1:].partition("@")
    found = named(platform, user, other or server, catalogue)
    if found.cannot_tell:
        return found
    if other and other.lower() != server:
        found.doubts.append(form_doubt("seen_elsewhere", platform))
    if rest and rest[0].lower() not in TABS:
        found.doubts.append(form_doubt("read_from_post" if POST.fullmatch(rest[0]) else "longer_address", platform))
    return found


def named(platform: Platform, user: str, server: str, catalogue: Catalogue) -> Found:
    """The account `user` on `server`, with a doubt if we do not know the server."""
    kind = platform.kinds["handle"]
    wrong = what_is_wrong("", server, "", catalogue) or _not_a_server(server.lower(), catalogue)
    if wrong:
        return refuse(wrong, shown=f"{user}@{server}")
    found = account(platform, kind, kind.rule, f"{user}@{server}")
    if found.cannot_tell:
        return found
    user, _, server = found.key.partition("@")
    found.address = f"https://{server}/@{user}"
    if server not in platform.servers:
        words = f"We do not know the server {server}. We read this as {platform.short_name} because of how it is "
        found.doubts.append(Doubt("server_unknown", f"{words}written."))
    return found


def _not_a_server(server: str, catalogue: Catalogue) -> str:
    place = catalogue.place(server)
    if place is None or server in place.platform.servers:
        return ""
    name = place.platform.short_name
    return f"“{server}” belongs to {name}, so that is no account on a server. Open the account and copy its address."
