"""Two entries that are one person; one entry that is two people."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from charioteer.errors import BadInput, NotNow
from charioteer.people import access, actions, rules
from charioteer.people.actions import Details
from charioteer.people.forms.staffing import MergeForm, SplitForm
from charioteer.people.listing import engagement_words, role_words
from charioteer.people.models.acting import lasting
from charioteer.people.views.scoped import Asked, person_for


@require_http_methods(["GET", "POST"])
@access.signed_in
def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that another entry is the same person; this one is kept."""
    by, found = person_for(request, pk)
    now = timezone.now()
    if refusal := rules.cannot_edit(by, found, now):
        raise refusal
    asked = Asked(
        "Merge with another entry",
        "Everything of the other entry moves here: places, roles, absences, whom they lead, and their sign-in if this "
        "one has none. Where both have an address or a number, that of this entry stays. It can be undone.",
        "Merge the two",
        found,
    )
    form = MergeForm(request.POST or None, by=by)
    if not form.is_valid():
        return asked.show(request, form)
    other = form.cleaned_data["other"]
    try:
        actions.merge(kept=found, gone=other, by=by, now=now)
    except (BadInput, NotNow) as refused:
        return asked.show(request, form, refused)
    messages.success(request, f"The two entries are one: {found.name}.")
    return redirect("people_person", pk)


@require_POST
@access.signed_in
def unmerge(request: HttpRequest, pk: int, other: int) -> HttpResponseBase:
    """Undo a merge."""
    by, found = person_for(request, pk)
    now = timezone.now()
    if refusal := rules.cannot_part(by, found, [], now):
        raise refusal
    gone = found.merged.filter(pk=other).select_related("merged_into").first()
    if gone is None:
        raise Http404
    actions.unmerge(gone=gone, by=by, now=now)
    messages.success(request, f"{gone.name} has an entry of their own again.")
    return redirect("people_person", gone.pk)


@require_http_methods(["GET", "POST"])
@access.signed_in
def split(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that some places of this entry are another person's."""
    by, found = person_for(request, pk)
    now = timezone.now()
    if refusal := rules.cannot_part(by, found, [], now):
        raise refusal
    places = list(found.engagements.select_related("school", "centre").order_by("from_date", "pk"))
    held = list(found.roles.filter(lasting(timezone.localdate(now))).select_related("school", "centre").order_by("pk"))
    lead = "When one entry turns out to be two people. Name the other one, and tick what is theirs."
    asked = Asked("Split this entry", lead, "Split", found)
    form = SplitForm(
        request.POST or None,
        by=by,
        places=[(one, engagement_words(one)) for one in places],
        held=[(one, role_words(one)) for one in held],
    )
    if not form.is_valid():
        return asked.show(request, form)
    said = form.cleaned_data
    chosen, theirs = set(said["engagements"]), set(said.get("roles", ()))
    try:
        made = actions.split(
            person=found,
            details=Details(said["name"], said["email"], said["payroll_number"]),
            engagements=[one for one in places if str(one.pk) in chosen],
            roles=[one for one in held if str(one.pk) in theirs],
            by=by,
            now=now,
        )
    except BadInput as refused:
        return asked.show(request, form, refused)
    messages.success(request, f"{made.name} has an entry of their own.")
    return redirect("people_person", made.pk)
