"""How programs ask, on one plain page; the exact description is `openapi.json`."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from charioteer.channels.answers import Answer
from charioteer.channels.bodies import site
from charioteer.channels.public import pages
from charioteer.people import door

_MEANING = {
    Answer.OFFICIAL: (200, "The Trust has shown it to be official. The only yes."),
    Answer.LISTED: (404, "The Trust lists it; its own checks are still under way."),
    Answer.PARTNER: (404, "An outside body runs it, and the school knows of it."),
    Answer.WAS_OFFICIAL: (404, "It was official until a date, and is not now."),
    Answer.NOT_REGISTERED: (404, "It is not on the list, or no longer."),
    Answer.UNKNOWN: (422, "We cannot tell which account is meant."),
}


@door.page
def api(request: HttpRequest) -> HttpResponse:
    """The API in words: addresses, answers, limits."""
    answers = [
        {"answer": answer.value, "status": status, "words": words} for answer, (status, words) in _MEANING.items()
    ]
    limit = settings.VERIFY_PER_MINUTE
    return pages.show(request, "api.html", {"answers": answers, "limit": limit, "site": site()})
