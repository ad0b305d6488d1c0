"""The public list of channels, and one channel's own page with its QR code."""

import io
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from charioteer.channels import queries
from charioteer.channels.answers import ADVICE, CLOSED_ADVICE, Answer, answer_for
from charioteer.channels.models import Channel
from charioteer.channels.public import changes, listing, pages, places
from charioteer.channels.public.rows import PublicRow, rows
from charioteer.people import door

_CHANGES_SHOWN = 20


@door.page
def register(request: HttpRequest) -> HttpResponse:
    """Every channel, school by school; a long list first asks for the school."""
    now, house = timezone.now(), places.house()
    narrowed = request.GET.get("q", "").strip() or request.GET.get("place", "")
    known = {**pages.of(house, request), "now": now}
    if house.long and not narrowed:
        schools = listing.schools_of(request.GET, house)
        return pages.show(
            request, "schools.html", {**known, "list": schools, "links": listing.links(schools.objects, house)}
        )
    page = listing.page_of(request.GET, house=house, now=now)
    return pages.show(
        request, "register.html", {**known, "list": page, "sections": listing.sections(page.objects, house, now)}
    )


@door.page
def channel(request: HttpRequest, ref: str) -> HttpResponse:
    """One channel: the answer first, then what it is for and what changed."""
    now = timezone.now()
    found = _listed(ref)
    row = rows([found], now)[0]
    answer, why = answer_for(row.standing, was_official=row.official_until is not None, outside=row.outside)
    context = {
        "trust": found.trust,
        "row": row,
        "answer": answer,
        "why": why.value,
        "advice": CLOSED_ADVICE if answer is Answer.NOT_REGISTERED else ADVICE[answer],
        "shown_address": pages.bare(row.address),
        "changes": [{"at": one.at, "words": changes.words(one)} for one in queries.changes_of(found)[:_CHANGES_SHOWN]],
        "qr": qr_inline(row),
        "page_address": settings.SITE_ADDRESS + row.page,
        "now": now,
    }
    return pages.show(request, "channel.html", context)


@door.download
def qr(request: HttpRequest, ref: str) -> HttpResponse:
    """The QR code of a channel's own page, as a file for posters and letters."""
    row = rows([_listed(ref)], timezone.now())[0]
    made = io.BytesIO()
    segno.make(settings.SITE_ADDRESS + row.page, micro=False, error="m").save(
        made, kind="svg", scale=8, title=f"Check {row.name} on the Trust’s own list"
    )
    response = HttpResponse(made.getvalue(), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="channel-{row.ref}-qr.svg"'
    return response


def qr_inline(row: PublicRow) -> SafeString:
    """The same code as part of a page; what it says stands beside it in words."""
    code = segno.make(settings.SITE_ADDRESS + row.page, micro=False, error="m")
    options: dict[str, Any] = {"scale": 4, "omitsize": True, "svgclass": "ch-qr", "lineclass": None}
    drawn = code.svg_inline(**options)
    return mark_safe(drawn.replace("<svg ", '<svg role="img" aria-label="QR code of this page" ', 1))  # noqa: S308 (made from our own address)


def _listed(ref: str) -> Channel:
    found = queries.public_register().filter(ref=ref).first()
    if found is None:
        raise Http404
    return found
