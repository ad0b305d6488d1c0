"""Who is asking, and whether they have proved it twice where their role says so."""

from collections.abc import Callable
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from charioteer.people import devices, second_factor
from charioteer.people.models import Person, User

# Open to somebody who still owes a second factor. Everything else, public pages too, waits until it is there.
_SET_UP = {"second_factor", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
_PROVE = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
_ALWAYS = {"account_logout", "invitation", "health", "back_in", "back_in_cancel"}


def person(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `request.person` is who is asking, or None; looked up only when somebody asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.person = SimpleLazyObject(lambda: _person(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _person(request: HttpRequest) -> Person | None:
    if not request.user.is_authenticated:
        return None
    person: Person = request.user.person
    person.remember_acting(timezone.localdate())  # a page asks what they may do several times over
    return person


class proves_twice:  # noqa: N801 (named in settings as what it does)
    """Middleware: leads a person whose role asks for a second factor to its set-up, or to its proof."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Called by Django once it knows which page is asked for."""
        # Somebody without a session is nobody: the public path touches neither session nor database here.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        name = match.url_name if match and not match.namespaces else None
        if name in _ALWAYS:
            return None
        owed = second_factor.owed(request, timezone.localdate())
        if owed == "set up" and name not in _SET_UP:
            return redirect("second_factor")
        if owed == "prove" and name not in _PROVE:
            way = reverse(second_factor.way_to_prove(request))
            return redirect(f"{way}?{urlencode({REDIRECT_FIELD_NAME: _back(request)})}")
        return None


class remembers_browser:  # noqa: N801 (named in settings as what it does)
    """Middleware: keeps the list of browsers somebody is signed in with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Called by Django once it knows which page is asked for."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            devices.note(request, request.user, timezone.now())


def _back(request: HttpRequest) -> str:
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL
