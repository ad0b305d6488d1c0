"""The register for people who are signed in: the list, and the list as a file."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from charioteer.channels import actions, rules
from charioteer.channels.listing import REGISTER, choices, for_export
from charioteer.channels.queries import register
from charioteer.exports import About, Column, csv_lines, json_stream, xlsx_stream
from charioteer.look.lists import Export
from charioteer.people import access
from charioteer.people.models import Person
from charioteer.people.roles import Right

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@require_GET
@access.signed_in
def channels(request: HttpRequest) -> HttpResponseBase:
    """Every channel of the person's trust; with `format=` the same as a file."""
    person = access.require(request, Right.READ_REGISTER)
    now = timezone.now()
    if (wanted := request.GET.get("format", "")) in _TYPES:
        return _as_file(request, person, wanted)
    page = REGISTER.read(
        register(person),
        request.GET,
        choices=choices(person, request.GET.get("school", "")),
        exports=rules.cannot_export(person, now) is None,
    )
    may = {"add": rules.cannot_add(person, now) is None, "import": rules.cannot_import(person, now) is None}
    return render(request, "channels/register.html", {"list": page, "may": may})


def _as_file(request: HttpRequest, person: Person, form: str) -> StreamingHttpResponse:
    now = timezone.localtime()
    known = choices(person, request.GET.get("school", ""))
    export = REGISTER.export(for_export(person), request.GET, choices=known)
    count = REGISTER.count(register(person), request.GET, choices=known)
    # Who took what away is in the log before the first byte leaves.
    actions.note_export(trust=person.trust, form=form, about=export.about, count=count, by=person, now=now)
    name = f"register-{now:%Y-%m-%d}.{form}"
    return StreamingHttpResponse(
        _bytes(form, export, About(f"{person.trust.name}: {export.about}", now, person.name)),
        content_type=_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _bytes(form: str, export: Export, about: About) -> Iterator[bytes]:
    columns = [Column(key, title) for key, title in zip(export.keys, export.titles, strict=True)]
    # No transaction around it: on SQLite a slow download would keep everybody else from writing.
    if form == "csv":
        return csv_lines(columns, export.rows, about=about)
    if form == "xlsx":
        return xlsx_stream(columns, export.rows, about)
    return json_stream(columns, export.rows, about)
