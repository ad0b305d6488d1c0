"""Who may read what the log says: the usual answer, for kinds of entries that are about a school or the trust."""

from datetime import date

from django.db.models import Q

from charioteer.people.models import Person
from charioteer.people.roles import Right


def within_reach(person: Person, day: date) -> Q:
    """Entries of this person's trust, about the schools over which they may read the log."""
    return Q(trust_id=person.trust_id) & person.reach(Right.READ_TRAIL, day).q()


def by_oneself(person: Person, day: date) -> Q:
    """What somebody did that is nobody else's affair: entries of their own."""
    return Q(trust_id=person.trust_id, actor=f"people.person:{person.pk}")


def sign_ins(person: Person, day: date) -> Q:
    """Entries about signing in: one's own, and for whoever runs the whole Trust's machines, everybody's.

    When colleagues sign in is nobody's reading but theirs who look into a break-in.
    """
    runs_it = person.reach(Right.SEE_WORK, day).everywhere
    return Q(trust_id=person.trust_id) if runs_it else by_oneself(person, day)
