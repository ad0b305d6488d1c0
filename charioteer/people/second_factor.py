"""Whether this session still owes a second factor.

A session that began with a password alone stays one, even after the same person sets up a second factor in another
browser: it must prove it too. That is why the session itself remembers the proof.
"""

from datetime import date
from typing import Literal

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.http import HttpRequest

from charioteer.people.models import User

_PROVED = "second factor proved"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor. Recovery codes stand in for one, and are none by themselves."""


def proved(request: HttpRequest, user: User | None = None) -> None:
    """Remember that this session gave a right code, used a passkey, or set the factor up.

    Args:
        user: whose factor it was; the session's own if left out. A proof by one person is none for another.
    """
    request.session[_PROVED] = (user or request.user).pk


def forget(request: HttpRequest) -> None:
    """The factor is gone, so what this session proved counts for nothing."""
    request.session.pop(_PROVED, None)


def owed(request: HttpRequest, day: date) -> Literal["", "set up", "prove"]:
    """What a signed-in request still owes: nothing, setting a second factor up, or proving the one there is."""
    user = request.user
    assert isinstance(user, User)
    if factors(user).exists():
        return "" if has_proved(request) else "prove"
    # The page asks the same person; `request.person` remembers the answer for it.
    person = getattr(request, "person", None) or user.person
    return "set up" if person.needs_second_factor(day) else ""


def factors(user: User) -> QuerySet[Authenticator]:
    """The second factors somebody has set up."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type__in=FACTORS)
    return found


def has_proved(request: HttpRequest) -> bool:
    """Whether this session itself proved a second factor."""
    return request.user.pk is not None and request.session.get(_PROVED) == request.user.pk


def way_to_prove(request: HttpRequest) -> str:
    """The name of the address where this person proves theirs: by code if they have an app, else by passkey."""
    assert isinstance(request.user, User)
    app = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
    return "mfa_reauthenticate" if app else "mfa_reauthenticate_webauthn"
