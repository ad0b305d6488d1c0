"""Trusts, schools and centres; the adults in them and the roles they hold; the calendar; how people sign in."""

from charioteer.people.models.calendar import Closure, Term
from charioteer.people.models.leavers import Missing
from charioteer.people.models.persons import Absence, Engagement, Person, PersonKind, RoleHolding
from charioteer.people.models.places import Centre, Mode, School, Trust
from charioteer.people.models.sign_in import Invitation, User

__all__ = [
    "Absence",
    "Centre",
    "Closure",
    "Engagement",
    "Invitation",
    "Missing",
    "Mode",
    "Person",
    "PersonKind",
    "RoleHolding",
    "School",
    "Term",
    "Trust",
    "User",
]
