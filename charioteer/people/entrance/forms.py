"""What is typed on the ways in. Most are our words upon allauth's forms; what may be done, the actions decide."""

import logging
import struct
from collections.abc import Callable, Sequence
from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.mail import get_connection
from django.http import HttpRequest
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from charioteer.errors import NotNow
from charioteer.jobs import Trouble
from charioteer.look.forms import DayField, Form, Spoken
from charioteer.mail.handing import open_line
from charioteer.people.models import HelpRequest

_LOG = logging.getLogger(__name__)
Choices = Sequence[tuple[str, str]]

NO_SCRIPT = "Nothing came from your browser. A passkey needs the script of this page; a password and a code do not."
NOT_KNOWN = "This passkey is not one we know for you, or the page was open too long. Press the button to try again."
LONGEST = 50_000
"""Letters of a browser's answer; a true one has a few thousand at most."""
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError, struct.error)
_NAME = {"required": "Give the passkey a name.", "max_length": "Give it a name of at most 60 letters."}


class AskForLink(ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link for a new password is sent."""

    def save(self, request: HttpRequest, **given: Any) -> str:
        """Send the link, if somebody signs in with that address.

        Raises:
            NotNow: the mail server is away. It is asked whoever the address belongs to, so nobody learns who signs in.
        """
        line = get_connection()
        try:
            open_line(line)
        except Trouble as trouble:
            _LOG.error("A link for a new password could not be sent: %s", trouble.says, exc_info=trouble)
            raise NotNow(
                "We cannot send mail at this moment. No link was sent. Try again in some minutes.",
                who_can="Whoever runs this server makes you a link with `charioteer invite` and your address",
            ) from trouble
        finally:
            line.close()
        sent: str = super().save(request, **given)
        return sent


class Credential(forms.JSONField):
    """What a browser answered. Anybody may send anything here, so it is read whole before it is believed.

    Args:
        read: how it is read: as a new passkey, or as the answer of one that is known.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__(widget=forms.HiddenInput, error_messages={"required": NO_SCRIPT, "invalid": NOT_KNOWN})
        self.read = read

    def to_python(self, value: Any) -> Any:
        """JSON of the right shape, or the sentence."""
        if isinstance(value, str) and len(value) > LONGEST:
            raise forms.ValidationError(NOT_KNOWN)
        try:
            found = super().to_python(value)
            if found not in self.empty_values:
                self.read(found)
        except UNREADABLE:
            raise forms.ValidationError(NOT_KNOWN) from None
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Never said back: the next try needs another answer."""
        return ""


class _AboutPasskeys:
    """Says of a passkey what allauth would say of a code, and takes nothing that cannot be read."""

    fields: dict[str, forms.Field]
    read: Callable[[Any], Any] = AuthenticationResponse.from_dict

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = Credential(type(self).read)

    def clean_credential(self) -> Any:
        """A signature that does not fit is a passkey that does not fit."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (InvalidSignature, *UNREADABLE):
            raise forms.ValidationError(NOT_KNOWN, code="incorrect_code") from None

    def add_error(self, field: str | None, error: Any) -> None:
        """What does not fit is a passkey here, and no code."""
        wrong = getattr(error, "code", "") == "incorrect_code"
        super().add_error(field, forms.ValidationError(NOT_KNOWN, code="incorrect_code") if wrong else error)  # type: ignore[misc]


class PasskeySecond(_AboutPasskeys, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step of signing in."""


class PasskeyAgain(_AboutPasskeys, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, to show again who one is."""


class Passkey(_AboutPasskeys, Spoken, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: what its owner calls it, and whether it signs in alone."""

    read = RegistrationResponse.from_dict

    def clean_credential(self) -> Any:
        """Only read so far; whether it answers our question, `clean` says."""
        return self.cleaned_data["credential"]

    def clean(self) -> dict[str, Any]:
        """What cannot be read deeper down is no passkey either."""
        try:
            found: dict[str, Any] = super().clean()
        except UNREADABLE:
            raise forms.ValidationError(NOT_KNOWN, code="incorrect_code") from None
        return found

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = forms.CharField(
            label="Name it",
            max_length=60,
            help_text="So that you know it again: “work laptop”, “blue key”.",
            error_messages=_NAME,
        )
        self.fields["name"] = name
        self.initial["name"] = ""
        self.fields["passwordless"].label = "Sign in with it alone, without my password"
        self.fields["passwordless"].help_text = "It then asks for your finger, your face or its PIN each time."


class PasskeyName(Spoken, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label="Name", max_length=60, error_messages=_NAME)


class PasskeyAlone(_AboutPasskeys, LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with nothing but a passkey: it must have asked who holds it."""

    def clean_credential(self) -> Any:
        """A key that anybody may press is one factor, and one is not enough here."""
        sent = parse_authentication_response(self.cleaned_data["credential"])
        if not sent.response.authenticator_data.is_user_verified():
            raise forms.ValidationError(
                "This passkey did not ask for your finger, face or PIN, so it cannot sign you in alone. Type your "
                "password, then use it as the second step."
            )
        return super().clean_credential()


class AskHelp(Form):
    """Address and password of somebody who lost their second factor."""

    email = forms.CharField(label="E-mail address", max_length=254)
    password = forms.CharField(label="Password", max_length=4096, strip=False, widget=forms.PasswordInput)


class ComeBackIn(Form):
    """The password, again: the link alone lets nobody in."""

    password = forms.CharField(label="Your password", max_length=4096, strip=False, widget=forms.PasswordInput)


class Vouch(Form):
    """How a second person made sure who is asking."""

    spoke = forms.ChoiceField(
        label="How did you speak to them?", choices=HelpRequest.Spoke.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Where, or on which number",
        max_length=300,
        help_text="“In the staff room”, “her mobile from the staff list”. Never a number from the request itself.",
    )
    sure = forms.BooleanField(
        label="I have spoken to them today and am sure it is them",
        error_messages={"required": "Speak to them first; then tick the box."},
    )


class Invite(Form):
    """Whom to invite, as what, where."""

    email = forms.CharField(label="E-mail address", max_length=254, help_text="They will sign in with it.")
    role = forms.ChoiceField(label="Role")
    place = forms.ChoiceField(label="Where")

    def __init__(self, *args: Any, roles: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("role", roles), ("place", places)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Choose"), *choices] if len(choices) != 1 else list(choices)


class NewToken(Form):
    """What a token is for, and how long it lasts."""

    name = forms.CharField(label="What is it for?", max_length=80, help_text="“The website’s list of channels”.")
    ends_on = DayField(label="Its last day", help_text="At most a year away.")
