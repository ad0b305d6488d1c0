"""Health, what we promise, and the pages people see when something cannot be done."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

MEGABYTE = 1024 * 1024


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Says that the server answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was checked, what was not, and whom to tell."""
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What this site keeps about whoever reads it, and about whoever signs in."""
    limits = {"per_minute": settings.VERIFY_PER_MINUTE, "hours": settings.SESSION_COOKIE_AGE // 3600}
    return render(request, "web/privacy.html", limits)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what arrived could not be read."""
    too_big = isinstance(exception, RequestDataTooBig)
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE
    return render(request, "web/bad_request.html", {"too_big": too_big, "limit": limit}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 without a reason of its own; our own refusals bring one (see `refusals`)."""
    return render(request, "web/forbidden.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without its one-time mark, or with an old one. `reason` is Django's, for developers."""
    return render(request, "web/stale_form.html", {"no_cookie": not request.COOKIES}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing you may see; the same page for both."""
    return render(request, "web/not_found.html", status=404)


def too_often(request: HttpRequest) -> HttpResponse:
    """429: one of the limits on signing in, all of which are counted by the minute."""
    told = render(request, "429.html", status=429)
    told["Retry-After"] = "60"
    return told


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without the database, which may be what broke."""
    return render(None, "web/broken.html", {"quiet": True}, status=500)
