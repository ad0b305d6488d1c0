"""Whose site this is, for the shell of every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from charioteer.people.models import Trust


def trust(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `trust`, looked up (one query) only when a template asks.

    The trust of the person signed in; else the only one installed; else None, and a page about one of several says
    which by putting its own `trust` in the context.
    """
    return {"trust": SimpleLazyObject(lambda: _trust(request))}


def _trust(request: HttpRequest) -> Trust | None:
    if person := getattr(request, "person", None):
        return person.trust  # type: ignore[no-any-return]
    installed = Trust.objects.order_by("pk")[:2]
    return installed[0] if len(installed) == 1 else None
