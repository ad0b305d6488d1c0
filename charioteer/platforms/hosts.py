"""Finds what is wrong with an address: a host that only looks like a platform's, and other disguises."""

import re

from charioteer.platforms.catalogue import Catalogue
from charioteer.platforms.drawn import close, skeleton

PLAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\.?")
WEB = frozenset({"", "http", "https"})
SHORT_LABEL = 5
"""Platform names shorter than this ("x", "vsco") stand in other hosts by chance."""


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
    for known in catalogue.hosts:
        if f".{known}." in f".{host}":
            end = f".{host}".rpartition(f".{known}.")[2]
            return f"That is not {known}. Only the end of such a name counts, and this one ends in {_quote(end)}."
    alike = _alike(host, catalogue)
    if alike:
        return f"{_quote(host)} is not {alike}, although it looks or sounds like it."
    return ""


def _alike(host: str, catalogue: Catalogue) -> str:
    """The platform's host whose main label one of `host`'s labels copies, contains as a word, or nearly is."""
    labels = [label for label in re.split(r"[.-]", host) if label]
    drawn = {skeleton(label) for label in (*labels, *host.split("."))}
    for platform in catalogue.platforms.values():
        for known in platform.hosts:
            target = skeleton(known.partition(".")[0])
            if len(target) >= SHORT_LABEL and any(label == target or close(label, target) for label in drawn):
                return known
    return next((known for known in catalogue.hosts if skeleton(known) == skeleton(host)), "")


def _quote(text: str) -> str:
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”" if text else ""
