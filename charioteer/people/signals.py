"""What allauth and Django tell us about signing in goes into the log.

Signals are not for business flow; here they are the only door a library opens. What is written here is written just
after the library's own change, not in its transaction.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.people import devices, second_factor
from charioteer.people.actions.sessions import end_sessions
from charioteer.people.models import User
from charioteer.people.queries import user_by_email
from charioteer.people.trail import sign_ins

SIGNED_IN = kind("people.user.signed_in", "Signed in", visible=sign_ins)
SIGNED_OUT = kind("people.user.signed_out", "Signed out", visible=sign_ins)
REFUSED = kind("people.user.refused", "A sign-in failed", visible=sign_ins)
PASSWORD_CHANGED = kind("people.password.changed", "Changed the password", visible=sign_ins)
FACTOR_SET = kind("people.second_factor.set", "Set up a second factor", visible=sign_ins)
FACTOR_REMOVED = kind("people.second_factor.removed", "Removed a second factor", visible=sign_ins)
FACTOR_REFUSED = kind("people.second_factor.refused", "A second factor was wrong", visible=sign_ins)
CODES_MADE = kind("people.recovery_codes.made", "Made recovery codes", visible=sign_ins)
CODE_USED = kind("people.recovery_code.used", "Used a recovery code", visible=sign_ins)


@receiver(auth.user_logged_in)
def browser_remembered(request: HttpRequest | None, user: User, **_: Any) -> None:
    """From the first moment on the session stands in the list of those that can be ended."""
    if request is not None:
        devices.note(request, user, timezone.now())


@receiver(account.user_logged_in)
def signed_in(user: User, **_: Any) -> None:
    """Signed in, every step of it."""
    _note(SIGNED_IN, user)


@receiver(auth.user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Signed out by their own hand."""
    if user is not None:
        user.devices.filter(pk=devices.current(request)).delete()
        _note(SIGNED_OUT, user)


@receiver(auth.user_login_failed)
def refused(credentials: dict[str, Any], **_: Any) -> None:
    """A wrong password. An address nobody has is not written down: it may be a password typed in the wrong box."""
    user = user_by_email(str(credentials.get("email") or credentials.get("username") or ""))
    if user:
        _note(REFUSED, user, by_them=False)
        return
    record(REFUSED, of="people.user:unknown", by=None, now=timezone.now(), trust_id=None)


@receiver([account.password_changed, account.password_reset])
def password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    """Changed from the account page, or by a link: signed out everywhere but here."""
    _note(PASSWORD_CHANGED, user)
    _elsewhere_out(request, user)


@receiver(mfa.authenticator_added)
@receiver(mfa.authenticator_reset)
def factor_set(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """A second factor or a set of recovery codes was made."""
    if authenticator.type in second_factor.FACTORS:
        second_factor.proved(request, user)
        _note(FACTOR_SET, user, factor=authenticator.type)
    else:
        _note(CODES_MADE, user)


@receiver(mfa.authenticator_removed)
def factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """A second factor was removed. What other browsers proved with it counts no more."""
    if authenticator.type not in second_factor.FACTORS:
        return
    if not second_factor.factors(user).exists():
        second_factor.forget(request)
    _note(FACTOR_REMOVED, user, factor=authenticator.type)
    _elsewhere_out(request, user)


@receiver(mfa.authenticator_used)
def factor_used(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """A right code: this session has proved itself."""
    second_factor.proved(request, user)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _note(CODE_USED, user)


@receiver(mfa.authentication_failed)
def factor_refused(user: User, **_: Any) -> None:
    """A wrong code."""
    _note(FACTOR_REFUSED, user, by_them=False)


def _elsewhere_out(request: HttpRequest, user: User) -> None:
    here = devices.current(request) if request.user.is_authenticated else 0
    end_sessions(person=user.person, by=user.person, now=timezone.now(), but=here)


def _note(what: str, user: User, *, by_them: bool = True, **facts: Any) -> None:
    person = user.person
    record(what, of=user, by=person if by_them else None, now=timezone.now(), trust_id=person.trust_id, facts=facts)
