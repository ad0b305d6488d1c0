"""The calendar: a school year at a glance, and changing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from charioteer.errors import BadInput
from charioteer.look.forms import Form
from charioteer.people import access, holidays
from charioteer.people.models import Closure, Person, School, Term
from charioteer.people.queries import calendar_for
from charioteer.people.reach import Reach
from charioteer.people.roles import Right
from charioteer.people.year import actions, listing, rules
from charioteer.people.year.forms import WHOLE_TRUST, AddForm, ChangeForm, HolidayForm, RemoveForm
from charioteer.reference import registers


@require_GET
@access.signed_in
def calendar(request: HttpRequest) -> HttpResponseBase:
    """One school year of one place: terms, closures, bank holidays, and what they add up to."""
    person = access.require(request, Right.READ_REGISTER)
    day, trust = timezone.localdate(), person.trust
    schools = list(trust.schools.order_by("name", "pk"))
    asked = request.GET.get("school", "")
    school = listing.find(schools, asked)
    days = calendar_for(school.pk if school else None, trust.pk)
    reach = _reach(person)
    year = listing.read(trust, school, days, listing.year_of(request.GET.get("year", ""), day), reach)
    context = {
        "year": year,
        "school": school,
        "nobody": bool(asked.strip()) and school is None,
        "asked": asked[:100],
        "schools": schools,
        "many": len(schools) > listing.MOST_IN_A_BOX,
        "may_change": bool(reach),
        "may_change_all": reach.everywhere,
        "refusal": access.cannot(person, Right.EDIT_CALENDAR, day),
        "today": days,
        "is_school_day": days.is_school_day(day),
        "is_known": days.knows(day),
        "term": days.term_of(day),
        "termly": days.termly(day),
        "holidays_known": year.span.last <= days.holidays_until,
    }
    return render(request, "people/year/calendar.html", context)


@require_http_methods(["GET", "POST"])
@access.signed_in
def add(request: HttpRequest) -> HttpResponseBase:
    """Add a term or a closure."""
    person = access.require(request, Right.EDIT_CALENDAR)
    reach = _reach(person)
    schools = listing.schools_in_reach(person.trust, reach)
    if request.method != "POST":
        first = {"what": request.GET.get("what", "term"), "place": request.GET.get("school", "")}
        return _form(
            request, "people/year/add.html", AddForm(initial=first, schools=schools, whole_trust=reach.everywhere)
        )
    form = AddForm(request.POST, schools=schools, whole_trust=reach.everywhere)
    if not form.is_valid():
        return _form(request, "people/year/add.html", form, status=422)
    place = form.cleaned_data["place"]
    school = None if place == WHOLE_TRUST else next(one for one in schools if one.slug == place)
    what = Term if form.cleaned_data["what"] == "term" else Closure
    try:
        made = actions.add(
            what=what, trust=person.trust, school=school, days=form.days(), by=person, now=timezone.now()
        )
    except BadInput as refused:
        return _refused(request, "people/year/add.html", form, refused)
    messages.success(request, f"{made.name} is in the calendar.")
    return redirect(_back(school))


@require_http_methods(["GET", "POST"])
@access.signed_in
def entry(request: HttpRequest, part: str, pk: int) -> HttpResponseBase:
    """Change a term or closure, with a reason."""
    person, found = _entry(request, part, pk)
    context: dict[str, Any] = {"entry": found, "part": part}
    if request.method != "POST":
        first = {"name": found.name, "first_day": found.first_day, "last_day": found.last_day}
        return _form(request, "people/year/entry.html", ChangeForm(initial=first), **context)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _form(request, "people/year/entry.html", form, status=422, **context)
    try:
        actions.change(entry=found, days=form.days(), reason=form.cleaned_data["reason"], by=person, now=timezone.now())
    except BadInput as refused:
        return _refused(request, "people/year/entry.html", form, refused, **context)
    messages.success(request, f"{found.name} is changed.")
    return redirect(_back(found.school))


@require_http_methods(["GET", "POST"])
@access.signed_in
def remove(request: HttpRequest, part: str, pk: int) -> HttpResponseBase:
    """Take a term or closure out, with a reason."""
    person, found = _entry(request, part, pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _form(request, "people/year/remove.html", form, status=status, entry=found, part=part)
    actions.remove(entry=found, reason=form.cleaned_data["reason"], by=person, now=timezone.now())
    messages.success(request, f"{found.name} is out of the calendar. The log keeps what it was.")
    return redirect(_back(found.school))


@require_http_methods(["GET", "POST"])
@access.signed_in
def bank_holidays(request: HttpRequest) -> HttpResponseBase:
    """The national days, and the trust's own word on them."""
    person = access.require(request, Right.EDIT_CALENDAR)
    trust = person.trust
    if refusal := rules.cannot_edit(person, trust, None, timezone.now()):
        raise refusal
    context = {"days": sorted(holidays.of_trust(trust.pk).items()), "register": registers.load(holidays.REGISTER)}
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _form(request, "people/year/bank_holidays.html", form, status=status, **context)
    typed = form.cleaned_data
    said = {"day": typed["day"], "name": typed["name"], "kept": typed["kept"] == "yes", "reason": typed["reason"]}
    try:
        actions.set_bank_holiday(trust=trust, by=person, now=timezone.now(), **said)
    except BadInput as refused:
        return _refused(request, "people/year/bank_holidays.html", form, refused, **context)
    messages.success(request, "The list of bank holidays is changed for the Trust.")
    return redirect("calendar_bank_holidays")


def _reach(person: Person) -> Reach:
    return person.reach(Right.EDIT_CALENDAR, timezone.localdate())


def _entry(request: HttpRequest, part: str, pk: int) -> tuple[Person, Term | Closure]:
    person = access.who(request)
    if person is None:
        raise Http404
    found: Term | Closure | None = None
    if part == "terms":
        found = Term.objects.filter(trust=person.trust, pk=pk).select_related("school", "trust").first()
    elif part == "closures":
        found = Closure.objects.filter(trust=person.trust, pk=pk).select_related("school", "trust").first()
    if found is None:
        raise Http404
    if refusal := rules.cannot_edit(person, person.trust, found.school, timezone.now()):
        raise refusal
    return person, found


def _back(school: School | None) -> str:
    return f"/calendar/?school={school.slug}" if school else "/calendar/"


def _form(request: HttpRequest, template: str, form: Form, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=status)


def _refused(request: HttpRequest, template: str, form: Form, refused: BadInput, **context: object) -> HttpResponse:
    form.add_error(refused.where if refused.where in form.fields else None, refused.reason)
    return _form(request, template, form, status=refused.status, **context)
