"""My tokens for programs: made with a last day, shown once, revoked."""

from datetime import timedelta
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from charioteer.errors import BadInput
from charioteer.people import second_factor
from charioteer.people.access import signed_in
from charioteer.people.actions.tokens import USUAL, make_token, revoke_token
from charioteer.people.entrance import limits
from charioteer.people.entrance.forms import NewToken
from charioteer.people.models import ApiToken, Person, User


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def tokens(request: HttpRequest) -> HttpResponse:
    """Those I have, and a new one: it is shown on this page once."""
    assert isinstance(request.user, User)
    person, now = request.user.person, timezone.now()
    first = {"ends_on": timezone.localdate() + USUAL}
    form = NewToken(request.POST if request.method == "POST" else None, initial=first)
    context: dict[str, Any] = {"form": form, "made": ""}
    if request.method == "POST" and form.is_valid():
        limits.count(request, "invite", f"token {person.pk}")
        try:
            proved = second_factor.has_proved(request)
            context["made"] = make_token(person=person, proved=proved, by=person, now=now, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error(refusal.where or None, refusal.reason)
        else:
            context["form"] = NewToken(initial=first)
    return render(request, "people/tokens.html", {**context, **_held(person)})


@require_POST
@signed_in
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one useless at once."""
    assert isinstance(request.user, User)
    token = get_object_or_404(ApiToken, pk=pk, person=request.user.person)
    revoke_token(token=token, by=request.user.person, now=timezone.now())
    messages.success(request, f"The token “{token.name}” is revoked.")
    return redirect("tokens")


def _held(person: Person) -> dict[str, Any]:
    today = timezone.localdate()
    kept = person.tokens.filter(made_at__gte=timezone.now() - timedelta(days=800)).order_by("-made_at", "-pk")
    rows = [(token, token.works_on(today)) for token in kept]
    return {"working": [token for token, works in rows if works], "over": [token for token, works in rows if not works]}
