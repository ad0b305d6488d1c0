"""`request.person`: who is asking, or None; looked up only when somebody asks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from charioteer.people.models import Person


def person(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.person = SimpleLazyObject(lambda: _person(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _person(request: HttpRequest) -> Person | None:
    return request.user.person if request.user.is_authenticated else None
