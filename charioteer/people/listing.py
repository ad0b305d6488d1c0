"""People as a list: what is said of each on screen and in a file, how they are searched and narrowed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from charioteer.look import dates
from charioteer.look.lists import Choice, Column, Filter, List
from charioteer.people.models import Engagement, Person, PersonKind, RoleHolding, School
from charioteer.people.models.acting import lasting
from charioteer.people.models.persons import PersonQuerySet
from charioteer.people.places import MOST, THE_TRUST, place_words
from charioteer.people.roles import ROLES, Right


def people_for(person: Person, day: date, right: Right = Right.READ_PEOPLE) -> PersonQuerySet:
    """Everybody within reach of a right, each with the places and roles there that a list speaks of."""
    reach = person.reach(right, day)
    places = Engagement.objects.filter(reach.q("school_id", "centre_id")).select_related("school", "centre", "leader")
    held = RoleHolding.objects.filter(lasting(day)).select_related("school", "centre")
    listed = Person.objects.visible_to(person, day)
    if right is not Right.READ_PEOPLE:
        listed = listed.at(reach)
    return listed.prefetch_related(
        Prefetch("engagements", places.order_by("from_date", "pk"), to_attr="places"),
        Prefetch("roles", held.order_by("role", "pk"), to_attr="offices"),
    )


def choices(person: Person, day: date, asked: str = "") -> dict[str, Sequence[Choice]]:
    """The schools to choose from; of too many, only the one asked for."""
    reach = person.reach(Right.READ_PEOPLE, day)
    schools = School.objects.filter(trust=person.trust_id).filter(reach.q("pk", "centres__pk")).distinct()
    named = schools.order_by("name").values_list("slug", "name")
    found = list(named[: MOST + 1])
    if len(found) > MOST:
        found = list(named.filter(slug=asked))
    offered = [Choice(THE_TRUST, "The Trust itself")] if reach.everywhere else []
    return {"school": [*offered, *(Choice(*one) for one in found)]}


def engagement_words(one: Engagement) -> str:
    """ "Teacher, Vega House School"; the capacity where there is no title."""
    return f"{one.job_title or one.get_kind_display()}, {place_words(one.school, one.centre)}"


def role_words(held: RoleHolding) -> str:
    """ "Headteacher, Vega House School (stands in)"."""
    name = ROLES[held.role].name if held.role in ROLES else held.role
    return f"{name}, {place_words(held.school, held.centre)}{' (stands in)' if held.stands_in else ''}"


def _here(person: Person) -> list[Engagement]:
    today = timezone.localdate()
    return [one for one in person.places if one.until_date is None or one.until_date >= today]  # type: ignore[attr-defined]


def _places(person: Person) -> list[str]:
    here = [engagement_words(one) for one in _here(person)]
    if here or not person.places:  # type: ignore[attr-defined]
        return here
    last = max(one.until_date for one in person.places if one.until_date)  # type: ignore[attr-defined]
    return [f"Left on {dates.long_date(last)}"]


def _name_cell(person: Person) -> SafeString:
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse("people_person", args=[person.pk]), person.name
    )


def _lines_cell(lines: list[str]) -> SafeString | str:
    return format_html("<br>".join(["{}"] * len(lines)), *lines) if lines else ""


def _leaders(person: Person) -> list[str]:
    return list(dict.fromkeys(one.leader.name for one in _here(person) if one.leader))


def _roles(person: Person) -> list[str]:
    return [role_words(held) for held in person.offices]  # type: ignore[attr-defined]


def _at(**place: str) -> Q:
    today = lasting(timezone.localdate())
    engaged = Engagement.objects.filter(today, **place).values("person_id")
    return Q(pk__in=engaged) | Q(pk__in=RoleHolding.objects.filter(today, **place).values("person_id"))


def _school_is(value: str) -> Q:
    if value == THE_TRUST:
        today = lasting(timezone.localdate())
        return Q(pk__in=Engagement.objects.filter(today, school=None).values("person_id")) | Q(
            pk__in=RoleHolding.objects.filter(today, school=None).values("person_id")
        )
    return _at(school__slug=value)


def _kind_is(value: str) -> Q:
    # Asked of each person in turn: there may be a million of a kind, and a page shows fifty.
    return Q(Exists(_theirs(Engagement).filter(kind=value)))


def _role_is(value: str) -> Q:
    today = lasting(timezone.localdate())
    return Q(pk__in=RoleHolding.objects.filter(today, role=value).values("person_id"))


def _here_is(value: str) -> Q:
    here = Q(Exists(_theirs(Engagement))) | Q(Exists(_theirs(RoleHolding)))
    if value == "here":
        return here
    # From the few whose time is over, not from everybody.
    over = Q(until_date__lt=timezone.localdate())
    was = Q(pk__in=Engagement.objects.filter(over).values("person_id"))
    return (was | Q(pk__in=RoleHolding.objects.filter(over).values("person_id"))) & ~here


def _theirs(rows: type[Model]) -> QuerySet[Any]:
    """What a person of the list has that is not over."""
    return rows._default_manager.filter(lasting(timezone.localdate()), person=OuterRef("pk"))


PEOPLE = List(
    what=("person", "people"),
    columns=(
        Column("name", "Name", "name", cell=_name_cell, sort="name"),
        Column("places", "Where, as what", _places, cell=lambda one: _lines_cell(_places(one))),
        Column("roles", "Roles", _roles, cell=lambda one: _lines_cell(_roles(one))),
        Column("leaders", "Led by", _leaders, cell=lambda one: ", ".join(_leaders(one))),
        Column("email", "E-mail address", "email", on_screen=False),
        Column("payroll_number", "Payroll number", "payroll_number", on_screen=False),
        Column(
            "capacities",
            "Capacities",
            lambda one: list(dict.fromkeys(each.get_kind_display() for each in _here(one))),
            on_screen=False,
        ),
        Column(
            "from_date",
            "Since",
            lambda one: min((each.from_date for each in _here(one)), default=None),
            on_screen=False,
        ),
        Column(
            "until_date",
            "Until",
            lambda one: max((each.until_date for each in one.places if each.until_date), default=None),
            on_screen=False,
        ),
    ),
    order=("name",),
    filters=(
        Filter(
            "here",
            "Here",
            _here_is,
            [Choice("here", "Here now or soon"), Choice("left", "Left")],
            chips=True,
            every="Everybody",
        ),
        Filter("school", "School", _school_is, every="Every school"),
        Filter("kind", "Capacity", _kind_is, [Choice(*one) for one in PersonKind.choices], every="Every capacity"),
        Filter(
            "role",
            "Role",
            _role_is,
            [Choice(role.key, role.name) for role in ROLES.values()],
            every="Any role or none",
        ),
    ),
    search=("name", "email", "payroll_number"),
    empty="Everybody the policy covers will stand here: staff, trustees, governors, volunteers and others, with where "
    "they are and who leads them. Import the list of the payroll, or add the first person by hand.",
)
