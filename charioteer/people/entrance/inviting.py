"""Inviting by screen: who waits, who has come, a new invitation, and its link, shown once."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from charioteer.errors import BadInput, Refused
from charioteer.people import access, links
from charioteer.people.access import signed_in
from charioteer.people.actions import invite, withdraw
from charioteer.people.entrance import limits
from charioteer.people.entrance.forms import Invite
from charioteer.people.entrance.invited import INVITATIONS
from charioteer.people.models import Invitation, Person, School
from charioteer.people.roles import ROLES, Right
from charioteer.people.rules import cannot_invite_as, cannot_withdraw

_LINK = "invitation link"
WHOLE_TRUST = "trust"


@never_cache
@require_GET
@signed_in
def invitations(request: HttpRequest) -> HttpResponse:
    """Every invitation to the places I may invite to."""
    person = access.require(request, Right.INVITE)
    page = INVITATIONS.read(_within_reach(person), request.GET, exports=False)
    return render(request, "people/invitations.html", {"list": page})


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    person = access.require(request, Right.INVITE)
    places = _places(person)
    form = Invite(request.POST if request.method == "POST" else None, roles=_roles(person, places), places=places)
    if request.method == "POST" and form.is_valid():
        try:
            return _invited(request, person, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error(refusal.where or None, refusal.reason)
    return render(request, "people/invite.html", {"form": form})


@never_cache
@require_GET
@signed_in
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One invitation; straight after it was made, its link, and never again."""
    person, found = _one(request, pk)
    kept = request.session.get(_LINK) or {}
    link = request.session.pop(_LINK)["link"] if kept.get("id") == found.pk else ""
    open_now = found.used_at is None and found.withdrawn_at is None
    refusal = cannot_withdraw(person, found, timezone.now())
    context = {"invitation": found, "link": link, "open_now": open_now, "refusal": refusal, "now": timezone.now()}
    context["sends_mail"] = settings.SENDS_MAIL
    return render(request, "people/invitation_made.html", context)


@require_POST
@signed_in
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make its link useless."""
    person, found = _one(request, pk)
    withdraw(invitation=found, by=person, now=timezone.now())
    messages.success(request, f"The invitation to {found.email} is withdrawn. Its link works no more.")
    return redirect("invitations")


@require_POST
@signed_in
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link to the same address, role and place; the one before stops working."""
    person, found = _one(request, pk)
    place = found.school.slug if found.school else WHOLE_TRUST
    return _invited(request, person, email=found.email, role=found.role, place=place)


def _invited(request: HttpRequest, person: Person, *, email: str, role: str, place: str) -> HttpResponse:
    limits.count(request, "invite", f"person {person.pk}")
    school = None if place == WHOLE_TRUST else School.objects.visible_to(person).filter(slug=place).first()
    if school is None and place != WHOLE_TRUST:
        raise BadInput("That place is not one of this Trust’s. Choose another.", where="place")
    token = invite(email=email, role=role, trust=person.trust, by=person, now=timezone.now(), school=school)
    made = Invitation.objects.get(token_hash=links.hash_of(token))
    # Sessions are sealed, so the link waits here for the next page and is nowhere else.
    request.session[_LINK] = {"id": made.pk, "link": links.to("invitation", token)}
    return redirect("invitation_made", made.pk)


def _within_reach(person: Person) -> QuerySet[Invitation]:
    reach = person.reach(Right.INVITE, timezone.localdate())
    return Invitation.objects.visible_to(person).filter(reach.q()).select_related("school", "invited_by")


def _one(request: HttpRequest, pk: int) -> tuple[Person, Invitation]:
    person = access.who(request)
    if person is None:
        raise Http404
    found = get_object_or_404(Invitation.objects.visible_to(person), pk=pk)
    access.require(request, Right.INVITE)
    return person, get_object_or_404(_within_reach(person), pk=found.pk)


def _places(person: Person) -> Sequence[tuple[str, str]]:
    reach = person.reach(Right.INVITE, timezone.localdate())
    schools = School.objects.visible_to(person).filter(reach.q("pk")).order_by("name", "pk")
    found = [(school.slug, school.name) for school in schools]
    return [(WHOLE_TRUST, "The whole Trust"), *found] if reach.everywhere else found


def _roles(person: Person, places: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    # Those that can be given somewhere; whether at the place chosen too is said when both are known.
    now = timezone.now()
    chosen = [slug for slug, _ in places[:2]]
    schools: list[Any] = [
        None if slug == WHOLE_TRUST else School.objects.get(trust=person.trust, slug=slug) for slug in chosen
    ]
    return [
        (role.key, role.name)
        for role in ROLES.values()
        if not all(isinstance(cannot_invite_as(person, role, school, now), Refused) for school in schools)
    ]
