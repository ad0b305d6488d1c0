"""The API: mounts each app's routes, and turns refusals into problem documents."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import ValidationError

from charioteer import __version__
from charioteer.api import problems
from charioteer.api.problems import problem
from charioteer.assurance import api as board_api
from charioteer.channels import register_api
from charioteer.channels.api import router
from charioteer.errors import Refused
from charioteer.people import api as people_api

View = Callable[..., HttpResponseBase]
log = logging.getLogger(__name__)

api = NinjaAPI(
    title="Charioteer",
    version=__version__,
    description=(
        "Public data about the social media channels a school trust lists: reading it needs no key. With a personal "
        "token (`Authorization: Bearer chr_…`) a program reads what its person may read, and never more."
    ),
    urls_namespace="api",
    docs_url=None,  # the usual page loads scripts from elsewhere; ours is plain HTML
    openapi_url="/openapi.json",
)
api.add_router("", router)
api.add_router("", people_api.router)
api.add_router("", register_api.router)
api.add_router("", board_api.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused | type[Refused]) -> HttpResponse:
    """A refusal, as data."""
    assert isinstance(refusal, Refused)
    return problems.of(request, refusal)


@api.exception_handler(Http404)
def not_here(request: HttpRequest, missing: Http404 | type[Http404]) -> HttpResponse:
    """Nothing here, or nothing you may see."""
    return problem(request, 404, "There is nothing at this address. Look at /api/v1/openapi.json.")


@api.exception_handler(ValidationError)
def not_usable(request: HttpRequest, wrong: ValidationError | type[ValidationError]) -> HttpResponse:
    """What was asked breaks the form that openapi.json describes."""
    assert isinstance(wrong, ValidationError)
    names = sorted({str(error["loc"][-1]) for error in wrong.errors if error.get("loc")})
    return problem(request, 422, f"Correct {', '.join(names) or 'the question'}.")


@api.exception_handler(Exception)
def broken(request: HttpRequest, fault: Exception | type[Exception]) -> HttpResponse:
    """Our fault: into the log, and still a body that says it is not a yes."""
    log.error("Internal Server Error: %s", request.path, exc_info=fault if isinstance(fault, Exception) else None)
    words = "Something broke on our side. Until you know, treat the account as not ours. Ask again in a minute."
    if problems.by_token(request):
        words = "Something broke on our side. Ask again in a minute."
    return problem(request, 500, words)


def reading_only(view: View) -> View:
    """Decorate a door that is only read from: HEAD is answered as GET, anything else is a 405 that says so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            told = problem(request, 405, "This is only read from: use GET.")
            told["Allow"] = "GET, HEAD"
            return told
        asked, request.method = request.method, "GET"
        response = view(request, *args, **kwargs)
        request.method = asked  # so that the body of a HEAD is left out
        if problems.by_token(request):
            response["Cache-Control"] = "private, no-store"
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here changes anything, and no cookie is asked for
    return guarded


@reading_only
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address beneath the API: a problem document, never a page."""
    return not_here(request, Http404())


def _read_only_urls() -> tuple[list[URLPattern], str, str]:
    patterns, app, namespace = api.urls
    found = [pattern for pattern in patterns if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = reading_only(pattern.callback)
    return found, app, namespace


urls = _read_only_urls()
"""For `path("api/v1/", api.urls)`."""
