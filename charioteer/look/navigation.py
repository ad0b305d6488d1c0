"""Which links stand at the top of every page, for whom, and which one a page is under."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone


@dataclass(frozen=True)
class Item:
    """One link of the main navigation.

    `url` is the name of an address another app declares; while nobody declares it, the link is left out.
    `also` are further names that count as being on it. `right` is asked of the person before it is shown. `count`
    names what the page's context holds as the number beside it.
    """

    words: str
    url: str
    also: tuple[str, ...] = ()
    right: str = ""
    count: str = ""


@dataclass(frozen=True)
class Link:
    """A link ready to be written: `current` is "page", "true" (a page beneath it) or ""; `count` may be ""."""

    words: str
    href: str
    current: str
    count: str = ""


CHECK = Item("Check an account", "home", also=("check",))
POLICY = Item("The policy", "policy")
PUBLIC: tuple[Item, ...] = (CHECK, Item("Channels", "public_register"), POLICY)
SIGNED_IN: tuple[Item, ...] = (
    Item("Mine to do", "mine", also=("notices",), count="mine_count"),
    Item("Register", "register"),
    Item("Board", "board", right="read_board"),
    Item("People", "people", right="read_people"),
    POLICY,
    Item("More", "more"),
)


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
        items = [item for item in SIGNED_IN if not item.right or person.may(item.right, timezone.localdate())]
    else:
        items = list(PUBLIC) if public_register else []
    found = [(item, address) for item in items if (address := _address(item.url))]
    path, name = _place(request)
    nearest = max((a for _, a in found if a != "/" and path.startswith(a)), key=len, default=None)
    return [
        Link(
            item.words,
            address,
            _current(item, address, path, name, nearest),
            str(counts(item.count) or "") if item.count else "",
        )
        for item, address in found
    ]


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
