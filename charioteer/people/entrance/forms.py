"""What is typed on the ways in. Most are our words upon allauth's forms; what may be done, the actions decide."""

from collections.abc import Sequence
from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from django import forms

from charioteer.look.forms import DayField, Form, Spoken
from charioteer.people.models import HelpRequest

Choices = Sequence[tuple[str, str]]

NO_SCRIPT = "Nothing came from your browser. A passkey needs the script of this page; a password and a code do not."
NOT_KNOWN = "This passkey is not one we know for you, or the page was open too long. Press the button to try again."
_NAME = {"required": "Give the passkey a name.", "max_length": "Give it a name of at most 60 letters."}


class _AboutPasskeys:
    """Says of a passkey what allauth would say of a code."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = NO_SCRIPT
        self.fields["credential"].error_messages["invalid"] = NOT_KNOWN

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
