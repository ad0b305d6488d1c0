"""Home, health, and the pages people see when something cannot be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def health(request: HttpRequest) -> HttpResponse:
    """Says that the server answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what arrived could not be read."""
    return render(request, "web/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 without a reason of its own (a stale form, say)."""
    return render(request, "web/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing you may see; the same page for both."""
    return render(request, "web/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without the database, which may be what broke."""
    return render(None, "web/broken.html", status=500)
