"""The door of every public page: open, or for people who are signed in where the public is not answered."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from charioteer.people.access import who

View = Callable[..., HttpResponseBase]


def page(view: View) -> View:
    """Decorate a page for anybody. With the public switched off, a stranger is led to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.PUBLIC_REGISTER and who(request) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return require_safe(guarded)


def download(view: View) -> View:
    """Decorate a file or feed for anybody. With the public switched off there is nothing here for a stranger."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        must_be_open(request)
        return view(request, *args, **kwargs)

    return require_safe(guarded)


def must_be_open(request: HttpRequest) -> None:
    """Raises Http404 for a stranger where the public is not answered."""
    if not settings.PUBLIC_REGISTER and who(request) is None:
        raise Http404
