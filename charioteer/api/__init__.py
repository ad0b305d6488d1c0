"""The API: mounts each app's routes, and turns refusals into problem documents."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import ValidationError

from charioteer import __version__
from charioteer.channels import bodies
from charioteer.channels.api import router
from charioteer.errors import Refused, TooOften

View = Callable[..., HttpResponseBase]
log = logging.getLogger(__name__)

api = NinjaAPI(
    title="Charioteer",
    version=__version__,
    description="Public data about the social media channels a school trust lists. Reading needs no key.",
    urls_namespace="api",
    docs_url=None,  # the usual page loads scripts from elsewhere; ours is plain HTML
    openapi_url="/openapi.json",
)
api.add_router("", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused | type[Refused]) -> HttpResponse:
    """A refusal, as data."""
    assert isinstance(refusal, Refused)
    told = bodies.problem(refusal.status, HTTPStatus(refusal.status).phrase, refusal.reason)
    if isinstance(refusal, TooOften):
        told["Retry-After"] = str(refusal.retry_after)
    return told


@api.exception_handler(Http404)
def not_here(request: HttpRequest, missing: Http404 | type[Http404]) -> HttpResponse:
    """Nothing here, or nothing you may see."""
    return bodies.problem(404, "Not Found", "There is nothing at this address. Look at /api/v1/openapi.json.")


@api.exception_handler(ValidationError)
def not_usable(request: HttpRequest, wrong: ValidationError | type[ValidationError]) -> HttpResponse:
    """What was asked breaks the form that openapi.json describes."""
    assert isinstance(wrong, ValidationError)
    names = sorted({str(error["loc"][-1]) for error in wrong.errors if error.get("loc")})
    return bodies.problem(422, "Unprocessable Entity", f"Correct {', '.join(names) or 'the question'}.")


@api.exception_handler(Exception)
def broken(request: HttpRequest, fault: Exception | type[Exception]) -> HttpResponse:
    """Our fault: into the log, and still a body that says it is not a yes."""
    log.error("Internal Server Error: %s", request.path, exc_info=fault if isinstance(fault, Exception) else None)
    words = "Something broke on our side. Until you know, treat the account as not ours. Ask again in a minute."
    return bodies.problem(500, "Internal Server Error", words)


def reading_only(view: View) -> View:
    """Decorate a door that is only read from: HEAD is answered as GET, anything else is a 405 that says so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            told = bodies.problem(405, "Method Not Allowed", "This is only read from: use GET.")
            told["Allow"] = "GET, HEAD"
            return told
        asked, request.method = request.method, "GET"
        response = view(request, *args, **kwargs)
        request.method = asked  # so that the body of a HEAD is left out
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here changes anything, and no cookie is asked for
    return guarded


def _read_only_urls() -> tuple[list[URLPattern], str, str]:
    patterns, app, namespace = api.urls
    found = [pattern for pattern in patterns if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = reading_only(pattern.callback)
    return found, app, namespace


urls = _read_only_urls()
"""For `path("api/v1/", api.urls)`."""
