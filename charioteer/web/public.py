"""The home page, and the pages that say what to do today about a fake, a concern or a complaint."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from charioteer.channels import queries
from charioteer.channels.public import changes, listing, places
from charioteer.channels.queries import PlaceCount
from charioteer.channels.standing import WORDS, Word
from charioteer.look.lists.asked import PER_PAGE
from charioteer.people import door


@dataclass(frozen=True, slots=True)
class Count:
    """How many channels of one standing a place has, ready to be shown."""

    count: int
    word: str
    shape: str


@door.page
def home(request: HttpRequest) -> HttpResponse:
    """The one box, where else to turn, our schools' channels, and what changed lately."""
    now = timezone.now()
    context: dict[str, Any] = {"lately": changes.lately()}
    # A short list is read here, every channel of it; of a long one the page says how much there is, and where.
    if places.more_than(PER_PAGE):
        found = queries.places(now)
        context["places"] = [
            {"name": one.name, "href": places.href(one.anchor, long=True), "counts": _counts(one)} for one in found
        ]
    else:
        context["sections"] = listing.whole(now)
    return render(request, "web/home.html", context)


@door.page
def report_a_fake(request: HttpRequest) -> HttpResponse:
    """What to do today about an account that pretends to be a school's."""
    return render(request, "web/report_a_fake.html")


@require_safe
def report_a_concern(request: HttpRequest) -> HttpResponse:
    """What to do today about a worry for a child. No switch closes this page: it tells where help is."""
    return render(request, "web/report_a_concern.html")


@door.page
def complaints(request: HttpRequest) -> HttpResponse:
    """The way to an answer."""
    return render(request, "web/complaints.html")


def _counts(place: PlaceCount) -> list[Count]:
    known = ((word, place.counts.get(word.value, 0)) for word in Word)
    return [Count(count, WORDS[word].lower(), word.value) for word, count in known if count]
