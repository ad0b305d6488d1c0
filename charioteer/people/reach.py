"""How far a right reaches: the whole trust, some schools, some centres, or nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q


class Spot(NamedTuple):
    """Where a role is held. Both None: the whole trust."""

    school_id: int | None = None
    centre_id: int | None = None


@dataclass(frozen=True)
class Reach:
    """The places one right covers for one person on one day.

    Args:
        everywhere: the whole trust, now and whatever it opens next.
        schools: whole schools, centres included.
        centres: single centres.
    """

    everywhere: bool = False
    schools: frozenset[int] = frozenset()
    centres: frozenset[int] = frozenset()

    @classmethod
    def of(cls, spots: Iterable[Spot]) -> "Reach":
        """Add up the places at which the right is held."""
        found = set(spots)
        return cls(
            everywhere=Spot() in found,
            schools=frozenset(s.school_id for s in found if s.school_id is not None and s.centre_id is None),
            centres=frozenset(s.centre_id for s in found if s.centre_id is not None),
        )

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.schools or self.centres)

    def covers(self, school_id: int | None, centre_id: int | None = None) -> bool:
        """Whether it covers a school, a centre of it, or (school None) the trust itself."""
        if self.everywhere:
            return True
        return school_id in self.schools or (centre_id is not None and centre_id in self.centres)

    def q(self, school: str = "school_id", centre: str = "") -> Q:
        """A condition on rows that name a school (and perhaps a centre). Nowhere matches no row.

        Args:
            school: the field that holds the school's key.
            centre: the field that holds the centre's key; "" where rows have none.
        """
        if self.everywhere:
            return Q()
        found = Q(**{f"{school}__in": self.schools})
        return found | Q(**{f"{centre}__in": self.centres}) if centre and self.centres else found
