"""What rows of one trust are read against, gathered once."""

from collections.abc import Iterable
from datetime import datetime

from charioteer.channels.reading.offices import learn_bodies
from charioteer.channels.reading.rows import Ground, Place
from charioteer.people.models import Person, School, Trust
from charioteer.reference import registers


def ground_of(trust: Trust, *, now: datetime, names: Iterable[str] = ()) -> Ground:
    """Gather the ground for one trust (one read).

    Args:
        trust: whose register it is.
        now: dates later than this cannot be meant.
        names: every account name of the register being read, which may explain its own short names.
    """
    places = tuple(
        Place(school.pk, school.slug, school.name, tuple(school.known_by))
        for school in School.objects.filter(trust=trust).order_by("name")
    )
    return Ground(
        catalogue=registers.catalogue(),
        trust=trust.name,
        known_since=trust.known_since,
        places=places,
        bodies=learn_bodies(names),
        today=now.date(),
    )


def people_by_name(trust_id: int) -> dict[str, int]:
    """Ids of the trust's people by name in lower case. Two of one name are matched to neither."""
    found: dict[str, int | None] = {}
    for pk, name in Person.objects.filter(trust_id=trust_id).order_by("pk").values_list("pk", "name"):
        key = name.casefold()
        found[key] = None if key in found else pk
    return {name: pk for name, pk in found.items() if pk is not None}


def schools_by_slug(trust_id: int) -> dict[str, int]:
    """The trust's schools: each one's id by its slug."""
    return dict(School.objects.filter(trust_id=trust_id).values_list("slug", "pk"))
