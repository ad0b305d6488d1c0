"""On which days people are written to: the working days on which somewhere in the trust a term runs."""

from datetime import date

from charioteer.people.models import Term
from charioteer.people.queries import calendar_for


def works(trust_id: int, day: date) -> bool:
    """Whether somebody of the trust works on that day.

    A school with terms of its own counts as well: somebody is there. Where no terms are entered, every working day
    counts.
    """
    calendar = calendar_for(None, trust_id)
    if not calendar.is_working_day(day) or calendar.is_shut(day):
        return False
    if calendar.is_school_day(day) or not calendar.knows(day):
        return True
    own = Term.objects.filter(trust_id=trust_id, first_day__lte=day, last_day__gte=day).exclude(school=None)
    schools = own.order_by().values_list("school_id", flat=True).distinct()
    return any(calendar_for(school_id, trust_id).is_school_day(day) for school_id in schools)
