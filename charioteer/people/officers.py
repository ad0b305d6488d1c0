"""Who holds which office today, school by school; a vacant one is said plainly."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from charioteer.look import icons
from charioteer.look.lists import Column, List
from charioteer.people import queries
from charioteer.people.models import Person, School
from charioteer.people.models.places import SchoolQuerySet
from charioteer.people.queries import Holder, Office, Way
from charioteer.people.roles import ROLES, Right

#: The offices that every school, and every trust, is expected to have filled.
OF_A_SCHOOL = ("headteacher", "dsl", "chair_of_governors")
OF_THE_TRUST = ("ceo", "chair", "trust_dsl", "dpo", "it_lead", "hr", "administrator")


def schools_for(person: Person, day: date) -> SchoolQuerySet:
    """The schools whose offices a person may read."""
    reach = person.reach(Right.READ_PEOPLE, day)
    return School.objects.visible_to(person).filter(reach.q("pk", "centres__pk")).distinct()


def offices_of(trust_id: int, schools: Sequence[School], day: date) -> None:
    """Lay beside each of some schools who is in its offices (`school.offices`); two queries."""
    wanted = {*OF_A_SCHOOL, "deputy_dsl"}
    found = queries.offices(trust_id, day, roles=wanted, school_ids={one.pk for one in schools})
    for school in schools:
        school.offices = {role: found.get(Office(role, school.pk), []) for role in wanted}  # type: ignore[attr-defined]


def trust_offices(trust_id: int, day: date) -> list[tuple[str, SafeString]]:
    """The offices of the trust itself, each with who is in it, in words."""
    found = queries.offices(trust_id, day, roles=OF_THE_TRUST, whole_trust=True)
    return [(ROLES[role].name, _words(found.get(Office(role), []))) for role in OF_THE_TRUST]


def _cell(role: str) -> Any:
    def shown(school: School) -> SafeString:
        offices: Mapping[str, list[Holder]] = school.offices  # type: ignore[attr-defined]
        return _words(offices[role])

    return shown


def _words(found: Sequence[Holder]) -> SafeString:
    if not found:
        return icons.state("breach", "Vacant")
    lines = [format_html("{}", _one(each)) for each in found]
    if all(each.way is not Way.HOLDS for each in found):
        lines.insert(0, icons.state("partial", "Vacant"))
    return format_html("<br>".join(["{}"] * len(lines)), *lines)


def _one(each: Holder) -> str:
    if each.way is Way.DEPUTY:
        return f"{each.name}, deputy of {each.instead_of}"
    away = ", away" if each.away else ""
    if each.way is Way.STANDS_IN:
        return f"{each.name}{away}, {'stands in now' if each.acts else 'would stand in'}"
    return f"{each.name}{away}"


OFFICES = List(
    what=("school", "schools"),
    columns=(
        Column("name", "School", "name", sort="name"),
        *(Column(role, ROLES[role].name, "name", cell=_cell(role)) for role in (*OF_A_SCHOOL, "deputy_dsl")),
    ),
    order=("name",),
    search=("name",),
    empty="Every school will stand here with its headteacher and its safeguarding lead.",
)
