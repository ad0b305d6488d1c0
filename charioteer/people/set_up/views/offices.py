"""One office at one place: say who holds it, or that there is none; take somebody out."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.people import access
from charioteer.people.models import Person
from charioteer.people.posts import Step
from charioteer.people.roles import Right
from charioteer.people.set_up import actions, steps
from charioteer.people.set_up.actions import Way
from charioteer.people.set_up.forms import FillForm
from charioteer.people.slots import Slot, as_it_stands, one_slot


@never_cache
@require_http_methods(["GET", "POST"])
@access.signed_in
def office(request: HttpRequest, key: str) -> HttpResponseBase:
    """Say who holds an office. Whatever is refused stays typed."""
    person, slot = _asked(request, key)
    people = list(Person.objects.visible_to(person).filter(merged_into=None).order_by("name", "pk"))
    none = slot.post.none or slot.stand_in
    form = FillForm(
        request.POST if request.method == "POST" else None, people=people, mail=settings.SENDS_MAIL, none=none
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, slot, form, status=422 if request.method == "POST" else 200)
    try:
        link = _save(slot, form, person)
    except (BadInput, NotNow, NotAllowed) as refused:
        where = refused.where if isinstance(refused, BadInput) else ""
        form.add_error(where if where in form.fields else None, refused.reason)
        return _page(request, slot, form, status=refused.status)
    messages.success(request, _said(slot, form))
    on = steps.go_on(slot, timezone.localdate())
    if link:
        context = {"slot": slot, "link": link, "name": form.cleaned_data["name"], "on": on}
        return render(request, "people/set_up/link.html", context)
    return redirect(on)


@require_POST
@access.signed_in
def take_out(request: HttpRequest, key: str) -> HttpResponseBase:
    """Somebody does not hold it any more; or, without a holder, it is to be filled after all."""
    person, slot = _asked(request, key)
    now = timezone.now()
    holding = request.POST.get("holding", "")
    if holding.isascii() and holding.isdecimal() and len(holding) < 19:
        held = actions.take_out(slot=slot, holding_id=int(holding), by=person, now=now)
        messages.success(request, f"{held.person.name} is not {slot.words} of {slot.where} any more.")
    else:
        actions.leave_open(slot=slot, by=person, now=now)
        messages.success(request, f"{slot.title} at {slot.where} is open again.")
    return redirect("set_up_office", key)


def _asked(request: HttpRequest, key: str) -> tuple[Person, Slot]:
    # Whether there is such an office comes first: of another trust's, nobody is told even that they may not.
    person = access.who(request)
    slot = one_slot(person.trust, key) if person else None
    if slot is None:
        raise Http404
    return access.require(request, Right.SET_UP), slot


def _save(slot: Slot, form: FillForm, by: Person) -> str:
    typed, now = form.cleaned_data, timezone.now()
    if found := typed.get("person"):
        actions.fill(slot=slot, person=found, by=by, now=now)
    elif typed.get("instead"):
        actions.do_without(slot=slot, instead=typed["instead"], by=by, now=now)
    else:
        way = Way(typed["way"] or Way.LATER)
        return actions.fill_with_new(slot=slot, name=typed["name"], email=typed["email"], way=way, by=by, now=now)
    return ""


def _said(slot: Slot, form: FillForm) -> str:
    typed = form.cleaned_data
    if typed.get("instead"):
        return f"Noted: {slot.where} has no {slot.words}."
    name = typed["person"].name if typed.get("person") else " ".join(typed["name"].split())
    return f"{name} is {slot.words} of {slot.where}."


def _page(request: HttpRequest, slot: Slot, form: FillForm, *, status: int) -> HttpResponse:
    day = timezone.localdate()
    filled = as_it_stands(slot, day)
    context = {
        "slot": slot,
        "filled": filled,
        "form": form,
        "step": steps.BY_KEY[slot.step],
        "skip": steps.skip(slot, steps.of_step(slot.trust, Step(slot.step), day)),
    }
    return render(request, "people/set_up/office.html", context, status=status)
