"""Whether this session still owes a second factor.

A session that began with a password alone stays one, even after the same person sets up a second factor in another
browser: it must prove it too. That is why the session itself remembers the proof.
"""

from datetime import date
from typing import Literal

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from charioteer.people.models import User

_PROVED = "second factor proved"


def proved(request: HttpRequest) -> None:
    """Remember that this session gave a right code, or set the factor up."""
    request.session[_PROVED] = True


def forget(request: HttpRequest) -> None:
    """The factor is gone, so what this session proved counts for nothing."""
    request.session.pop(_PROVED, None)


def owed(request: HttpRequest, day: date) -> Literal["", "set up", "prove"]:
    """What a signed-in request still owes: nothing, setting a second factor up, or proving the one there is."""
    user = request.user
    assert isinstance(user, User)
    has_one = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    if has_one:
        return "" if request.session.get(_PROVED) else "prove"
    return "set up" if user.person.needs_second_factor(day) else ""
