"""The register for people who are signed in: the list, and the list as a file."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from charioteer.channels import kinds, rules
from charioteer.channels.listing import REGISTER, choices, for_export
from charioteer.channels.queries import register
from charioteer.people import access
from charioteer.people.roles import Right
from charioteer.people.take_away import TakeAway

AS_A_FILE = TakeAway("register", REGISTER, kinds.EXPORTED, rules.cannot_export)


@require_GET
@access.signed_in
def channels(request: HttpRequest) -> HttpResponseBase:
    """Every channel of the person's trust; with `format=` the same as a file."""
    person = access.require(request, Right.READ_REGISTER)
    now = timezone.now()
    known = choices(person, request.GET.get("school", ""))
    if AS_A_FILE.wanted(request):
        return AS_A_FILE.answer(request, person, for_export(person), choices=known, counted=register(person))
    page = REGISTER.read(
        register(person),
        request.GET,
        choices=known,
        exports=rules.cannot_export(person, now) is None,
    )
    may = {"add": rules.cannot_add(person, now) is None, "import": rules.cannot_import(person, now) is None}
    return render(request, "channels/register.html", {"list": page, "may": may})
