"""Trusts, schools and centres; the adults in them and the roles they hold; the calendar; how people sign in."""

from charioteer.people.models.calendar import Closure, Term
from charioteer.people.models.leavers import Missing
from charioteer.people.models.persons import Absence, Engagement, Person, PersonKind, RoleHolding
from charioteer.people.models.places import Centre, Mode, School, Trust
from charioteer.people.models.set_up import ModeDecision, ModeRequest, NoSuchOffice, Outcome
from charioteer.people.models.sign_in import Invitation, User
from charioteer.people.models.ways_in import ApiToken, Device, HelpRequest

__all__ = [
    "Absence",
    "ApiToken",
    "Centre",
    "Closure",
    "Device",
    "Engagement",
    "HelpRequest",
    "Invitation",
    "Missing",
    "Mode",
    "ModeDecision",
    "ModeRequest",
    "NoSuchOffice",
    "Outcome",
    "Person",
    "PersonKind",
    "RoleHolding",
    "School",
    "Term",
    "Trust",
    "User",
]
