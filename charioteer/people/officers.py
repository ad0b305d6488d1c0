"""Who holds which office today, school by school; a vacant one is said plainly."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from charioteer.look import icons
from charioteer.look.lists import Column, List
from charioteer.people import queries
from charioteer.people.models import NoSuchOffice, Person, School
from charioteer.people.models.places import SchoolQuerySet
from charioteer.people.posts import BY_ROLE
from charioteer.people.queries import Holder, Office, Way
from charioteer.people.roles import ROLES, Right

#: The offices shown of every school, and of the trust. An empty one is a gap where setting up asks for it.
OF_A_SCHOOL = ("headteacher", "dsl", "deputy_dsl", "chair_of_governors")
OF_THE_TRUST = ("ceo", "chair", "trust_dsl", "dpo", "it_lead", "hr", "administrator")


def schools_for(person: Person, day: date) -> SchoolQuerySet:
    """The schools whose offices a person may read."""
    reach = person.reach(Right.READ_PEOPLE, day)
    return School.objects.visible_to(person).filter(reach.q("pk", "centres__pk")).distinct()


def offices_of(trust_id: int, schools: Sequence[School], day: date) -> None:
    """Lay beside each of some schools who is in its offices, in words (`school.offices`); three queries."""
    found = queries.offices(trust_id, day, roles=OF_A_SCHOOL, school_ids={one.pk for one in schools})
    without = _without(trust_id)
    for school in schools:
        school.offices = {  # type: ignore[attr-defined]
            role: _words(role, found.get(Office(role, school.pk), []), without.get(Office(role, school.pk), ""))
            for role in OF_A_SCHOOL
        }


def trust_offices(trust_id: int, day: date) -> list[tuple[str, SafeString]]:
    """The offices of the trust itself, each with who is in it, in words."""
    found = queries.offices(trust_id, day, roles=OF_THE_TRUST, whole_trust=True)
    without = _without(trust_id)
    return [
        (ROLES[role].name, _words(role, found.get(Office(role), []), without.get(Office(role), "")))
        for role in OF_THE_TRUST
    ]


def _without(trust_id: int) -> dict[Office, str]:
    # What was said of an office that a place does without: who does its work instead.
    said = NoSuchOffice.objects.filter(trust_id=trust_id, centre=None, stand_in=False)
    return {Office(role, school): instead for role, school, instead in said.values_list("role", "school_id", "instead")}


def _cell(role: str) -> Any:
    def shown(school: School) -> SafeString:
        words: Mapping[str, SafeString] = school.offices  # type: ignore[attr-defined]
        return words[role]

    return shown


def _words(role: str, found: Sequence[Holder], instead: str) -> SafeString:
    if not found and instead:
        return format_html('There is none. Instead: <span class="ch-written">{}</span>', instead)
    if not found:
        return icons.state("breach", "Vacant") if role in BY_ROLE else format_html("{}", "Nobody named")
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
        *(Column(role, ROLES[role].name, "name", cell=_cell(role)) for role in OF_A_SCHOOL),
    ),
    order=("name",),
    search=("name",),
    empty="Every school will stand here with its headteacher and its safeguarding lead.",
)
