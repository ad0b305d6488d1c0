"""Bringing a register in from a file: choose it, look at what was understood, then take it in or throw it away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from charioteer.channels.actions.importing import RegisterImporter
from charioteer.channels.views.refusing import put_on
from charioteer.errors import BadInput
from charioteer.intake import actions as intake
from charioteer.intake.forms import MappingForm, UploadForm
from charioteer.intake.matching import Unmatched, suggest
from charioteer.intake.models import Batch
from charioteer.intake.queries import preview_page
from charioteer.people import access
from charioteer.people.models import Person
from charioteer.people.roles import Right

_EARLIER = 20


@require_http_methods(["GET", "POST"])
@access.signed_in
def imports(request: HttpRequest) -> HttpResponseBase:
    """Choose a file; earlier imports below."""
    person = access.require(request, Right.IMPORT_REGISTER)
    if request.method != "POST":
        return _choose(request, person, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, person, form, status=422)
    name, data = form.received()
    now = timezone.now()
    table, mapping = request.POST.get("table") or None, _said_columns(request)
    try:
        batch = intake.preview(
            importer=RegisterImporter(now=now),
            file_name=name,
            data=data,
            table=table,
            mapping=mapping,
            trust_id=person.trust_id,
            by=person,
            now=now,
        )
    except Unmatched as refused:
        return _choose(request, person, put_on(form, refused), unmatched=refused, status=refused.status)
    except BadInput as refused:
        return _choose(request, person, put_on(form, refused), status=refused.status)
    return redirect("register_import_batch", batch.pk)


@require_GET
@access.signed_in
def batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was understood, row by row; after the decision, what became of it."""
    _, found = _batch_for(request, pk)
    return _preview(request, found, _columns_form(found))


@require_POST
@access.signed_in
def columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Read the same file again with another table, or with other columns."""
    person, found = _batch_for(request, pk)
    now = timezone.now()
    table = request.POST.get("table") or found.table_where
    mapping = None
    form = _columns_form(found)
    if table == found.table_where:
        form = _columns_form(found, request.POST)
        if not form.is_valid():
            return _preview(request, found, form, status=422)
        mapping = form.mapping()
    try:
        intake.rematch(
            batch=found, importer=RegisterImporter(now=now), by=person, now=now, table=table, mapping=mapping
        )
    except BadInput as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Read again with these columns.")
    return redirect("register_import_batch", pk)


@require_POST
@access.signed_in
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take it in."""
    person, found = _batch_for(request, pk)
    now = timezone.now()
    again = "again" in request.POST
    done = intake.confirm(batch=found, importer=RegisterImporter(now=now), by=person, now=now, again=again)
    if done.repeat_of_id and not again:
        messages.info(request, "This very file was taken in before, so nothing was changed.")
    else:
        messages.success(request, f"Taken in: {_counted(done)}.")
    return redirect("register_import_batch", pk)


@require_POST
@access.signed_in
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throw the preview away, with everything that was read."""
    person, found = _batch_for(request, pk)
    intake.discard(batch=found, by=person, now=timezone.now())
    messages.success(request, f"The preview of {found.file_name} was thrown away. Nothing was written.")
    return redirect("register_import")


def _batch_for(request: HttpRequest, pk: int) -> tuple[Person, Batch]:
    person = access.who(request)
    found = Batch.objects.visible_to(person).filter(pk=pk, importer=RegisterImporter.key).first() if person else None
    if found is None:
        raise Http404
    return access.require(request, Right.IMPORT_REGISTER), found


def _said_columns(request: HttpRequest) -> dict[str, int] | None:
    """The columns a person named for a file that could not be matched; None to match them by their heads."""
    said = {
        column.key: int(at)
        for column in RegisterImporter.columns
        if (at := request.POST.get(f"column_{column.key}", "")).isdecimal() and len(at) < 5
    }
    return said or None


def _columns_form(found: Batch, data: Any = None) -> MappingForm:
    return MappingForm(data, columns=RegisterImporter.columns, header=found.header, chosen=found.mapping)


def _counted(done: Batch) -> str:
    listed, changed = done.written.get("channels", 0), done.written.get("changed", 0)
    new = "1 new channel" if listed == 1 else f"{listed:,} new channels"
    return f"{new}, {changed:,} changed"


def _preview(request: HttpRequest, found: Batch, form: MappingForm, *, status: int = 200) -> HttpResponse:
    importer = RegisterImporter(now=timezone.now())
    context = {
        "batch": found,
        "preview": preview_page(found, importer, request.GET),
        "form": form,
        "earlier": Batch.objects.first_of(found.fingerprint) if found.is_open and found.to_write else None,
        "counted": _counted(found) if found.state == "confirmed" else "",
    }
    return render(request, "channels/import_batch.html", context, status=status)


def _choose(
    request: HttpRequest, person: Person, form: UploadForm, *, unmatched: Unmatched | None = None, status: int = 200
) -> HttpResponse:
    mine = Batch.objects.visible_to(person).filter(importer=RegisterImporter.key)
    batches = list(mine.order_by("-made_at", "-pk")[:_EARLIER])
    names = dict(Person.objects.filter(pk__in={one.made_by_id for one in batches}).values_list("pk", "name"))
    context: dict[str, Any] = {
        "form": form,
        "batches": [(one, names.get(one.made_by_id or 0, "Charioteer")) for one in batches],
    }
    if unmatched:
        # The biggest table is the likeliest; the file is chosen again, since nothing of it was kept.
        table = max(unmatched.tables, key=lambda one: len(one.header) * (len(one.rows) + 1))
        chosen = suggest(table.header, RegisterImporter.columns)
        context["table"] = table
        context["mapping"] = MappingForm(columns=RegisterImporter.columns, header=table.header, chosen=chosen)
    return render(request, "channels/import.html", context, status=status)
