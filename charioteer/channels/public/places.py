"""Places on the public list: the Trust itself, each school, and the channels of which no school is stated."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from charioteer.channels.models import Channel, Scope
from charioteer.channels.queries import NOT_STATED, THE_TRUST, place_key, place_name, several_trusts
from charioteer.people.models import School, Trust

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


def at(anchor: str) -> Q:
    """The channels of the place of this name; none if there is none."""
    trust, _, slug = anchor.rpartition(".")
    fixed = {THE_TRUST: Q(scope=Scope.TRUST), NOT_STATED: Q(scope=Scope.UNSTATED)}
    there = fixed.get(slug) or Q(school__in=School.objects.filter(slug=slug).values("pk"))
    return there & Q(trust__slug=trust) if trust else there


def name_of(anchor: str) -> str:
    """What a place is called; "" if there is none of that name."""
    if not anchor.isprintable():  # PostgreSQL refuses to look for a NUL
        return ""
    trust, _, slug = anchor.rpartition(".")
    named = Q(trust__slug=trust) if trust else Q()
    if slug not in {THE_TRUST, NOT_STATED}:
        school = School.objects.filter(named, slug=slug).select_related("trust").order_by("pk").first()
        return place_name(school.trust, school, slug, several=bool(trust)) if school else ""
    whose = Trust.objects.filter(slug=trust).first() if trust else None
    return place_name(whose or Trust(), None, slug, several=whose is not None) if whose or not trust else ""


def of_school(school: School, *, long: bool, several: bool) -> Place:
    """A school as a place.

    Args:
        school: with its trust at hand.
        long: whether the list is read place by place.
        several: whether several trusts live together.
    """
    anchor = place_key(school.trust, school.slug, several=several)
    return Place(place_name(school.trust, school, school.slug, several=several), anchor, href(anchor, long))


def of_trusts(slug: str) -> list[Place]:
    """The same place of every trust, where several live together: each one's own channels, or those not stated."""
    found = []
    for trust in Trust.objects.order_by("name", "pk")[:_SCHOOLS_ASKED]:
        anchor = place_key(trust, slug, several=True)
        found.append(Place(place_name(trust, None, slug, several=True), anchor, href(anchor, long=True)))
    return found


def named_in(text: str) -> list[Place]:
    """Schools whose name, or a word they are known by, stands in a text somebody typed."""
    said = " ".join(["", *_WORD.findall(text[:300].casefold()), ""])
    schools = School.objects.select_related("trust").order_by("name", "pk")[:_SCHOOLS_ASKED]
    named = [one for one in schools if any(f" {word.casefold()} " in said for word in (one.name, *one.known_by))]
    several = bool(named) and several_trusts()
    return [of_school(school, long=True, several=several) for school in named[:_PLACES_SHOWN]]
