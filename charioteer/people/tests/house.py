"""People at places, for tests about who is where as what."""

from datetime import date, timedelta

from charioteer.people.models import Absence, Engagement, Person, RoleHolding, School, Trust
from charioteer.people.tests.cast import NOW

TODAY = NOW.date()
LONG_AGO = date(2020, 9, 1)


def days(number: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=number)


def somebody(trust: Trust, name: str, *schools: School, email: str = "", payroll_number: str = "") -> Person:
    """On the list, without a sign-in; a member of staff of each school."""
    found = Person.objects.create(trust=trust, name=name, email=email, payroll_number=payroll_number)
    for school in schools:
        engaged(found, school)
    return found


def engaged(person: Person, school: School | None, **more: object) -> Engagement:
    """A member of staff at a school; None is the trust itself."""
    return Engagement.objects.create(
        **{"person": person, "kind": "staff", "school": school, "from_date": LONG_AGO, **more}
    )


def holds(person: Person, role: str, school: School | None = None, **more: object) -> RoleHolding:
    """A role, held since long ago."""
    return RoleHolding.objects.create(
        **{"person": person, "role": role, "school": school, "from_date": LONG_AGO, **more}
    )


def away(person: Person, deputy: Person | None = None, *, first: int = -1, last: int | None = None) -> Absence:
    """Away from so many days from today until so many."""
    until = None if last is None else days(last)
    return Absence.objects.create(person=person, deputy=deputy, from_date=days(first), until_date=until)
