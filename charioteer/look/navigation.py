"""Which links stand at the top of every page, for whom, and which one a page is under."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from charioteer.look.menu import MORE, PUBLIC, SIGNED_IN, Item


@dataclass(frozen=True)
class Link:
    """A link ready to be written: `current` is "page", "true" (a page beneath it) or ""; `count` may be ""."""

    words: str
    href: str
    current: str
    count: str = ""


_BENEATH = {item.url for group in MORE for item in group.items}


def links(
    request: Any, person: Any, public_register: bool, counts: Callable[[str], Any] = lambda name: ""
) -> list[Link]:
    """The links of one page.

    Args:
        request: the request, or None where a page is made without one (the 500 page).
        person: who is signed in, or None.
        public_register: whether the public is answered at all.
        counts: gives the number that goes by a name, if there is one.
    """
    if person:
        items = [item for item in SIGNED_IN if _open_to(item, person, timezone.localdate())]
    else:
        items = list(PUBLIC) if public_register else []
    found = [(item, address) for item in items if (address := _address(item.url))]
    path, name = _place(request)
    nearest = max((a for _, a in found if a != "/" and path.startswith(a)), key=len, default=None)
    if nearest is None and name in _BENEATH:
        nearest = _address("more")
    return [
        Link(
            item.words,
            address,
            _current(item, address, path, name, nearest),
            str(counts(item.count) or "") if item.count else "",
        )
        for item, address in found
    ]


def more(person: Any) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What this person may open besides the top of the page: for each group its links, as words, address, sentence."""
    day = timezone.localdate()
    groups = []
    for group in MORE:
        open_to = [one for one in group.items if _open_to(one, person, day)]
        groups.append((group.title, [(one.words, _address(one.url), one.says) for one in open_to if _address(one.url)]))
    return [group for group in groups if group[1]]


def _open_to(item: Item, person: Any, day: date) -> bool:
    if item.whole:
        return bool(person.reach(item.right, day).everywhere)
    return not item.right or bool(person.may(item.right, day))


def _place(request: Any) -> tuple[str, str]:
    if request is None:
        return "", ""
    match = getattr(request, "resolver_match", None)
    return request.path, (match.url_name or "") if match else ""


def _current(item: Item, address: str, path: str, name: str, nearest: str | None) -> str:
    if address == path or name in item.also:
        return "page"
    return "true" if address == nearest else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
