"""How every public page is made."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from charioteer.channels.public.places import House
from charioteer.people.models import Trust


def only_trust() -> Trust | None:
    """The trust of this installation; None where there is none yet, or several."""
    found = list(Trust.objects.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Render one public page.

    Args:
        template: its name in `channels/public/`.
        context: what it says.
        status: its HTTP status.
    """
    return render(request, f"channels/public/{template}", context, status=status)


def of(house: House, request: HttpRequest) -> dict[str, Any]:
    """What is known of the house already, so that the page's shell need not ask again."""
    return {} if getattr(request, "person", None) else {"trust": house.trust}


def bare(address: str) -> str:
    """An address as people read it aloud: without scheme, "www." or a last stroke."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/") if "://" in address else address
