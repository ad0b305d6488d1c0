"""The steps, the places, and what is missing."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from charioteer.errors import BadInput
from charioteer.look.forms import Form
from charioteer.people import access
from charioteer.people.calendar import academic_year
from charioteer.people.gaps import gaps
from charioteer.people.models import Person, School
from charioteer.people.posts import Step
from charioteer.people.roles import Right
from charioteer.people.set_up import actions, steps
from charioteer.people.set_up.forms import CentreForm, NameForm
from charioteer.people.slots import survey

PLACES_A_PAGE = 20


@require_GET
@access.signed_in
def start(request: HttpRequest) -> HttpResponseBase:
    """Every step, how it stands, and where to go on."""
    person = access.require(request, Right.SET_UP)
    stands = steps.overview(person.trust, timezone.localdate())
    following = next((one for one in stands if one.state != "ok"), None)
    return render(request, "people/set_up/start.html", {"stands": stands, "following": following})


@require_GET
@access.signed_in
def step(request: HttpRequest, key: str) -> HttpResponseBase:
    """One step over all places: each office and who holds it."""
    person = access.require(request, Right.SET_UP)
    found = steps.sections(steps.of_step(person.trust, Step(key), timezone.localdate()))
    shown = Paginator(found, PLACES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/set_up/step.html", {**_around(key), "shown": shown, "sections": list(shown)})


@require_GET
@access.signed_in
def place(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One place and everything that is asked of it; 0 is the trust itself."""
    asking, day = access.who(request), timezone.localdate()
    school = School.objects.visible_to(asking).filter(pk=pk).first() if asking else None
    if pk and school is None:
        raise Http404
    person = access.require(request, Right.SET_UP)
    filled = [one for one in survey(day, trust_ids=[person.trust_id], school=school) if school or not one.slot.school]
    found = gaps(day, trust_ids=[person.trust_id], school=school)
    context = {
        "place": school or person.trust,
        "school": school,
        "sections": steps.sections(filled),
        "found": [gap for gap in found if school or gap.school_id is None],
    }
    return render(request, "people/set_up/place.html", context)


@require_GET
@access.signed_in
def missing(request: HttpRequest) -> HttpResponseBase:
    """Everything that is missing, place by place, each with the way to it."""
    person = access.require(request, Right.SET_UP)
    found = gaps(timezone.localdate(), trust_ids=[person.trust_id])
    shown = Paginator(list(steps.gaps_of(found)), PLACES_A_PAGE).get_page(request.GET.get("page"))
    context = {"shown": shown, "total": len(found), "schools": person.trust.schools.exists()}
    return render(request, "people/set_up/gaps.html", {**_around("gaps"), **context})


@require_GET
@access.signed_in
def terms(request: HttpRequest) -> HttpResponseBase:
    """For which schools the terms of this year are entered."""
    person, day = access.require(request, Right.SET_UP), timezone.localdate()
    found = gaps(day, trust_ids=[person.trust_id])
    without = {gap.school_id for gap in found if gap.lack is steps.BY_KEY["terms"].lack}
    schools = person.trust.schools.order_by("name", "pk")
    shown = Paginator([(one, one.pk not in without) for one in schools], PLACES_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"shown": shown, "year": academic_year(day), "all_there": not without}
    return render(request, "people/set_up/terms.html", {**_around("terms"), **context})


@require_http_methods(["GET", "POST"])
@access.signed_in
def places(request: HttpRequest) -> HttpResponseBase:
    """The schools and centres, and two small forms to add one."""
    person = access.require(request, Right.SET_UP)
    schools = list(person.trust.schools.order_by("name", "pk").prefetch_related("centres"))
    adds_centre = "centre-name" in request.POST
    school = NameForm(request.POST if request.method == "POST" and not adds_centre else None)
    centre = CentreForm(request.POST if adds_centre else None, schools=schools)
    if request.method == "POST":
        form: Form = centre if adds_centre else school
        if form.is_valid() and (added := _add(person, form, schools)):
            messages.success(request, f"{added} is on the list.")
            return redirect("set_up_places")
    bad = bool(school.errors or centre.errors)
    shown = Paginator(schools, PLACES_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"shown": shown, "school_form": school, "centre_form": centre, "bad": bad}
    return _answer(request, {**_around("places"), **context, "form": centre if adds_centre else school}, bad)


def _answer(request: HttpRequest, context: dict[str, Any], bad: bool) -> HttpResponse:
    return render(request, "people/set_up/places.html", context, status=422 if bad else 200)


def _add(person: Person, form: Form, schools: list[School]) -> str:
    now, name = timezone.now(), form.cleaned_data["name"]
    try:
        if isinstance(form, CentreForm):
            chosen = next(one for one in schools if str(one.pk) == form.cleaned_data["school"])
            return actions.add_centre(school=chosen, name=name, by=person, now=now).name
        return actions.add_school(trust=person.trust, name=name, by=person, now=now).name
    except BadInput as refused:
        form.add_error("name", refused.reason)
        return ""


def _around(key: str) -> dict[str, Any]:
    page = steps.BY_KEY[key]
    number = steps.PAGES.index(page) + 1
    return {
        "step": page,
        "number": number,
        "of": len(steps.PAGES),
        "next": steps.after(page),
        "previous": steps.before(page),
    }
