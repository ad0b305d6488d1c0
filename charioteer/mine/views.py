"""“Mine to do”, and how one is reminded of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from charioteer.mine import actions, counting, lists
from charioteer.mine.forms import NoticesForm
from charioteer.mine.models import CalendarFeed, Digest, Notices
from charioteer.people.access import signed_in, who
from charioteer.people.models import Person

_SHOWN_ONCE = "calendar feed shown once"


@never_cache
@require_GET
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Everything I owe, by when; and what I do for people who are away."""
    found = lists.of(_person(request), timezone.now())
    counting.keep(_person(request), found)
    return render(request, "mine/mine.html", {"mine": found, "mine_count": counting.words(found)})


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def notices(request: HttpRequest) -> HttpResponseBase:
    """How often I am written to, and my private calendar feed."""
    person = _person(request)
    chosen = Notices.objects.filter(person=person).values_list("digest", flat=True).first()
    form = NoticesForm(request.POST or None, initial={"digest": chosen or Digest.WEEKLY})
    if request.method == "POST" and form.is_valid():
        actions.choose_digest(digest=Digest(form.cleaned_data["digest"]), by=person, now=timezone.now())
        messages.success(request, "Saved.")
        return redirect("notices")
    context: dict[str, Any] = {
        "form": form,
        "feed": CalendarFeed.objects.filter(person=person).first(),
        "address": request.session.pop(_SHOWN_ONCE, "") if request.method == "GET" else "",
        "sends_mail": settings.SENDS_MAIL,
        "to": person.email or (person.user.email if hasattr(person, "user") else ""),
    }
    return render(request, "mine/notices.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def make_feed(request: HttpRequest) -> HttpResponse:
    """Make my feed, or make it anew; its address is shown once."""
    secret = actions.make_feed(by=_person(request), now=timezone.now())
    # Sessions are sealed, so the address lies nowhere in the open until it is shown.
    request.session[_SHOWN_ONCE] = settings.SITE_ADDRESS + reverse("calendar_feed", args=[secret])
    return redirect("notices")


@require_POST
@signed_in
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """Take my feed back."""
    actions.revoke_feed(by=_person(request), now=timezone.now())
    messages.success(request, "Taken back. The address of your calendar feed does not work any more.")
    return redirect("notices")


def _person(request: HttpRequest) -> Person:
    person = who(request)
    assert person is not None  # the door let only somebody through
    return person
