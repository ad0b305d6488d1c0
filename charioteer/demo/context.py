"""The bar at the top of each page of the demonstration."""

from typing import Any

from django.http import HttpRequest

from charioteer.demo import personas
from charioteer.demo.guard import on_this_machine
from charioteer.people.access import who


def bar(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `demo`, empty wherever nobody may be somebody else."""
    if not on_this_machine(request):
        return {}
    return {"demo": {"office": lambda: _office(request)}}


def _office(request: HttpRequest) -> str:
    person = who(request)
    return personas.office_of(person) if person else ""
