"""A school year as one list: terms, closures and bank holidays in the order of their days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from charioteer.look.dates import long_date
from charioteer.people.calendar import Calendar, Span, academic_year
from charioteer.people.models import Closure, School, Term, Trust
from charioteer.people.reach import Reach

MOST_IN_A_BOX = 300
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """One line of the year.

    Args:
        first: its first day.
        last: its last day.
        name: what it is called.
        kind: "Term", "Closure", "Bank holiday".
        whose: which place's it is.
        href: where it is changed; "" for whoever may not.
        note: why it does not count here ("the school has terms of its own").
    """

    first: date
    last: date
    name: str
    kind: str
    whose: str
    href: str = ""
    note: str = ""

    @property
    def when(self) -> str:
        """Its days in words."""
        if self.first == self.last:
            return long_date(self.first)
        return f"{long_date(self.first)} to {long_date(self.last)}"


@dataclass(frozen=True)
class Year:
    """One school year of one place, and what it adds up to."""

    span: Span
    rows: tuple[Row, ...]
    school_days: int
    working_days: int
    all_terms: bool

    @property
    def earlier(self) -> int:
        """The year before, by the number in its address."""
        return self.span.first.year - 1

    @property
    def later(self) -> int:
        """The year after."""
        return self.span.first.year + 1


def year_of(text: str, today: date) -> Span:
    """The school year an address asks for ("2026" is 2026/27), or the one that runs today."""
    if text.isascii() and text.isdecimal() and 2000 <= int(text[:5]) <= 2100:
        return academic_year(date(int(text), 9, 1))
    return academic_year(today)


def read(trust: Trust, school: School | None, calendar: Calendar, span: Span, reach: Reach) -> Year:
    """The lines of one year, each with its way to change it where `reach` covers it. Two queries."""
    rows = [*_terms(trust, school, calendar, span, reach), *_closures(trust, school, span, reach)]
    for day, name in calendar.bank_holidays.items():
        if span.first <= day <= span.last:
            rows.append(Row(day, day, name, "Bank holiday", "England"))
    days = [span.first + index * _DAY for index in range((span.last - span.first).days + 1)]
    return Year(
        span,
        tuple(sorted(rows, key=lambda row: (row.first, row.last, row.kind, row.name))),
        sum(calendar.is_school_day(day) for day in days),
        sum(calendar.is_working_day(day) for day in days),
        calendar.enough_terms(span.first + 60 * _DAY),
    )


def schools_in_reach(trust: Trust, reach: Reach) -> list[School]:
    """The schools whose days somebody may change."""
    return list(trust.schools.filter(reach.q("pk")).order_by("name", "pk"))


def find(schools: Sequence[School], asked: str) -> School | None:
    """The school an address names: by its short name, or by the beginning of its name."""
    wanted = asked.strip().casefold()[:200]
    if not wanted:
        return None
    exact = (one for one in schools if wanted in {one.slug, one.name.casefold()})
    return next(exact, None) or next((one for one in schools if one.name.casefold().startswith(wanted)), None)


def _terms(trust: Trust, school: School | None, calendar: Calendar, span: Span, reach: Reach) -> list[Row]:
    here = Q(school=None) | Q(school=school) if school else Q(school=None)
    found = Term.objects.filter(here, trust=trust, first_day__lte=span.last, last_day__gte=span.first)
    rows = []
    for term in found.select_related("school"):
        counts = Span(term.first_day, term.last_day, term.name) in calendar.terms
        note = "" if counts else "Does not count here: the school has a term of its own at that time."
        rows.append(_row(term, "Term", "terms", trust, reach, note))
    return rows


def _closures(trust: Trust, school: School | None, span: Span, reach: Reach) -> list[Row]:
    here = Q(school=None) | Q(school=school) if school else Q(school=None)
    found = Closure.objects.filter(here, trust=trust, first_day__lte=span.last, last_day__gte=span.first)
    return [_row(shut, "Closure", "closures", trust, reach, "") for shut in found.select_related("school")]


def _row(entry: Term | Closure, kind: str, part: str, trust: Trust, reach: Reach, note: str) -> Row:
    href = reverse("calendar_entry", args=[part, entry.pk]) if reach.covers(entry.school_id) else ""
    whose = entry.school.name if entry.school else "The whole Trust"
    return Row(entry.first_day, entry.last_day, entry.name, kind, whose, href, note)
