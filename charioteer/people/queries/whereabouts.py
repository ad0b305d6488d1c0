"""Where people are, which roles hang on it, and whom some words mean."""

from datetime import date

from charioteer.errors import BadInput
from charioteer.people.models import Engagement, Person, RoleHolding
from charioteer.people.models.acting import lasting


def places_of(person: Person, day: date) -> set[tuple[int | None, int | None]]:
    """Where somebody is or will be, as school and centre; where they were, if they are nowhere any more."""
    spots = ("school_id", "centre_id")
    engaged, held = person.engagements.all(), person.roles.all()
    found: set[tuple[int | None, int | None]] = set(engaged.filter(lasting(day)).values_list(*spots))
    found |= set(held.filter(lasting(day)).values_list(*spots))
    return found or set(engaged.values_list(*spots)) | set(held.values_list(*spots))


def roles_that_end(engagement: Engagement, last_day: date) -> list[RoleHolding]:
    """The roles that would end if somebody left a place on a day.

    Those at its school, if they are not engaged there otherwise; every role, if they are engaged nowhere any more.
    """
    after = RoleHolding.objects.filter(person=engagement.person_id).exclude(until_date__lte=last_day).order_by("pk")
    others = Engagement.objects.filter(person=engagement.person_id).exclude(pk=engagement.pk)
    schools = set(others.exclude(until_date__lte=last_day).values_list("school_id", flat=True))
    if not schools:
        return list(after)
    return [] if engagement.school_id in schools else list(after.filter(school=engagement.school))


def school_of(person: Person, day: date) -> int | None:
    """The school whose log tells what happens to somebody who is at several; None is the trust's own."""
    return min((school for school, _ in places_of(person, day) if school is not None), default=None)


def find_person(said: str, *, by: Person, seen: bool = False) -> Person:
    """The one person some words mean: by address or payroll number in the whole trust, by name among those one sees.

    Args:
        seen: only among those one sees, however they are named.
    Raises:
        BadInput: nobody, or several.
    """
    said = " ".join(said.split())
    mine = Person.objects.visible_to(by) if seen else Person.objects.filter(trust=by.trust_id, merged_into=None)
    exact = mine.filter(email__iexact=said) if "@" in said else mine.filter(payroll_number=said)
    found = list(exact[:2]) or list(Person.objects.visible_to(by).filter(name__iexact=said)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"Several people are called {said}. Type the e-mail address or payroll number.")
    raise BadInput(f"Nobody on the list is “{said}”. Type their e-mail address, payroll number or whole name.")
