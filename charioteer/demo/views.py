"""Be somebody else: the one door through which somebody signs in without proving who they are."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.demo import personas
from charioteer.demo.guard import on_this_machine
from charioteer.people import second_factor
from charioteer.people.access import who
from charioteer.people.trail import within_reach
from charioteer.people.views import BACKEND

CHOSEN = kind("demo.persona.chosen", "In the demonstration: became somebody", visible=within_reach)


@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Whom one may be."""
    _only_here(request)
    person = who(request)
    now = person.name if person else ""
    return render(request, "demo/personas.html", {"personas": personas.found(), "now": now})


@never_cache
@require_POST
def become(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of them, the second factor counted as proved."""
    _only_here(request)
    user = personas.user_of(key)
    if user is None:
        raise Http404
    logout(request)
    with transaction.atomic():
        login(request, user, backend=BACKEND)
        record(CHOSEN, of=user, by=user.person, now=timezone.now(), trust_id=user.person.trust_id)
    request.session.set_expiry(0)
    record_authentication(request, user, method="password", reauthenticated=True)
    second_factor.proved(request)
    return redirect("mine")


def _only_here(request: HttpRequest) -> None:
    if not on_this_machine(request):
        raise Http404
