"""Turns a refusal, wherever it was raised, into a page that says what cannot be done and who can."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from charioteer.errors import Refused


class refusals:  # noqa: N801 (named in settings as what it does)
    """Middleware: `Refused` becomes its page with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django when a view raises."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "web/refused.html", {"refusal": exception}, status=exception.status)
