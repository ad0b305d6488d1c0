"""The days of a school or a trust."""

from collections.abc import Iterable

from django.db.models import Q

from charioteer.people import holidays
from charioteer.people.calendar import Calendar, Span
from charioteer.people.models import Closure, Term


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
