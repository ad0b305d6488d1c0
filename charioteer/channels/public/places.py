"""Places on the public list: the Trust itself, each school, and the channels of which no school is stated."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from charioteer.channels.models import Channel
from charioteer.channels.queries import NOT_STATED, THE_TRUST
from charioteer.people.models import School

LONG = 1_000
"""Channels above which the public list is read place by place, and no page asks about all of them at once."""
_WORD = re.compile(r"[^\W_]+")
_SCHOOLS_ASKED = 500
_PLACES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its name, its name in addresses, and the address of its channels."""

    name: str
    anchor: str
    href: str


def is_long() -> bool:
    """Whether the list is too long to be read as one."""
    return more_than(LONG)


def more_than(most: int) -> bool:
    """Whether more channels than that are listed; never counts further."""
    return Channel.objects.public().order_by().values("pk")[: most + 1].count() > most


def href(anchor: str, long: bool) -> str:
    """Where a place's channels are shown.

    Args:
        anchor: the place's name in addresses.
        long: whether the list is read place by place.
    """
    address = reverse("public_register")
    return f"{address}?{urlencode({'place': anchor})}" if long else f"{address}#{anchor}"


def name_of(anchor: str) -> str:
    """What a place is called; "" if there is none of that name."""
    fixed = {THE_TRUST: "The Trust", NOT_STATED: "School not stated"}
    if anchor in fixed:
        return fixed[anchor]
    return School.objects.filter(slug=anchor).order_by("pk").values_list("name", flat=True).first() or ""


def named_in(text: str) -> list[Place]:
    """Schools whose name, or a word they are known by, stands in a text somebody typed."""
    said = " ".join(["", *_WORD.findall(text[:300].casefold()), ""])
    found = []
    for school in School.objects.order_by("name", "pk")[:_SCHOOLS_ASKED]:
        if any(f" {word.casefold()} " in said for word in (school.name, *school.known_by)):
            found.append(Place(school.name, school.slug, href(school.slug, long=True)))
    return found[:_PLACES_SHOWN]
