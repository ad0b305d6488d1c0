"""Whether this session still owes a second factor.

A session that began with a password alone stays one, even after the same person sets up a second factor in another
browser: it must prove it too. That is why the session itself remembers the proof.
"""

from datetime import date
from typing import Literal

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from charioteer.errors import NotNow
from charioteer.people.models import User

_PROVED = "second factor proved"


def seeds_open() -> bool:
    """Whether our keys open what is stored of second factors; true while there is none."""
    stored = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk").last()
    try:
        return stored is None or bool(get_adapter().decrypt(stored.data["secret"]))
    except NotNow:
        return False


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
    # The page asks the same person; `request.person` remembers the answer for it.
    person = getattr(request, "person", None) or user.person
    return "set up" if person.needs_second_factor(day) else ""
