"""What may not be done to the calendar, and why."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from charioteer.errors import BadInput, NotAllowed, Refused
from charioteer.look.dates import long_date
from charioteer.people.access import cannot, who_can
from charioteer.people.models import Closure, Person, School, Term, Trust
from charioteer.people.roles import Right

LONGEST_TERM = timedelta(days=366)
LONGEST_CLOSURE = timedelta(days=92)


def cannot_edit(by: Person, trust: Trust, school: School | None, now: datetime) -> Refused | None:
    """Whether this person may change the days of a school, or (None) of the whole trust."""
    day = timezone.localtime(now).date()
    if by.trust_id != trust.pk:
        return NotAllowed(f"You cannot change the calendar of {trust.name}.", who_can=who_can(Right.EDIT_CALENDAR))
    if refusal := cannot(by, Right.EDIT_CALENDAR, day):
        return refusal
    if by.reach(Right.EDIT_CALENDAR, day).covers(school.pk if school else None):
        return None
    where = school.name if school else "the whole Trust"
    return NotAllowed(f"You look after the calendar of other places, not of {where}.", who_can="An administrator")


def cannot_be_a_term(trust: Trust, school: School | None, first: date, last: date, *, but: int = 0) -> BadInput | None:
    """Whether these days can be a term there; `but` is the term that is being changed."""
    if last < first:
        return _ends_first("term", first, last)
    if last - first >= LONGEST_TERM:
        days = (last - first).days + 1
        return BadInput(f"A term of {days} days is longer than a year. Look at the years you typed.", where="last_day")
    clash = Term.objects.filter(trust=trust, school=school, first_day__lte=last, last_day__gte=first)
    other = clash.exclude(pk=but).order_by("first_day").first()
    if other:
        return BadInput(
            f"These days overlap the term {other.name}, {long_date(other.first_day)} to {long_date(other.last_day)}. "
            "A term begins after the one before has ended.",
            where="first_day",
        )
    return None


def cannot_be_a_closure(first: date, last: date) -> BadInput | None:
    """Whether a place can be shut on these days."""
    if last < first:
        return _ends_first("closure", first, last)
    if last - first >= LONGEST_CLOSURE:
        days = (last - first).days + 1
        return BadInput(
            f"A closure of {days} days is longer than three months. End the term instead, or look at the dates.",
            where="last_day",
        )
    return None


def same_closure(trust: Trust, school: School | None, first: date, last: date, *, but: int = 0) -> BadInput | None:
    """Whether the very same days are entered already."""
    same = Closure.objects.filter(trust=trust, school=school, first_day=first, last_day=last).exclude(pk=but).first()
    return BadInput(f"These days are entered already, as {same.name}.", where="first_day") if same else None


def _ends_first(what: str, first: date, last: date) -> BadInput:
    return BadInput(
        f"The {what} would end on {long_date(last)}, before it begins on {long_date(first)}. Change one of the two.",
        where="last_day",
    )
