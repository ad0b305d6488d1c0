"""Who is asking, and whether they may: the two questions every signed-in view begins with."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from charioteer.errors import NotAllowed
from charioteer.people.models import Person
from charioteer.people.roles import ROLES, Right

P = ParamSpec("P")

_MOST_NAMED = 3
# Whom somebody would ask first.
_NEAREST = ("administrator", "headteacher", "ceo", "hr", "dsl", "office", "it_lead", "clerk", "dpo")

_CANNOT: dict[Right, str] = {
    Right.READ_REGISTER: "read the register",
    Right.EDIT_REGISTER: "change the register",
    Right.IMPORT_REGISTER: "import into the register",
    Right.EXPORT_REGISTER: "export the register",
    Right.LOAD_POLICY: "load an edition of the policy",
    Right.SET_PLATFORMS: "decide which platforms are for school use",
    Right.INVITE: "invite somebody",
    Right.HELP_BACK_IN: "help somebody back in",
    Right.READ_PEOPLE: "read the list of people",
    Right.EDIT_PEOPLE: "change who is where",
    Right.IMPORT_PEOPLE: "import people",
    Right.EXPORT_PEOPLE: "export people",
    Right.GIVE_ROLES: "give a role",
    Right.EDIT_CALENDAR: "change the calendar",
    Right.SET_UP: "set up the Trust",
    Right.DECIDE_MODE: "decide whether the Trust goes live",
    Right.READ_BOARD: "read the board",
    Right.ASK_BOARD: "have the board asked anew",
    Right.READ_TRAIL: "read the log",
    Right.EXPORT_TRAIL: "export the log",
    Right.SEE_WORK: "see the work in the background",
}


def who(request: HttpRequest) -> Person | None:
    """The person who is signed in, or None.

    `request.person` is lazy, so `request.person is None` is never true; ask here instead.
    """
    person: Person | None = getattr(request, "person", None)
    return person if person else None


def signed_in(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view that is for people who are signed in; anybody else signs in first and comes back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if who(request) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def require(request: HttpRequest, right: Right) -> Person:
    """Let through only a person who holds a right today.

    Returns:
        The person.
    Raises:
        NotAllowed: says what they cannot do and which role could.
    """
    person = who(request)
    if person is None:
        raise NotAllowed(f"You cannot {_CANNOT[right]} before you sign in.", who_can=who_can(right))
    if refusal := cannot(person, right, timezone.localdate()):
        raise refusal
    return person


def require_everywhere(request: HttpRequest, right: Right) -> Person:
    """The same for what the whole trust shares: the right has to be held for the whole trust. See `require`."""
    person = require(request, right)
    if refusal := cannot_everywhere(person, right, timezone.localdate()):
        raise refusal
    return person


def cannot(person: Person, right: Right, day: date) -> NotAllowed | None:
    """Say why this person may not use this right on that day, or None if they may."""
    if person.may(right, day):
        return None
    return NotAllowed(f"Your role does not let you {_CANNOT[right]}.", who_can=who_can(right))


def cannot_everywhere(person: Person, right: Right, day: date) -> NotAllowed | None:
    """The same for what the whole trust shares, such as its policy: the right has to be held for the whole trust."""
    if refusal := cannot(person, right, day):
        return refusal
    if person.reach(right, day).everywhere:
        return None
    return NotAllowed(
        f"You cannot {_CANNOT[right]}: that is the whole Trust’s, and you have this right for your own schools.",
        who_can="An administrator, or somebody who holds your role for the whole Trust",
    )


def who_can(right: Right) -> str:
    """Name the likeliest roles that hold a right, three at most ("An administrator or the headteacher")."""
    holding = [role for role in ROLES.values() if right in role.rights]
    if ROLES["member"] in holding:
        return "Anybody who holds a role"
    near = sorted(holding, key=lambda role: _NEAREST.index(role.key) if role.key in _NEAREST else len(_NEAREST))
    names = [role.said for role in near[:_MOST_NAMED]]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return listed[:1].upper() + listed[1:]
