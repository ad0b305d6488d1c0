"""The catalogue of platforms for staff, and the Trust's own word on each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from charioteer.channels import actions, rules, school_use
from charioteer.channels.forms import SchoolUseForm
from charioteer.channels.school_use import KINDS, USES, Listed
from charioteer.channels.views.refusing import put_on
from charioteer.errors import BadInput
from charioteer.look.lists import Choice
from charioteer.people import access
from charioteer.people.models import Person
from charioteer.people.roles import Right
from charioteer.reference import registers


@require_GET
@access.signed_in
def platforms(request: HttpRequest) -> HttpResponseBase:
    """Every platform we know, searched and narrowed by links and one box."""
    person = access.require(request, Right.READ_REGISTER)
    every = school_use.listed(person.trust_id)
    use, kind = request.GET.get("use", ""), request.GET.get("kind", "")
    q = " ".join(request.GET.get("q", "")[:100].split())
    context = {
        "shown": [one for one in every if _matches(one, use, kind, q)],
        "total": len(every),
        "uses": [(value, words, sum(one.use == value for one in every)) for value, words in USES.items()],
        "kinds": [Choice(value, words) for value, words in KINDS.items()],
        "use": use if use in USES else "",
        "kind": kind if kind in KINDS else "",
        "q": q,
        "checked_on": registers.load("platforms").checked_on,
    }
    return render(request, "channels/platforms.html", context)


@require_http_methods(["GET", "POST"])
@access.signed_in
def platform(request: HttpRequest, key: str) -> HttpResponseBase:
    """One platform: what is known of it, and may it be used for school."""
    person = access.require(request, Right.READ_REGISTER)
    found = next((one for one in school_use.listed(person.trust_id) if one.key == key), None)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, person, found, SchoolUseForm(initial={"use": found.use if found.own else "packaged"}))
    if refusal := rules.cannot_set_platform(person, timezone.now()):
        raise refusal
    form = SchoolUseForm(request.POST)
    if not form.is_valid():
        return _page(request, person, found, form, status=422)
    typed = form.cleaned_data
    try:
        actions.set_school_use(
            trust=person.trust, key=key, use=typed["use"], reason=typed["reason"], by=person, now=timezone.now()
        )
    except BadInput as refused:
        return _page(request, person, found, put_on(form, refused), status=refused.status)
    messages.success(request, f"{found.name}: may it be used for school? {_said(typed['use'])}.")
    return redirect("platform", key)


def _said(use: str) -> str:
    return USES.get(use, "As Charioteer suggests")


def _matches(one: Listed, use: str, kind: str, q: str) -> bool:
    """Whether it is asked for; a filter value nobody knows narrows nothing."""
    words = " ".join([one.name, one.key, *one.record.get("aliases", ())]).casefold()
    if use in USES and use != one.use:
        return False
    if kind in KINDS and kind != one.record["kind"]:
        return False
    return all(word in words for word in q.casefold().split())


def _page(
    request: HttpRequest, person: Person, found: Listed, form: SchoolUseForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "platform": found,
        "about": registers.catalogue().get(found.key),
        "packaged": USES.get(found.packaged["default"], ""),
        "history": school_use.history(person.trust_id, found.key),
        "form": form,
        "refusal": rules.cannot_set_platform(person, timezone.now()),
    }
    return render(request, "channels/platform.html", context, status=status)
