"""How a refusal is told on a page: its first sentence, the rest, who can, where back leads."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from charioteer.errors import BadInput, NotNow, Refused, TooOften

LONGEST_HEADING = 90
_SENTENCE_END = re.compile(r"(?<=[.?!”])\s+(?=[A-Z“])")


@dataclass(frozen=True)
class Telling:
    """The words of one refusal page."""

    heading: str
    lead: str


def tell(refusal: Refused) -> Telling:
    """Turn a reason into a heading and what follows it.

    Args:
        refusal: its reason is one or two sentences; the first becomes the heading when it is short enough.
    """
    sentences = _SENTENCE_END.split(refusal.reason.strip(), maxsplit=1)
    first = sentences[0]
    if len(first) > LONGEST_HEADING:
        return Telling(_heading(refusal), refusal.reason)
    return Telling(first.removesuffix("."), sentences[1] if len(sentences) > 1 else "")


def page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal, with its status."""
    context = {"refusal": refusal, "telling": tell(refusal), "back": _back(request)}
    response = render(request, "web/refused.html", context, status=refusal.status)
    if isinstance(refusal, TooOften):
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _heading(refusal: Refused) -> str:
    if isinstance(refusal, TooOften):
        return "Asked too many times"
    if isinstance(refusal, BadInput):
        return "We cannot use that"
    return "Not now" if isinstance(refusal, NotNow) else "You cannot do this"


def _back(request: HttpRequest) -> str:
    # Only to a page of this site, and never to the very address that refused.
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "" if address == request.get_full_path() and request.method == "GET" else address
