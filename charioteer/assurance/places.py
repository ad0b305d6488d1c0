"""The places somebody may see on the board: the schools in their reach, and the trust for whoever reads it all."""

from dataclasses import dataclass
from datetime import date

from charioteer.people.models import Person, School
from charioteer.people.reach import Reach
from charioteer.people.roles import Right

THE_TRUST = "the-trust"
"""The name of the trust's own place in addresses, as in the register."""


@dataclass(frozen=True, slots=True)
class Place:
    """One column of the board. `school_id` None is the trust's own."""

    school_id: int | None
    slug: str
    name: str

    @property
    def of_trust(self) -> bool:
        """Whether it is the trust's own."""
        return self.school_id is None


TRUST_PLACE = Place(None, THE_TRUST, "The Trust")


def places_of(person: Person, day: date, reach: Reach | None = None) -> list[Place]:
    """The places on this person's board (one question). Their own schools come first, then the trust, then the rest.

    The right has to be held over a whole school: a centre has no column of its own, and a school's column says more
    than a centre's head may see.

    Args:
        reach: where it is known already.
    """
    reach = reach or person.reach(Right.READ_BOARD, day)
    if not reach.everywhere and not reach.schools:
        return []
    rows = School.objects.visible_to(person).filter(reach.q("pk")).order_by("name", "pk")
    schools = [Place(*row) for row in rows.values_list("pk", "slug", "name")]
    mine = own_schools(person, day)
    first = [one for one in schools if one.school_id in mine]
    rest = [one for one in schools if one.school_id not in mine]
    return [*first, *([TRUST_PLACE] if reach.everywhere else []), *rest]


def is_place(person: Person, slug: str) -> bool:
    """Whether a name in an address is a place of this person's own trust at all, whoever may read its column."""
    return slug == THE_TRUST or School.objects.filter(trust_id=person.trust_id, slug=slug).exists()


def own_schools(person: Person, day: date) -> set[int]:
    """The schools at which this person holds a role (the roles are in memory: a page asked for them before)."""
    held = [one for one in person.roles.all() if one.from_date <= day and (one.until_date or day) >= day]
    return {one.school_id for one in held if one.school_id is not None}


def every_place(trust_id: int) -> list[Place]:
    """Every place of a trust, for whoever stands at the machine itself."""
    rows = School.objects.filter(trust_id=trust_id).order_by("name", "pk").values_list("pk", "slug", "name")
    return [TRUST_PLACE, *(Place(*row) for row in rows)]
