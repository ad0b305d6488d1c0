"""Places on the public list: the Trust itself, each school, and the channels of which no school is stated."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, Q
from django.urls import reverse

from charioteer.channels.models import Channel, Scope
from charioteer.channels.queries import NOT_STATED, THE_TRUST, place_key, place_name, several_trusts
from charioteer.people.models import School, Trust

LONG = 500
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


@dataclass(frozen=True, slots=True)
class House:
    """What every page of the list must know first.

    Args:
        trusts: the first two trusts.
        beyond: of the limits asked about, those that the list is longer than.
    """

    trusts: tuple[Trust, ...]
    beyond: frozenset[int]

    @property
    def several(self) -> bool:
        """Whether several trusts live together, so that a place must say whose it is."""
        return len(self.trusts) > 1

    @property
    def trust(self) -> Trust | None:
        """The only trust; None where there is none yet, or several."""
        return self.trusts[0] if len(self.trusts) == 1 else None

    @property
    def long(self) -> bool:
        """Whether the list is too long to be read as one."""
        return LONG in self.beyond


def house(*limits: int) -> House:
    """Whose list this is and whether it is long; one query, which never counts further than the limits.

    Args:
        limits: numbers of channels asked about, besides `LONG`.
    """
    asked = {LONG, *limits}
    channels = Channel.objects.public().order_by()
    trusts = Trust.objects.order_by("pk").annotate(**{f"beyond_{most}": Exists(channels[most:]) for most in asked})[:2]
    found = tuple(trusts)
    return House(found, frozenset(most for most in asked if any(getattr(one, f"beyond_{most}") for one in found)))


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
    there = fixed.get(slug) or Q(school__slug=slug)
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


def named_in(text: str) -> list[Place]:
    """Schools whose name, or a word they are known by, stands in a text somebody typed."""
    said = " ".join(["", *_WORD.findall(text[:300].casefold()), ""])
    schools = School.objects.select_related("trust").order_by("name", "pk")[:_SCHOOLS_ASKED]
    named = [one for one in schools if any(f" {word.casefold()} " in said for word in (one.name, *one.known_by))]
    several = bool(named) and several_trusts()
    return [of_school(school, long=True, several=several) for school in named[:_PLACES_SHOWN]]
