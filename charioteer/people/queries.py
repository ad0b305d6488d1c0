"""Reads about trusts and who belongs to them."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Prefetch, Q

from charioteer.errors import BadInput
from charioteer.people import holidays
from charioteer.people.calendar import Calendar, Span
from charioteer.people.models import Centre, Closure, Engagement, Person, RoleHolding, School, Term, Trust, User
from charioteer.people.reach import Spot
from charioteer.people.roles import ROLES, Right


def trusts() -> list[Trust]:
    """Every trust of this installation, with its schools and their centres, in the order they were set up."""
    centres = Prefetch("centres", Centre.objects.order_by("name"))
    schools = Prefetch("schools", School.objects.order_by("name").prefetch_related(centres))
    return list(Trust.objects.order_by("pk").prefetch_related(schools))


def the_trust(slug: str = "") -> Trust:
    """Find the trust that is meant when most installations have exactly one.

    Args:
        slug: the trust's short name; needed only where several live together.
    Raises:
        BadInput: there is none, none of that name, or several and no name was given.
    """
    found = list(Trust.objects.order_by("pk"))
    if not found:
        raise BadInput("No trust is set up yet. Run `charioteer init`.", where="trust")
    if not slug and len(found) == 1:
        return found[0]
    names = ", ".join(trust.slug for trust in found)
    for trust in found:
        if trust.slug == slug:
            return trust
    if slug:
        raise BadInput(f"There is no trust called “{slug}” here. Choose one of: {names}.", where="trust")
    raise BadInput(f"Several trusts live here. Say which one: {names}.", where="trust")


def user_by_email(email: str) -> User | None:
    """Find the sign-in of an address, in whatever case it was typed."""
    return User.objects.filter(email__iexact=email.strip()).select_related("person__trust").first()


def places_of(person: Person, day: date) -> set[Spot]:
    """Every place at which somebody holds a role or works on a day; the whole trust if no place is known of them."""
    held: list[RoleHolding | Engagement] = [*person.roles.all(), *person.engagements.all()]
    spots = {
        Spot(one.school_id, one.centre_id)
        for one in held
        if one.from_date <= day and (one.until_date is None or one.until_date >= day)
    }
    return spots or {Spot()}


def who_could_help(
    askers: Collection[Person], day: date, among: Collection[int] | None = None
) -> dict[int, list[Person]]:
    """Who may vouch for each of these people: those whose right to help covers every place of theirs.

    Three queries, however many ask.

    Args:
        askers: people of whatever trusts.
        day: on which the roles must be held.
        among: ids of the persons to look at; None for everybody.
    Returns:
        By the asker's id, the persons, by name.
    """
    places = {one.pk: places_of(one, day) for one in askers}
    schools = {spot.school_id for spots in places.values() for spot in spots}
    keys = [role.key for role in ROLES.values() if Right.HELP_BACK_IN in role.rights]
    running = Q(roles__until_date=None) | Q(roles__until_date__gte=day)
    at = Q(roles__school=None) | Q(roles__school_id__in=schools)
    found = Person.objects.filter(
        running, at, roles__role__in=keys, roles__from_date__lte=day, user__is_active=True
    ).filter(trust__in={one.trust_id for one in askers}, merged_into=None)
    if among is not None:
        found = found.filter(pk__in=among)
    helpers = list(found.distinct().order_by("name", "pk").prefetch_related("roles"))
    reach = {one.pk: one.reach(Right.HELP_BACK_IN, day) for one in helpers}
    return {
        asker.pk: [
            one
            for one in helpers
            if one.pk != asker.pk
            and one.trust_id == asker.trust_id
            and all(reach[one.pk].covers(*spot) for spot in places[asker.pk])
        ]
        for asker in askers
    }


def calendar_for(school_id: int | None, trust_id: int) -> Calendar:
    """The days of one school, or (None) of the trust as a whole. Three queries.

    The trust's terms hold for a school wherever it has none of its own at that time; closures of both count.
    """
    here = Q(trust_id=trust_id) & (Q(school_id=None) | Q(school_id=school_id))
    closures = Closure.objects.filter(here).order_by("first_day", "pk")
    days = holidays.of_trust(trust_id)
    return Calendar(
        terms=terms_of(Term.objects.filter(here), school_id),
        closures=tuple(Span(shut.first_day, shut.last_day, shut.name) for shut in closures),
        bank_holidays=days,
        holidays_until=holidays.known_until(days),
    )


def terms_of(terms: Iterable[Term], school_id: int | None) -> tuple[Span, ...]:
    """The terms that hold at a school, out of all of its trust: its own, and the trust's where it has none."""
    rows = list(terms)
    own = [Span(row.first_day, row.last_day, row.name) for row in rows if school_id and row.school_id == school_id]
    shared = [Span(row.first_day, row.last_day, row.name) for row in rows if row.school_id is None]
    kept = [term for term in shared if not any(term.first <= mine.last and mine.first <= term.last for mine in own)]
    return tuple(sorted(own + kept))


def holders(role: str, trust_id: int, day: date) -> list[Person]:
    """Who holds a role of the trust itself on a day, stand-ins left out."""
    held = Q(roles__role=role, roles__school=None, roles__stands_in=False, roles__from_date__lte=day)
    held &= Q(roles__until_date=None) | Q(roles__until_date__gte=day)
    return list(Person.objects.filter(held, trust_id=trust_id).distinct().order_by("name", "pk"))
