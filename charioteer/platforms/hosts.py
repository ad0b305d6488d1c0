"""Finds what is wrong with an address: a host that only looks like a platform's, and other disguises."""

import re

from charioteer.platforms.catalogue import Catalogue
from charioteer.platforms.drawn import close, skeleton
from charioteer.platforms.lookalike import keys

PLAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\.?")
WEB = frozenset({"", "http", "https"})
MOST_LABELS = 4
"""Parts between full stops in the longest host of any platform we know."""
NEAR_LABEL = 7
"""Shorter platform names are one letter from ordinary words ("twitch" from "switch"), so a near miss says nothing."""


def what_is_wrong(scheme: str, authority: str, path: str, catalogue: Catalogue) -> str:
    """Why an address must not be taken for a platform's, or "" if nothing is wrong.

    Args:
        scheme: what stands before the colon, in lower case; "" if nothing does.
        authority: what stands between the strokes and the path, as typed.
        path: the path, as typed.
        catalogue: the platforms we know.
    """
    if scheme not in WEB:
        return f"An address of an account begins with https://, and this begins with {_quote(scheme)}."
    if "\\" in authority or "\\" in path:
        return "The address has a backslash in it, which can hide where it leads. Copy it again from the browser."
    if "@" in authority:
        before, _, after = authority.rpartition("@")
        return (
            f"That address leads to {_quote(after) or 'nowhere'}. What stands before the @ ({_quote(before)}) is not "
            "where it leads."
        )
    host, colon, _port = authority.lower().partition(":")
    if colon:
        return f"The address has a number or sign after {_quote(host)}:, which no account’s address has. Copy it again."
    if not host.isascii() or "xn--" in host:
        return _foreign(host, catalogue)
    if PLAIN.fullmatch(host) is None:
        return f"{_quote(host)} is not the name of a website. Copy the address again from the browser."
    return "" if catalogue.place(host.rstrip(".")) else _borrowed(host.rstrip("."), catalogue)


def _foreign(host: str, catalogue: Catalogue) -> str:
    """Every platform in the catalogue has plain hosts, so one with other letters is not theirs."""
    shown = _decoded(host)
    alike = _alike(shown, catalogue)
    if alike:
        return f"{_quote(shown)} has letters from another alphabet. It looks like {alike}, and is not."
    return f"{_quote(shown)} has letters from outside the English alphabet. No platform we know has such an address."


def _decoded(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna") if host.isascii() else host
    except UnicodeError:
        return host


def _borrowed(host: str, catalogue: Catalogue) -> str:
    labels = host.split(".")
    for start in range(len(labels) - 1):
        for end in range(start + 2, min(start + MOST_LABELS, len(labels) - 1) + 1):
            known = ".".join(labels[start:end])
            if known in catalogue.hosts:
                tail = _quote(".".join(labels[end:]))
                return f"That is not {known}. Only the end of such a name counts, and this one ends in {tail}."
    alike = _alike(host, catalogue)
    return f"{_quote(host)} is not {alike}, although it looks or sounds like it." if alike else ""


def _alike(host: str, catalogue: Catalogue) -> str:
    """The platform's host whose name one of `host`'s labels copies, contains as a word, or nearly is."""
    parts = dict.fromkeys((*host.split("."), *re.split(r"[.-]", host)))
    for part in parts:
        for known in sorted({known for key in keys(part) for known in catalogue.names_by_key.get(key, ())}):
            name, drawn = skeleton(known.partition(".")[0]), skeleton(part)
            if name == drawn or (len(name) >= NEAR_LABEL and close(name, drawn)):
                return known
    return catalogue.drawn_hosts.get(skeleton(host), "")


def _quote(text: str) -> str:
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”" if text else ""
