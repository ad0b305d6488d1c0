"""The heads of the log, shown to everybody once an hour, so that anybody can keep one."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from charioteer.audit import queries
from charioteer.audit.heads import SignedHead, public_keys
from charioteer.people import door
from charioteer.people.models import Trust

_KEPT = "max-age=300"


@dataclass(frozen=True)
class Shown:
    """One log, ready for the page."""

    name: str
    head: SignedHead | None
    file: str


@door.page
def page(request: HttpRequest) -> HttpResponse:
    """The newest published head of each log, the keys that signed, and how to keep one."""
    logs = [
        Shown(trust.name, queries.published(trust.pk), reverse("log_head", args=[trust.slug]))
        for trust in Trust.objects.order_by("name")
    ]
    logs.append(Shown("This installation itself", queries.published(None), reverse("log_head_of_installation")))
    return render(request, "web/heads.html", {"logs": logs, "keys": list(public_keys())})


@door.download
def of_trust(request: HttpRequest, slug: str) -> JsonResponse:
    """The newest published head of one trust’s log, as a file for `charioteer verify audit --head`."""
    trust = Trust.objects.filter(slug=slug).first()
    if trust is None:
        raise Http404
    return _file(queries.published(trust.pk), f"head-{trust.slug}.json")


@door.download
def of_installation(request: HttpRequest) -> JsonResponse:
    """The same of the log that belongs to no trust."""
    return _file(queries.published(None), "head-installation.json")


def _file(head: SignedHead | None, name: str) -> JsonResponse:
    said = head.as_json() if head else {"what": "no head is published yet"}
    disposition = f'attachment; filename="{name}"'
    return JsonResponse(said, headers={"Content-Disposition": disposition, "Cache-Control": _KEPT})
