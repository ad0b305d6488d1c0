"""On which days people are written to: working days of weeks in which the trust works."""

from datetime import date, timedelta

from django.db.models import Q

from charioteer.people.models import Closure, Term


def first_working_day(trust_id: int, day: date) -> date | None:
    """The first working day of the week that holds this day; None if nobody works in it.

    A trust that has written no terms down works every week. Its schools' own terms count as well: somebody is there.
    """
    monday = day - timedelta(days=day.weekday())
    return next((one for one in _weekdays(monday) if works(trust_id, one)), None)


def works(trust_id: int, day: date) -> bool:
    """Whether somebody of the trust works on that day."""
    if day.weekday() > 4:
        return False
    on = Q(first_day__lte=day, last_day__gte=day)
    terms = Term.objects.filter(trust_id=trust_id)
    if Closure.objects.filter(on, trust_id=trust_id, school=None).exists():
        return False
    return terms.filter(on).exists() or not terms.exists()


def _weekdays(monday: date) -> list[date]:
    return [monday + timedelta(days=days) for days in range(5)]
