"""Everybody within reach: the list, and the list as a file; who holds which office."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from charioteer.people import access, kinds, rules
from charioteer.people.listing import PEOPLE, choices, people_for
from charioteer.people.officers import OFFICES, offices_of, schools_for, trust_offices
from charioteer.people.roles import Right
from charioteer.people.take_away import TakeAway

AS_A_FILE = TakeAway("people", PEOPLE, kinds.EXPORTED, rules.cannot_export_people)


@require_GET
@access.signed_in
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody within reach; with `format=` the same as a file."""
    person = access.require(request, Right.READ_PEOPLE)
    now = timezone.now()
    day = timezone.localdate(now)
    known = choices(person, day, request.GET.get("school", ""))
    if AS_A_FILE.wanted(request):
        return AS_A_FILE.answer(request, person, people_for(person, day, Right.EXPORT_PEOPLE), choices=known)
    page = PEOPLE.read(
        people_for(person, day),
        request.GET,
        choices=known,
        exports=rules.cannot_export_people(person, now) is None,
    )
    may = {
        "add": person.may(Right.EDIT_PEOPLE, day),
        "import": rules.cannot_import_people(person, now) is None,
    }
    return render(request, "people/list.html", {"list": page, "may": may})


@require_GET
@access.signed_in
def offices(request: HttpRequest) -> HttpResponseBase:
    """Who holds which office today, school by school, vacant ones too."""
    person = access.require(request, Right.READ_PEOPLE)
    day = timezone.localdate()
    page = OFFICES.read(schools_for(person, day), request.GET, exports=False)
    offices_of(person.trust_id, page.objects, day)
    reach = person.reach(Right.READ_PEOPLE, day)
    context: dict[str, Any] = {
        "list": page,
        "trust_offices": trust_offices(person.trust_id, day),
        "all": reach.everywhere,
        "fills": person.may(Right.SET_UP, day),
    }
    return render(request, "people/offices.html", context)
