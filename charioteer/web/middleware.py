"""Turns a refusal, wherever it was raised, into a page that says what cannot be done and who can."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from charioteer.errors import Refused
from charioteer.web.refusals import page


class refusals:  # noqa: N801 (named in settings as what it does)
    """Middleware: `Refused` becomes its page with its status; a wrong method gets a page too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and request.method != "HEAD":
            told = render(request, "web/wrong_method.html", status=405)
            told["Allow"] = response["Allow"]
            return told
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django when a view raises."""
        return page(request, exception) if isinstance(exception, Refused) else None
