"""Finding the person an address means, within whom one may see; a refusal laid on the form it is about."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from charioteer.errors import BadInput, Refused
from charioteer.look.forms import Form
from charioteer.people import access
from charioteer.people.models import Person


def person_for(request: HttpRequest, pk: int) -> tuple[Person, Person]:
    """Who asks, and the person they mean.

    Raises:
        Http404: there is none, or they are not within reach: the same answer for both.
    """
    by = access.who(request)
    found = Person.objects.visible_to(by).filter(pk=pk).select_related("trust").first() if by else None
    if by is None or found is None:
        raise Http404
    return by, found


@dataclass(frozen=True)
class Asked:
    """One form on one page: what it is called, what it does, and the word on its button."""

    title: str
    lead: str
    verb: str
    person: Person | None = None
    notes: list[str] = field(default_factory=list)

    def show(self, request: HttpRequest, form: Form, refusal: Refused | None = None) -> HttpResponse:
        """The page; with a refusal laid on the form, so that what was typed stays."""
        if refusal is not None:
            where = refusal.where if isinstance(refusal, BadInput) else ""
            form.add_error(where if where in form.fields else None, refusal.reason)
        status = refusal.status if refusal else 422 if form.errors else 200
        context: dict[str, Any] = {"form": form, "asked": self, "back": self._back()}
        return render(request, "people/form.html", context, status=status)

    def _back(self) -> str:
        return reverse("people_person", args=[self.person.pk]) if self.person else reverse("people")
