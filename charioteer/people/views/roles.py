"""Giving and ending roles; being away and being back; the sign-in of somebody."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from charioteer.errors import BadInput, NotNow
from charioteer.look import dates
from charioteer.people import access, actions, rules
from charioteer.people.forms.staffing import AwayForm, LastDayForm, RoleForm
from charioteer.people.listing import role_words
from charioteer.people.places import spots_for
from charioteer.people.roles import Right
from charioteer.people.views.scoped import Asked, person_for


@require_http_methods(["GET", "POST"])
@access.signed_in
def role_give(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A role, where, from when."""
    by, found = person_for(request, pk)
    by = access.require(request, Right.GIVE_ROLES)
    now = timezone.now()
    day = timezone.localdate(now)
    asked = Asked(
        "Give a role",
        "A role is what lets somebody do things here, at the place it is held and beneath it. Give no more than they "
        "need. Some roles ask for a second factor when they next sign in.",
        "Give the role",
        found,
    )
    form = RoleForm(
        request.POST or None,
        by=by,
        spots=spots_for(by.trust, by.reach(Right.GIVE_ROLES, day)),
        initial={"from_date": day, **{key: request.GET.get(key, "") for key in ("role", "place")}},
    )
    if not form.is_valid():
        return asked.show(request, form)
    said = form.cleaned_data
    school, centre = said.pop("place")
    try:
        held = actions.give_role(person=found, school=school, centre=centre, by=by, now=now, **said)
    except (BadInput, NotNow) as refusal:
        return asked.show(request, form, refusal)
    messages.success(request, f"{found.name} is now {role_words(held)}.")
    return redirect("people_person", pk)


@require_http_methods(["GET", "POST"])
@access.signed_in
def role_end(request: HttpRequest, pk: int, role: int) -> HttpResponseBase:
    """The last day of a role."""
    by, found = person_for(request, pk)
    by = access.require(request, Right.GIVE_ROLES)
    held = found.roles.select_related("person", "school", "centre").filter(pk=role).first()
    if held is None:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    asked = Asked(
        "End a role",
        f"{role_words(held)}. It is in force through the last day; with yesterday it ends at once.",
        "End the role",
        found,
    )
    form = LastDayForm(request.POST or None, by=by, initial={"last_day": held.until_date or today})
    if not form.is_valid():
        return asked.show(request, form)
    last_day = form.cleaned_data["last_day"]
    try:
        actions.end_role(holding=held, last_day=last_day, by=by, now=now)
    except (BadInput, NotNow) as refusal:
        return asked.show(request, form, refusal)
    messages.success(request, f"Noted: the last day as {role_words(held)} is {dates.long_date(last_day)}.")
    return redirect("people_person", pk)


@require_http_methods(["GET", "POST"])
@access.signed_in
def away(request: HttpRequest, pk: int) -> HttpResponseBase:
    """From when until when somebody is away, and who acts for them."""
    by, found = person_for(request, pk)
    now = timezone.now()
    if refusal := rules.cannot_note_absence(by, found, None, now):
        raise refusal
    asked = Asked(
        f"{found.name} is away",
        "Whoever stands in for their offices acts in that time, and so does the deputy named here. They themselves may "
        "still sign in.",
        "Note it",
        found,
    )
    form = AwayForm(request.POST or None, by=by, initial={"from_date": timezone.localdate(now)})
    if not form.is_valid():
        return asked.show(request, form)
    try:
        actions.note_absence(person=found, by=by, now=now, **form.cleaned_data)
    except (BadInput, NotNow) as refusal:
        return asked.show(request, form, refusal)
    messages.success(request, f"Noted that {found.name} is away.")
    return redirect("people_person", pk)


@require_POST
@access.signed_in
def back(request: HttpRequest, pk: int, absence: int) -> HttpResponseBase:
    """They are back today: yesterday was the last day away."""
    by, found = person_for(request, pk)
    now = timezone.now()
    if refusal := rules.cannot_note_absence(by, found, None, now):
        raise refusal
    row = found.absences.select_related("person").filter(pk=absence).first()
    if row is None:
        raise Http404
    yesterday = timezone.localdate(now) - timedelta(days=1)
    actions.end_absence(absence=row, last_day=yesterday, by=by, now=now)
    messages.success(request, f"Noted that {found.name} is back.")
    return redirect("people_person", pk)


@require_POST
@access.signed_in
def sign_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Close somebody's sign-in, or open it again."""
    by, found = person_for(request, pk)
    now = timezone.now()
    if request.POST.get("open") == "1":
        actions.reopen_sign_in(person=found, by=by, now=now)
        messages.success(request, f"{found.name} can sign in again, with a new password chosen by a link.")
    else:
        actions.close_sign_in(person=found, by=by, now=now)
        messages.success(request, f"The sign-in of {found.name} is closed; every session has ended.")
    return redirect("people_person", pk)
