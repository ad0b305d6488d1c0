"""Bringing people in from a file: choose it, look at what was understood, say who left, then take it in or not."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from charioteer.errors import BadInput
from charioteer.intake import actions as intake
from charioteer.intake.forms import MappingForm, UploadForm
from charioteer.intake.matching import Unmatched, suggest
from charioteer.intake.models import Batch
from charioteer.intake.queries import preview_page
from charioteer.people import access, rules
from charioteer.people.actions.importing import PeopleImporter, confirm_people, preview_people, rematch_people
from charioteer.people.listing import engagement_words
from charioteer.people.models import Missing, Person
from charioteer.people.roles import Right

_EARLIER = 20
#: More people than this are ticked one by one by nobody; then there is one tick for all.
MOST_TICKED = 200


@require_http_methods(["GET", "POST"])
@access.signed_in
def imports(request: HttpRequest) -> HttpResponseBase:
    """Choose a file; earlier imports below."""
    person = _importer(request)
    if request.method != "POST":
        return _choose(request, person, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, person, form, status=422)
    name, data = form.received()
    try:
        batch = preview_people(
            trust=person.trust,
            file_name=name,
            data=data,
            by=person,
            now=timezone.now(),
            table=request.POST.get("table") or None,
            mapping=_said_columns(request),
        )
    except BadInput as refused:
        form.add_error("file", refused.reason)
        unmatched = refused if isinstance(refused, Unmatched) else None
        return _choose(request, person, form, unmatched=unmatched, status=refused.status)
    return redirect("people_import_batch", batch.pk)


@require_GET
@access.signed_in
def batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was understood, row by row, and whom the file does not name any more."""
    _, found = _batch_for(request, pk)
    return _preview(request, found, _columns_form(found))


@require_POST
@access.signed_in
def columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Read the same file again with another table, or with other columns."""
    person, found = _batch_for(request, pk)
    table = request.POST.get("table") or found.table_where
    mapping = None
    form = _columns_form(found)
    if table == found.table_where:
        form = _columns_form(found, request.POST)
        if not form.is_valid():
            return _preview(request, found, form, status=422)
        mapping = form.mapping()
    try:
        rematch_people(batch=found, by=person, now=timezone.now(), table=table, mapping=mapping)
    except BadInput as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Read again with these columns.")
    return redirect("people_import_batch", pk)


@require_POST
@access.signed_in
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take it in, and end what was ticked."""
    person, found = _batch_for(request, pk)
    again = "again" in request.POST
    missing = set(Missing.objects.filter(batch=found).values_list("engagement_id", flat=True))
    ticked = missing if request.POST.get("everybody") == "1" else missing & _numbers(request.POST.getlist("left"))
    done = confirm_people(batch=found, end=ticked, by=person, now=timezone.now(), again=again)
    if done.repeat_of_id and not again:
        messages.info(request, "This very file was taken in before, so nothing was changed.")
    else:
        messages.success(request, f"Taken in: {counted(done)}.")
    return redirect("people_import_batch", pk)


@require_POST
@access.signed_in
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throw the preview away, with everything that was read."""
    person, found = _batch_for(request, pk)
    intake.discard(batch=found, by=person, now=timezone.now())
    Missing.objects.filter(batch=found).delete()
    messages.success(request, f"The preview of {found.file_name} was thrown away. Nothing was written.")
    return redirect("people_import")


def counted(done: Batch) -> str:
    """What an import wrote, in words."""
    said = done.written
    people = "1 new person" if said.get("people") == 1 else f"{said.get('people', 0):,} new people"
    words = [people, f"{said.get('places', 0):,} new places", f"{said.get('changed', 0):,} changed"]
    words.append(f"{said.get('left', 0):,} ended")
    if said.get("not_ended"):
        words.append(f"{said['not_ended']:,} not ended, because the last administrator would go")
    return ", ".join(words)


def _importer(request: HttpRequest) -> Person:
    person = access.require(request, Right.IMPORT_PEOPLE)
    if refusal := rules.cannot_import_people(person, timezone.now()):
        raise refusal
    return person


def _batch_for(request: HttpRequest, pk: int) -> tuple[Person, Batch]:
    person = access.who(request)
    found = Batch.objects.visible_to(person).filter(pk=pk, importer=PeopleImporter.key).first() if person else None
    if found is None:
        raise Http404
    return _importer(request), found


def _numbers(said: list[str]) -> set[int]:
    return {int(one) for one in said if one.isascii() and one.isdecimal() and len(one) < 18}


def _said_columns(request: HttpRequest) -> dict[str, int] | None:
    said = {
        column.key: int(at)
        for column in PeopleImporter.columns
        if (at := request.POST.get(f"column_{column.key}", "")).isascii() and at.isdecimal() and len(at) < 5
    }
    return said or None


def _columns_form(found: Batch, data: Any = None) -> MappingForm:
    return MappingForm(data, columns=PeopleImporter.columns, header=found.header, chosen=found.mapping)


def _preview(request: HttpRequest, found: Batch, form: MappingForm, *, status: int = 200) -> HttpResponse:
    open_now = found.is_open
    rows = Missing.objects.filter(batch=found).order_by("engagement__person__name", "pk")
    rows = rows.select_related("engagement__person", "engagement__school", "engagement__centre")
    missing = Paginator(rows, MOST_TICKED)
    context = {
        "batch": found,
        "preview": preview_page(found, PeopleImporter(now=timezone.now()), request.GET),
        "form": form,
        "earlier": Batch.objects.first_of(found.fingerprint) if open_now and found.to_write else None,
        "counted": counted(found) if found.state == "confirmed" else "",
        "missing": [(one, engagement_words(one.engagement)) for one in missing.page(1)] if open_now else [],
        "missing_count": missing.count if open_now else 0,
        "most_ticked": MOST_TICKED,
        "in_doubt": found.counts.get("cannot", 0),
    }
    return render(request, "people/import_batch.html", context, status=status)


def _choose(
    request: HttpRequest, person: Person, form: UploadForm, *, unmatched: Unmatched | None = None, status: int = 200
) -> HttpResponse:
    mine = Batch.objects.visible_to(person).filter(importer=PeopleImporter.key)
    batches = list(mine.order_by("-made_at", "-pk")[:_EARLIER])
    names = dict(Person.objects.filter(pk__in={one.made_by_id for one in batches}).values_list("pk", "name"))
    context: dict[str, Any] = {
        "form": form,
        "batches": [(one, names.get(one.made_by_id or 0, "Charioteer")) for one in batches],
    }
    if unmatched:
        # The biggest table is the likeliest; the file is chosen again, since nothing of it was kept.
        table = max(unmatched.tables, key=lambda one: len(one.header) * (len(one.rows) + 1))
        chosen = suggest(table.header, PeopleImporter.columns)
        context["table"] = table
        context["mapping"] = MappingForm(columns=PeopleImporter.columns, header=table.header, chosen=chosen)
    return render(request, "people/import.html", context, status=status)
