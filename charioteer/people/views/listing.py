"""Everybody within reach: the list, and the list as a file; who holds which office."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from charioteer.exports import About, Column, csv_lines, json_stream, xlsx_stream
from charioteer.look.lists import Export
from charioteer.people import access, actions, rules
from charioteer.people.listing import PEOPLE, choices, people_for
from charioteer.people.models import Person
from charioteer.people.officers import OFFICES, offices_of, schools_for, trust_offices
from charioteer.people.roles import Right

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@require_GET
@access.signed_in
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody within reach; with `format=` the same as a file."""
    person = access.require(request, Right.READ_PEOPLE)
    now = timezone.now()
    day = timezone.localdate(now)
    if (wanted := request.GET.get("format", "")) in _TYPES:
        return _as_file(request, person, wanted)
    page = PEOPLE.read(
        people_for(person, day),
        request.GET,
        choices=choices(person, day, request.GET.get("school", "")),
        exports=rules.cannot_export_people(person, now) is None,
    )
    may = {
        "add": person.may(Right.EDIT_PEOPLE, day),
        "import": rules.cannot_import_people(person, now) is None,
    }
    return render(request, "people/list.html", {"list": page, "may": may})


def _as_file(request: HttpRequest, person: Person, form: str) -> StreamingHttpResponse:
    now = timezone.localtime()
    known = choices(person, now.date(), request.GET.get("school", ""))
    listed = people_for(person, now.date(), Right.EXPORT_PEOPLE)
    export = PEOPLE.export(listed, request.GET, choices=known)
    count = PEOPLE.count(listed, request.GET, choices=known)
    # Who took whom away is in the log before the first byte leaves.
    actions.note_people_export(form=form, about=export.about, count=count, by=person, now=now)
    return StreamingHttpResponse(
        _bytes(form, export, About(f"{person.trust.name}: {export.about}", now, person.name)),
        content_type=_TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="people-{now:%Y-%m-%d}.{form}"',
            "Cache-Control": "no-store",
        },
    )


def _bytes(form: str, export: Export, about: About) -> Iterator[bytes]:
    columns = [Column(key, title) for key, title in zip(export.keys, export.titles, strict=True)]
    if form == "csv":
        return csv_lines(columns, export.rows, about=about)
    if form == "xlsx":
        return xlsx_stream(columns, export.rows, about)
    return json_stream(columns, export.rows, about)


@require_GET
@access.signed_in
def offices(request: HttpRequest) -> HttpResponseBase:
    """Who holds which office today, school by school, vacant ones too."""
    person = access.require(request, Right.READ_PEOPLE)
    day = timezone.localdate()
    page = OFFICES.read(schools_for(person, day), request.GET, exports=False)
    offices_of(person.trust_id, page.objects, day)
    reach = person.reach(Right.READ_PEOPLE, day)
    context: dict[str, Any] = {
        "list": page,
        "trust_offices": trust_offices(person.trust_id, day),
        "all": reach.everywhere,
    }
    return render(request, "people/offices.html", context)
