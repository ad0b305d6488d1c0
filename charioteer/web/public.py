"""The home page, and the pages that say what to do today about a fake, a concern or a complaint."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from charioteer.channels import tally
from charioteer.channels.models import Channel
from charioteer.channels.public import changes, listing, pages, places
from charioteer.channels.standing import WORDS, Word
from charioteer.channels.tally import PlaceCount
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
    house = places.house(PER_PAGE)
    context: dict[str, Any] = {**pages.of(house, request), "lately": changes.lately()}
    # A short list is read here, every channel of it; of a longer one the page says how much there is, and where. To
    # count a very long one would take longer than all the rest: then the page names the schools and says no number.
    if house.long:
        context |= {"schools": listing.first_schools(house), "most": places.LONG}
    elif PER_PAGE in house.beyond:
        found = tally.places(tally.tally(Channel.objects.public(), now) or [], listing.all_trusts(house))
        context["places"] = [
            {"name": one.name, "href": places.href(one.anchor, long=True), "counts": _counts(one)} for one in found
        ]
    else:
        context["sections"] = listing.whole(house, now)
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
