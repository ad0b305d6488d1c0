"""Where somebody is signed in, and signing out the others."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from charioteer.people import devices
from charioteer.people.access import signed_in
from charioteer.people.actions.sessions import end_session, end_sessions
from charioteer.people.models import Device, User


@never_cache
@require_GET
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """Every browser in which I am signed in."""
    assert isinstance(request.user, User)
    found = request.user.devices.order_by("-last_seen", "pk")
    return render(request, "people/sessions.html", {"devices": found, "here": devices.current(request)})


@require_POST
@signed_in
def end(request: HttpRequest) -> HttpResponse:
    """Sign one of them out, or all but this one."""
    assert isinstance(request.user, User)
    person, now, here = request.user.person, timezone.now(), devices.current(request)
    if request.POST.get("device") == "others":
        ended = end_sessions(person=person, by=person, now=now, but=here)
    else:
        device = _mine(request.user, request.POST.get("device", ""))
        if device.pk == here:
            return redirect("account_logout")
        ended = end_session(device=device, by=person, now=now)
    said = (
        f"Signed out of {ended} other browser{'' if ended == 1 else 's'}." if ended else "Nothing was signed in there."
    )
    messages.success(request, said)
    return redirect("sessions")


def _mine(user: User, asked: str) -> Device:
    found = user.devices.filter(pk=asked).first() if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    if found is None:
        raise Http404
    return found
