"""Joining by invitation, and the page about one's own account. Signing in itself is allauth's."""

from allauth.account import views as account_views
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from charioteer.errors import BadInput, NotNow
from charioteer.people.access import signed_in
from charioteer.people.actions import accept, open_invitation
from charioteer.people.entrance import limits
from charioteer.people.forms import Acceptance
from charioteer.people.listing import role_words
from charioteer.people.models import Invitation, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: a name and a password, then signed in and on to the second factor."""
    now = timezone.now()
    found = open_invitation(token=token, now=now)
    if found is None:
        return private(render(request, "people/invitation_over.html", status=404))
    form = Acceptance(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.count(request, "invitation")
        try:
            user = accept(token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password"], now=now)
        except BadInput as refusal:
            form.add_error(refusal.where or None, refusal.reason)
        except NotNow:
            return private(render(request, "people/invitation_over.html", status=404))
        else:
            return private(_enter(request, user))
    return private(_show(request, form, found))


def _show(request: HttpRequest, form: Acceptance, found: Invitation) -> HttpResponse:
    # Not 422 when something is wrong with the form: Django logs the address of every 4xx, and this one is a secret
    # that still works.
    return render(request, "people/invitation.html", {"form": form, "invitation": found})


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    request.session.set_expiry(0)  # as after every other sign-in: it ends with the browser
    # The password was typed a moment ago; without this note allauth would ask for it again at once.
    record_authentication(request, user, method="password", reauthenticated=True)
    return redirect("account")


def private(response: HttpResponse) -> HttpResponse:
    """Keep the secret in an address from travelling on."""
    # The address is the secret, so it must not travel on in a Referer header or into an index. “no-referrer” would
    # hide it too, but then browsers post the form with “Origin: null”, which the check for forged forms refuses.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@never_cache
@require_GET
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Who I am, the roles I hold, how I sign in."""
    assert isinstance(request.user, User)
    person = request.user.person
    mine = list(Authenticator.objects.filter(user=request.user))
    ways = {way.type: way for way in mine}
    today = timezone.localdate()
    codes = ways.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "holdings": [(held, role_words(held)) for held in person.holdings_on(today).select_related("school", "centre")],
        "totp": ways.get(Authenticator.Type.TOTP),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "passkeys": sum(way.type == Authenticator.Type.WEBAUTHN for way in mine),
        "browsers": request.user.devices.count(),
        "tokens": person.tokens.filter(revoked_at=None, ends_on__gte=today).count(),
    }
    return render(request, "people/account.html", context)


def password_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail, or read that this site sends none."""
    if not settings.SENDS_MAIL:
        return render(request, "account/password_reset.html")
    response: HttpResponse = account_views.PasswordResetView.as_view(extra_context={"sends_mail": True})(request)
    return response
