"""Who holds master access, and who may post."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from charioteer.channels import actions, queries, rules
from charioteer.channels.forms import PeopleForm
from charioteer.channels.models import Channel, SlotKind
from charioteer.channels.views.refusing import put_on
from charioteer.channels.views.scoped import channel_for
from charioteer.errors import BadInput, NotNow
from charioteer.people import access


@require_http_methods(["GET", "POST"])
@access.signed_in
def people(request: HttpRequest, ref: str, kind: str) -> HttpResponseBase:
    """Change who holds one thing on a channel, with a reason."""
    person, channel = channel_for(request, ref)
    if kind not in set(SlotKind):
        raise Http404
    slot_kind, now = SlotKind(kind), timezone.now()
    if refusal := rules.cannot_edit(person, channel, now):
        raise refusal
    held = "\n".join(slot.as_written for slot in queries.slots(channel)[kind])
    if request.method != "POST":
        return _page(request, PeopleForm(initial={"written": held, "version": channel.version}), channel, slot_kind)
    form = PeopleForm(request.POST)
    if not form.is_valid():
        return _page(request, form, channel, slot_kind, status=422)
    if form.cleaned_data["version"] != channel.version:
        return _clash(request, channel, slot_kind, held)
    typed, reason = form.cleaned_data["written"], form.cleaned_data["reason"]
    try:
        actions.set_people(channel=channel, kind=slot_kind, written=typed, reason=reason, by=person, now=now)
    except (BadInput, NotNow) as refused:
        return _page(request, put_on(form, refused), channel, slot_kind, status=refused.status)
    messages.success(request, f"Changed: {_what(slot_kind)}.")
    return redirect("register_channel", channel.ref)


def _clash(request: HttpRequest, channel: Channel, kind: SlotKind, held: str) -> HttpResponse:
    data = request.POST.copy()
    data["version"] = str(channel.version)
    return _page(request, PeopleForm(data), channel, kind, theirs=held or "Unknown", status=409)


def _what(kind: SlotKind) -> str:
    return "who may post" if kind is SlotKind.POSTER else "who holds master access"


def _page(
    request: HttpRequest, form: PeopleForm, channel: Channel, kind: SlotKind, *, theirs: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "channel": channel, "what": _what(kind), "theirs": theirs}
    return render(request, "channels/people.html", context, status=status)
