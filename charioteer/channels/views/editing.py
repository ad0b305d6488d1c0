"""Putting a channel on the list by hand, and changing what the list says."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from charioteer.channels import actions, queries, rules
from charioteer.channels.forms import AddForm, Compared, DetailsForm, EditForm, initial_of, sealed, unsealed
from charioteer.channels.merging import merge
from charioteer.channels.models import Channel
from charioteer.channels.queries import Similar
from charioteer.channels.story import changed_words, tell
from charioteer.channels.views.refusing import put_on
from charioteer.channels.views.scoped import channel_for
from charioteer.errors import BadInput, NotNow
from charioteer.people import access
from charioteer.people.models import Person, School
from charioteer.people.roles import Right
from charioteer.platforms import parse
from charioteer.reference import registers


@require_http_methods(["GET", "POST"])
@access.signed_in
def add(request: HttpRequest) -> HttpResponseBase:
    """A new channel, typed by hand."""
    person = access.require(request, Right.EDIT_REGISTER)
    form = AddForm(request.POST or None, **_choices(person))
    if request.method != "POST":
        return _page(request, form, None)
    if not form.is_valid():
        return _page(request, form, None, status=422)
    if similar := _uncompared(request, form, person, None):
        return _page(request, form, None, similar=similar, status=422)
    try:
        made = actions.add(trust=person.trust, details=form.details(), by=person, now=timezone.now())
    except (BadInput, NotNow) as refusal:
        return _page(request, put_on(form, refusal), None, status=refusal.status)
    messages.success(request, f"{made.title} is on the list.")
    return redirect("register_channel", made.ref)


@require_http_methods(["GET", "POST"])
@access.signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Change one channel, with a reason; safe when two people do it at once."""
    person, channel = channel_for(request, ref)
    if refusal := rules.cannot_edit(person, channel, timezone.now()):
        raise refusal
    if request.method != "POST":
        said = initial_of(channel, registers.catalogue())
        form = EditForm(initial={**said, "opened_with": sealed(channel.version, said)}, **_choices(person))
        return _page(request, form, channel)
    form = EditForm(request.POST, **_choices(person))
    if not form.is_valid():
        return _page(request, form, channel, status=422)
    carried = unsealed(form.cleaned_data["opened_with"])
    if carried is None or carried[0] != channel.version:
        return _clash(request, channel, person, carried)
    if similar := _uncompared(request, form, person, channel):
        return _page(request, form, channel, similar=similar, status=422)
    return _save(request, form, channel, person)


def _save(request: HttpRequest, form: EditForm, channel: Channel, person: Person) -> HttpResponseBase:
    reason, now = form.cleaned_data["reason"], timezone.now()
    version = channel.version
    try:
        changed = actions.edit(channel=channel, details=form.details(), reason=reason, by=person, now=now)
    except BadInput as refusal:
        return _page(request, put_on(form, refusal), channel, status=refusal.status)
    except NotNow as refusal:
        channel.refresh_from_db()
        if channel.version != version:  # somebody was quicker by a moment
            return _clash(request, channel, person, unsealed(form.cleaned_data["opened_with"]))
        return _page(request, put_on(form, refusal), channel, status=refusal.status)
    if changed:
        messages.success(request, f"Changed: {changed_words(changed)}.")
    else:
        messages.info(request, "Nothing was different, so nothing was changed.")
    return redirect("register_channel", channel.ref)


def _clash(
    request: HttpRequest, channel: Channel, person: Person, carried: tuple[int, dict[str, str]] | None
) -> HttpResponse:
    theirs = initial_of(channel, registers.catalogue())
    _, opened_with = carried or (0, {})
    merged = merge(opened_with, theirs, {name: request.POST.get(name, "") for name in theirs})
    data = request.POST.copy()
    for name, value in {**merged.values, "opened_with": sealed(channel.version, theirs)}.items():
        data[name] = value
    form = EditForm(data, **_choices(person))
    label = {name: str(field.label) for name, field in form.fields.items()}
    latest = next((tell(event) for event in queries.history(channel) if event.who != "Charioteer"), None)
    clash = {
        "latest": latest,
        "taken": [(label[name], value) for name, value in merged.taken],
        "both": [(label[one.field], one.theirs, one.mine) for one in merged.clashes],
    }
    return _page(request, form, channel, clash=clash, status=409)


def _uncompared(request: HttpRequest, form: DetailsForm, person: Person, channel: Channel | None) -> list[Similar]:
    """Names very like this one that the person has not said they compared; [] if there is nothing to ask."""
    if Compared(request.POST).is_valid():
        return []
    typed, catalogue = form.details(), registers.catalogue()
    platform = catalogue.get(typed.platform)
    read = parse(typed.account or typed.name, catalogue, platform_hint=platform.name if platform else "")
    if read.identity is None or (channel and channel.identity == read.identity.canonical):
        return []
    return queries.similar(read.handle, within=queries.register(person), but=channel)


def _choices(person: Person) -> dict[str, Any]:
    schools = School.objects.visible_to(person).order_by("name").values_list("slug", "name")
    return {"catalogue": registers.catalogue(), "schools": list(schools)}


def _page(
    request: HttpRequest,
    form: DetailsForm,
    channel: Channel | None,
    *,
    similar: list[Similar] | None = None,
    clash: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    compared = Compared({}) if similar else None  # not said yet, so its error leads from the top of the page to it
    context = {"form": form, "channel": channel, "similar": similar, "compared": compared, "clash": clash}
    return render(request, "channels/edit.html", context, status=status)
