"""Passkeys, from enrolling to signing in: allauth's pages, with the one script that browsers ask for."""

from ipaddress import ip_address
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn import views as allauth
from allauth.mfa.webauthn.internal import auth
from csp.constants import SELF
from csp.decorators import csp_update
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.generic.edit import FormView

from charioteer.errors import Refused
from charioteer.people import rules, second_factor
from charioteer.people.access import signed_in
from charioteer.people.models import User

# The only pages of the site on which a script may run: our own file, and no other.
scripted = csp_update({"script-src": [SELF]})


def why_not_here(request: HttpRequest) -> str:
    """Why browsers use no passkey at this address; "" where they do."""
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        return f"Browsers keep passkeys for names, and this site is reached by a number ({host})."
    if request.is_secure() or host == "localhost" or host.endswith(".localhost"):
        return ""
    return "Browsers use passkeys only where a site is reached by https, and this one is not."


@never_cache
@require_GET
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """A code from an app, or a passkey: which second factor to set up."""
    assert isinstance(request.user, User)
    if why_not_here(request):
        return redirect("mfa_activate_totp")
    has = set(second_factor.factors(request.user).values_list("type", flat=True))
    return render(request, "people/second_factor.html", {"has_app": Authenticator.Type.TOTP in has})


class _Says:
    """A page of allauth's that also says why there can be no passkey here."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As allauth has it, and the reason."""
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**found, "why_not": why_not_here(self.request)}


@method_decorator([never_cache, scripted], name="dispatch")
class Add(_Says, allauth.AddWebAuthnView):  # type: ignore[misc]
    """Enrol one."""


class Listed(_Says, allauth.ListWebAuthnView):  # type: ignore[misc]
    """Those somebody has."""


class Rename(allauth.EditWebAuthnView):  # type: ignore[misc]
    """Call one something else."""


class Remove(allauth.RemoveWebAuthnView):  # type: ignore[misc]
    """Remove one; not the last second factor of somebody whose role asks for one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As allauth has it, and why it may not go."""
        return {**super().get_context_data(**kwargs), "refusal": _kept(self.request, self.get_object())}

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or refuse."""
        if refusal := _kept(self.request, self.get_object()):
            raise refusal
        response: HttpResponse = super().form_valid(form)
        return response


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    """Remove the authenticator app; the same refusal."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As allauth has it, and why it may not go."""
        return {**super().get_context_data(**kwargs), "refusal": _kept(self.request, self.authenticator)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or refuse."""
        if refusal := _kept(self.request, self.authenticator):
            raise refusal
        response: HttpResponse = super().form_valid(form)
        return response


@method_decorator([never_cache, reauthentication_required(app="allauth.mfa")], name="dispatch")
class ChangeApp(ActivateTOTPView):  # type: ignore[misc]
    """Another phone: the new app takes the old one's place in one step, so that nobody is without in between."""

    template_name = "mfa/totp/change_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who have one to change."""
        assert isinstance(request.user, User)
        if not second_factor.factors(request.user).filter(type=Authenticator.Type.TOTP).exists():
            return redirect("mfa_activate_totp")
        return FormView.dispatch(self, request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The code of the new phone is right: the old one's counts no more."""
        Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.TOTP).delete()
        response: HttpResponse = super().form_valid(form)
        return response


@method_decorator([never_cache, scripted], name="dispatch")
class SignIn(_Says, allauth.LoginWebAuthnView):  # type: ignore[misc]
    """Sign in with nothing but a passkey."""

    template_name = "mfa/webauthn/login.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with the button. Sign-in itself stays without script."""
        return self._page(self.get_form())

    def form_invalid(self, form: Any) -> HttpResponse:
        """What was wrong, and the button again."""
        return self._page(form)

    def _page(self, form: Any) -> HttpResponse:
        asked = {"request_options": auth.begin_authentication(user=None)}
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form, js_data=asked))
        return response


@method_decorator([never_cache, scripted], name="dispatch")
class Confirm(_Says, allauth.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Show again who one is, by passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """What was wrong, and the button again."""
        response: HttpResponse = self.render_to_response({**self.get_context_data(), "form": form})
        return response


@method_decorator([never_cache, scripted], name="dispatch")
class SecondStep(_Says, AuthenticateView):  # type: ignore[misc]
    """The second step of signing in: a code, a recovery code, or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As allauth has it, and which of them this person has."""
        has = set(second_factor.factors(self.stage.login.user).values_list("type", flat=True))
        ways = {"has_app": Authenticator.Type.TOTP in has, "has_passkey": Authenticator.Type.WEBAUTHN in has}
        return {**super().get_context_data(**kwargs), **ways}


def _kept(request: HttpRequest, factor: Authenticator) -> Refused | None:
    assert isinstance(request.user, User)
    return rules.cannot_remove_factor(request.user, factor.pk, timezone.now())
