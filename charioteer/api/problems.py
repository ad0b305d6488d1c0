"""Why there is no answer, as data (RFC 9457): one form for the public, one for programs that read for somebody."""

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from charioteer.channels import bodies
from charioteer.errors import Refused, TooOften

BY_TOKEN = {"me", "people", "my_duties", "register_channels", "board"}
"""Names of the readings that need a token: no other site's page may read them, so they carry no CORS header."""


def by_token(request: HttpRequest) -> bool:
    """Whether this address needs a token."""
    match = request.resolver_match
    return match is not None and match.url_name in BY_TOKEN


def problem(request: HttpRequest, status: int, detail: str, **more: str) -> HttpResponse:
    """One problem document, for whoever asks.

    Args:
        status: the HTTP status; its phrase is the title.
        detail: what is wrong, and how to mend it.
        more: `who_can` and `clause`, where there are any.
    """
    title = HTTPStatus(status).phrase
    if not by_token(request):
        return bodies.problem(status, title, detail)
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    told = HttpResponse(
        json.dumps(body, ensure_ascii=False).encode(), content_type="application/problem+json", status=status
    )
    told["Cache-Control"] = "private, no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        told["WWW-Authenticate"] = 'Bearer realm="Charioteer"'
    return told


def of(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal, as data: its reason, who could, and the clause behind it."""
    more = {key: value for key in ("who_can", "clause") if (value := getattr(refusal, key))}
    told = problem(request, refusal.status, refusal.reason, **more)
    if isinstance(refusal, TooOften):
        told["Retry-After"] = str(refusal.retry_after)
    return told
