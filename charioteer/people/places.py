"""The places a form offers: the trust itself, its schools and their centres, as far as somebody's right reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from charioteer.errors import BadInput
from charioteer.people.models import Centre, School, Trust
from charioteer.people.reach import Reach
from charioteer.people.reading.places import Known, Map

#: A box with more places than this to choose from is slower than typing a name.
MOST = 200
THE_TRUST = "trust"


@dataclass(frozen=True)
class Spots:
    """The places of one right.

    Args:
        trust: whose they are.
        choices: what a box offers; None where there are too many, and a name is typed.
    """

    trust: Trust
    choices: Sequence[tuple[str, str]] | None

    def find(self, said: str) -> tuple[School | None, Centre | None]:
        """The place a choice or some words mean.

        Raises:
            BadInput: there is none such, or several.
        """
        if said == THE_TRUST:
            return None, None
        kind, _, slug = said.partition(":")
        if kind == "school" and (school := School.objects.filter(trust=self.trust, slug=slug).first()):
            return school, None
        if kind == "centre" and slug.isdecimal() and len(slug) < 18:
            centre = Centre.objects.filter(school__trust=self.trust, pk=int(slug)).select_related("school").first()
            if centre:
                return centre.school, centre
        return self._by_words(said)

    def _by_words(self, said: str) -> tuple[School | None, Centre | None]:
        rows = School.objects.filter(trust=self.trust).values_list("pk", "name", "slug", "known_by")
        where = Map(self.trust.name, [Known(*row) for row in rows]).where(said, "")
        if where.refusal:
            raise BadInput(where.refusal, where="place")
        return (School.objects.get(pk=where.school_id) if where.school_id else None), None


def spots_for(trust: Trust, reach: Reach) -> Spots:
    """The places a right reaches, in two queries."""
    schools = School.objects.filter(trust=trust).filter(reach.q("pk", "centres__pk")).distinct()
    listed = list(schools.order_by("name", "pk").values_list("pk", "slug", "name")[: MOST + 1])
    if len(listed) > MOST:
        return Spots(trust, None)
    offered = [(THE_TRUST, "The Trust itself")] if reach.everywhere else []
    centres: dict[int, list[tuple[int, str]]] = {}
    rows = Centre.objects.filter(school__in=[pk for pk, _, _ in listed]).order_by("name", "pk")
    for pk, school_id, name in rows.values_list("pk", "school_id", "name"):
        if reach.covers(school_id, pk):
            centres.setdefault(school_id, []).append((pk, name))
    for school_id, slug, name in listed:
        if reach.covers(school_id):
            offered.append((f"school:{slug}", name))
        offered += [(f"centre:{pk}", f"{name}: {centre}") for pk, centre in centres.get(school_id, ())]
    return Spots(trust, offered)


def choice_of(school: School | None, centre: Centre | None) -> str:
    """The choice that means a place."""
    if centre is not None:
        return f"centre:{centre.pk}"
    return f"school:{school.slug}" if school else THE_TRUST


def place_words(school: School | None, centre: Centre | None) -> str:
    """A place as people say it."""
    if centre is not None and school is not None:
        return f"{centre.name}, {school.name}"
    return school.name if school else "The Trust itself"
