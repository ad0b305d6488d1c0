"""The API for programs that read for somebody: who that is, the people they may read of, what they owe."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.params import functions as param

from charioteer.duties import DUTIES, Duty, Owed
from charioteer.people import access, links
from charioteer.people.actions.reading import note_people_read
from charioteer.people.bearer import REFUSALS, Bearer, problems, token_of
from charioteer.people.models import Engagement, Person, RoleHolding
from charioteer.people.reach import Reach
from charioteer.people.roles import Right

router = Router(tags=["For somebody, by token"], auth=Bearer())
PAGE = 100


class Place(Schema):
    """Where something is held. Both empty: the whole trust."""

    school: str | None = Field(description="The school's name; null for the trust itself.")
    centre: str | None = Field(description="The centre's name, if it is about one centre of the school.")


class Held(Place):
    """A role somebody holds today."""

    role: str = Field(description="Its key, as docs/reference/roles.md lists them.")
    name: str = Field(description="As people say it.")
    since: date
    until: date | None = Field(description="Its last day, if that is known.")


class Works(Place):
    """In what capacity somebody is somewhere today."""

    kind: str = Field(description="staff, trustee, governor, volunteer, …")
    job_title: str
    since: date
    until: date | None


class Token(Schema):
    """The token that was used."""

    name: str
    ends_on: date = Field(description="Its last day.")


class Me(Schema):
    """For whom the token reads."""

    id: int
    name: str
    email: str
    trust: str = Field(description="The trust's short name.")
    trust_name: str
    roles: list[Held]
    rights: list[str] = Field(description="What these roles let them do somewhere, today.")
    token: Token


class Adult(Schema):
    """One adult, with what holds today within one's reach."""

    id: int
    name: str
    email: str
    roles: list[Held]
    works: list[Works]


class PeoplePage(Schema):
    """Some people, in the order they came."""

    people: list[Adult]
    next: str | None = Field(description="Address of the next page; null on the last.")


class Due(Schema):
    """One thing to do."""

    key: str = Field(description="The same tomorrow, as long as it is owed.")
    kind: str
    words: str = Field(description="What to do.")
    why: str
    due: datetime | None
    since: datetime | None
    minutes: int = Field(description="How long it takes, roughly; 0 if nobody knows.")
    page: str | None = Field(description="Where it is done.")


class Owing(Schema):
    """All one owes, by date."""

    duties: list[Due]


@router.get(
    "/me",
    response={200: Me, **REFUSALS},
    operation_id="me",
    url_name="me",
    openapi_extra=problems(),
    summary="For whom this token reads, and what they may",
    description="Needs no right.",
)
def me(request: HttpRequest) -> dict[str, Any]:
    """The person behind the token."""
    person, today, token = _person(request), timezone.localdate(), token_of(request)
    held = person.holdings_on(today).select_related("school", "centre").order_by("pk")
    return {
        "id": person.pk,
        "name": person.name,
        "email": person.email,
        "trust": person.trust.slug,
        "trust_name": person.trust.name,
        "roles": [_held(one) for one in held],
        "rights": [right.value for right in Right if person.may(right, today)],
        "token": {"name": token.name, "ends_on": token.ends_on},
    }


@router.get(
    "/people",
    response={200: PeoplePage, **REFUSALS},
    operation_id="people",
    url_name="people",
    openapi_extra=problems(),
    summary="The people at the places you may read of, a hundred at a time",
    description="Needs the right `read_people`. The first page is noted in the log.",
)
def people(
    request: HttpRequest,
    after: Annotated[
        int, param.Query(ge=0, le=2**53, description="The id where the page before ended; its `next` has it.")
    ] = 0,
) -> dict[str, Any]:
    """One page of people."""
    person, today = access.require(request, Right.READ_PEOPLE), timezone.localdate()
    if not after:
        note_people_read(by=person, now=timezone.now())
    found = list(_people(person, person.reach(Right.READ_PEOPLE, today), today).filter(pk__gt=after)[: PAGE + 1])
    following = f"{links.to('api:people')}?after={found[PAGE - 1].pk}" if len(found) > PAGE else None
    return {"people": [_listed(one) for one in found[:PAGE]], "next": following}


@router.get(
    "/duties/mine",
    response={200: Owing, **REFUSALS},
    operation_id="my_duties",
    url_name="my_duties",
    openapi_extra=problems(),
    summary="What you owe today",
    description="The soonest first. Needs no right.",
)
def my_duties(request: HttpRequest) -> dict[str, Any]:
    """Every duty of the person behind the token, the soonest first."""
    person, now = _person(request), timezone.now()
    found = [(duty, owed) for duty in DUTIES.values() for owed in duty.ask([person.pk], now)]
    found.sort(key=lambda one: (one[1].due is None, one[1].due or now, one[1].key))
    return {"duties": [_due(duty, owed) for duty, owed in found]}


def _person(request: HttpRequest) -> Person:
    person = access.who(request)
    assert person is not None  # Bearer let nobody else through
    return person


def _running(day: date) -> Q:
    return Q(from_date__lte=day) & (Q(until_date=None) | Q(until_date__gte=day))


def _people(person: Person, reach: Reach, day: date) -> QuerySet[Person]:
    within = _running(day) & reach.q("school_id", "centre_id")
    roles = RoleHolding.objects.filter(within).select_related("school", "centre").order_by("pk")
    works = Engagement.objects.filter(within).select_related("school", "centre").order_by("pk")
    found = Person.objects.visible_to(person).filter(merged_into=None).order_by("pk")
    if not reach.everywhere:
        at = RoleHolding.objects.filter(within).values("person"), Engagement.objects.filter(within).values("person")
        found = found.filter(Q(pk__in=at[0]) | Q(pk__in=at[1]))
    return found.prefetch_related(Prefetch("roles", roles), Prefetch("engagements", works))


def _listed(one: Person) -> dict[str, Any]:
    works = [{"kind": spell.kind, "job_title": spell.job_title, **_spell(spell)} for spell in one.engagements.all()]
    return {
        "id": one.pk,
        "name": one.name,
        "email": one.email,
        "roles": [_held(held) for held in one.roles.all()],
        "works": works,
    }


def _held(held: RoleHolding) -> dict[str, Any]:
    return {"role": held.role, "name": held.get_role_display(), **_spell(held)}


def _spell(spell: RoleHolding | Engagement) -> dict[str, Any]:
    return {
        "school": spell.school.name if spell.school else None,
        "centre": spell.centre.name if spell.centre else None,
        "since": spell.from_date,
        "until": spell.until_date,
    }


def _due(duty: Duty, owed: Owed) -> dict[str, Any]:
    try:
        page = links.to(duty.url_name, *owed.args)
    except NoReverseMatch:
        page = None
    said = {"key": owed.key, "kind": duty.kind, "words": owed.words, "why": owed.why, "minutes": owed.minutes}
    return {**said, "due": owed.due, "since": owed.since, "page": page}
