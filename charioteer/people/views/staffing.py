"""Adding and correcting people, and saying where they are."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from charioteer.errors import BadInput, NotNow, Refused
from charioteer.look import dates
from charioteer.people import access, actions, rules
from charioteer.people.actions import Details, Place
from charioteer.people.forms.staffing import AddForm, LastDayForm, PersonForm, PlaceForm
from charioteer.people.listing import engagement_words, role_words
from charioteer.people.models import Engagement, Person
from charioteer.people.places import choice_of, spots_for
from charioteer.people.queries import roles_that_end
from charioteer.people.reach import Spot
from charioteer.people.roles import Right
from charioteer.people.views.scoped import Asked, person_for

_ADD = Asked(
    "Add somebody",
    "Somebody who is not on the list yet, at their first place. More places, and roles, are added on their own page. "
    "Being on the list opens no door: roles and an invitation do.",
    "Add them",
)


@require_http_methods(["GET", "POST"])
@access.signed_in
def add(request: HttpRequest) -> HttpResponseBase:
    """Somebody new."""
    by = access.require(request, Right.EDIT_PEOPLE)
    now = timezone.now()
    spots = spots_for(by.trust, by.reach(Right.EDIT_PEOPLE, timezone.localdate(now)))
    form = AddForm(request.POST or None, by=by, spots=spots, initial={"from_date": timezone.localdate(now)})
    if not form.is_valid():
        return _ADD.show(request, form)
    details = Details(*(form.cleaned_data[name] for name in ("name", "email", "payroll_number")))
    try:
        made = actions.add(trust=by.trust, details=details, place=_place(form), by=by, now=now)
    except (BadInput, NotNow) as refusal:
        return _ADD.show(request, form, refusal)
    messages.success(request, f"{made.name} is on the list.")
    return redirect("people_person", made.pk)


@require_http_methods(["GET", "POST"])
@access.signed_in
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A name, an address, a payroll number."""
    by, found = person_for(request, pk)
    now = timezone.now()
    _let(rules.cannot_edit(by, found, now))
    asked = Asked("Correct their details", "What is known of them wherever they are.", "Save", found)
    initial = {name: getattr(found, name) for name in ("name", "email", "payroll_number")}
    form = PersonForm(request.POST or None, by=by, initial=initial)
    if not form.is_valid():
        return asked.show(request, form)
    try:
        changed = actions.correct(person=found, details=Details(**form.cleaned_data), by=by, now=now)
    except BadInput as refusal:
        return asked.show(request, form, refusal)
    messages.success(request, "Saved." if changed else "Nothing was different, so nothing was changed.")
    return redirect("people_person", pk)


@require_http_methods(["GET", "POST"])
@access.signed_in
def place_add(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One more place for somebody."""
    by, found = person_for(request, pk)
    by = access.require(request, Right.EDIT_PEOPLE)
    now = timezone.now()
    asked = Asked("Add a place", "Beside wherever else they are. The same person may be at several.", "Add it", found)
    spots = spots_for(by.trust, by.reach(Right.EDIT_PEOPLE, timezone.localdate(now)))
    form = PlaceForm(request.POST or None, by=by, spots=spots, initial={"from_date": timezone.localdate(now)})
    if not form.is_valid():
        return asked.show(request, form)
    try:
        actions.begin(person=found, place=_place(form), by=by, now=now)
    except (BadInput, NotNow) as refusal:
        return asked.show(request, form, refusal)
    messages.success(request, f"Noted where {found.name} is.")
    return redirect("people_person", pk)


@require_http_methods(["GET", "POST"])
@access.signed_in
def place_change(request: HttpRequest, pk: int, place: int) -> HttpResponseBase:
    """The capacity, title, leader or first day of somebody at a place; or the place itself."""
    by, found, engagement = _engagement_for(request, pk, place)
    now = timezone.now()
    asked = Asked(
        "Change a place",
        f"{engagement_words(engagement)}. To note that they leave, use “leaves” on their page instead, so that roles "
        "end with it.",
        "Save",
        found,
    )
    spots = spots_for(by.trust, by.reach(Right.EDIT_PEOPLE, timezone.localdate(now)))
    leader = engagement.leader
    initial = {
        "kind": engagement.kind,
        "place": choice_of(engagement.school, engagement.centre),
        "job_title": engagement.job_title,
        "leader": (leader.email or leader.payroll_number or leader.name) if leader else "",
        "from_date": engagement.from_date,
    }
    form = PlaceForm(request.POST or None, by=by, spots=spots, initial=initial)
    if not form.is_valid():
        return asked.show(request, form)
    try:
        changed = actions.change(engagement=engagement, place=_place(form, engagement.until_date), by=by, now=now)
    except (BadInput, NotNow) as refusal:
        return asked.show(request, form, refusal)
    messages.success(request, "Saved." if changed else "Nothing was different, so nothing was changed.")
    return redirect("people_person", pk)


@require_http_methods(["GET", "POST"])
@access.signed_in
def place_end(request: HttpRequest, pk: int, place: int) -> HttpResponseBase:
    """Their last day there, and the roles that end with it."""
    by, found, engagement = _engagement_for(request, pk, place)
    now = timezone.now()
    today = timezone.localdate(now)
    ends = roles_that_end(engagement, today)
    notes = [f"Ends with it: {role_words(held)}." for held in ends]
    asked = Asked(
        f"{found.name} leaves",
        f"{engagement_words(engagement)}. Roles at that school end the same day, unless they are there otherwise; with "
        "the last place every role ends, and they cannot sign in any more.",
        "Note the last day",
        found,
        notes,
    )
    form = LastDayForm(request.POST or None, by=by, initial={"last_day": engagement.until_date or today})
    if not form.is_valid():
        return asked.show(request, form)
    last_day: date = form.cleaned_data["last_day"]
    try:
        actions.end(engagement=engagement, last_day=last_day, by=by, now=now)
    except (BadInput, NotNow) as refusal:
        return asked.show(request, form, refusal)
    messages.success(request, f"Noted: the last day of {found.name} there is {dates.long_date(last_day)}.")
    return redirect("people_person", pk)


def _engagement_for(request: HttpRequest, pk: int, place: int) -> tuple[Person, Person, Engagement]:
    by, found = person_for(request, pk)
    rows = found.engagements.select_related("person", "school", "centre", "leader")
    engagement = rows.filter(pk=place).first()
    if engagement is None:
        raise Http404
    _let(rules.cannot_edit_at(by, Spot(engagement.school_id, engagement.centre_id), timezone.now()))
    return by, found, engagement


def _place(form: PlaceForm, until_date: date | None = None) -> Place:
    said = form.cleaned_data
    school, centre = said["place"]
    return Place(
        kind=said["kind"],
        school=school,
        centre=centre,
        job_title=said["job_title"],
        leader=said["leader"],
        from_date=said["from_date"],
        until_date=until_date,
    )


def _let(refusal: Refused | None) -> None:
    if refusal:
        raise refusal
