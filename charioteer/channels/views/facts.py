"""Recording what is known about a channel."""

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from charioteer.channels import actions, rules
from charioteer.channels.forms import FactForm
from charioteer.channels.models import Channel
from charioteer.channels.standing import QUESTIONS, Asked, FactKind
from charioteer.channels.views.refusing import put_on
from charioteer.channels.views.scoped import channel_for
from charioteer.errors import BadInput
from charioteer.look.dates import long_date
from charioteer.people import access


@require_http_methods(["GET", "POST"])
@access.signed_in
def fact(request: HttpRequest, ref: str, kind: str) -> HttpResponseBase:
    """Record one dated statement with its evidence."""
    person, channel = channel_for(request, ref)
    if kind not in set(FactKind):
        raise Http404
    fact_kind, now = FactKind(kind), timezone.now()
    if refusal := rules.cannot_note_fact(person, channel, fact_kind, now):
        raise refusal
    asked = QUESTIONS[fact_kind]
    answers = (asked.proven, asked.broken)
    if request.method != "POST":
        form = FactForm(initial={"at": long_date(timezone.localdate(now))}, answers=answers)
        return _page(request, form, channel, asked)
    form = FactForm(request.POST, answers=answers)
    if not form.is_valid():
        return _page(request, form, channel, asked, status=422)
    typed = form.cleaned_data
    try:
        actions.note_fact(
            channel=channel,
            kind=fact_kind,
            holds=typed["holds"] == "yes",
            at=_seen(typed["at"], now),
            expires_at=_midnight(typed["expires"] + timedelta(days=1)) if typed["expires"] else None,
            evidence=typed["evidence"],
            by=person,
            now=now,
        )
    except BadInput as refused:
        refused.where = {"expires_at": "expires"}.get(refused.where, refused.where)
        return _page(request, put_on(form, refused), channel, asked, status=refused.status)
    messages.success(request, f"Recorded: {asked.name.lower()}.")
    return redirect("register_channel", channel.ref)


def _seen(day: date, now: datetime) -> datetime:
    # Today means now; an earlier day means its beginning, so that a later note of the same day wins.
    return now if day == timezone.localdate(now) else _midnight(day)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _page(request: HttpRequest, form: FactForm, channel: Channel, asked: Asked, *, status: int = 200) -> HttpResponse:
    return render(request, "channels/fact.html", {"form": form, "channel": channel, "asked": asked}, status=status)
