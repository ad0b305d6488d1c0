"""What people type about channels: the words they are asked, and what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.core import signing

from charioteer.channels.actions.registering import Details
from charioteer.channels.models import Channel, Scope
from charioteer.look.forms import DayField, Form
from charioteer.platforms import Catalogue, parse

_LONG = {"rows": 3}
_SALT = "charioteer.channels.opened_with"


class DetailsForm(Form):
    """Everything the list says about one channel, on one page."""

    platform = forms.ChoiceField()
    account = forms.CharField(
        label="Address or handle",
        required=False,
        max_length=500,
        help_text="Open the account and copy its address from the top of the page. A handle does as well.",
    )
    name = forms.CharField(label="Name", max_length=200, help_text="What people know it by.")
    school = forms.ChoiceField(label="Whose channel it is", required=False)
    purpose = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(_LONG), help_text="What it is for (clause 3.2a)."
    )
    audience = forms.CharField(
        label="For whom", required=False, max_length=300, help_text="Families of one class, say, or anybody."
    )
    owner = forms.CharField(
        label="Outside body that runs it",
        required=False,
        max_length=200,
        help_text="Leave blank if the school or the Trust runs it. A friends’ association makes it a partner’s.",
    )
    other_route = forms.CharField(
        label="Other way people are told",
        required=False,
        max_length=300,
        help_text="A channel is never the only way people are told (clause 3.2h). Letters, texts, the website?",
    )
    account_id = forms.CharField(
        label="The platform’s own number for it",
        required=False,
        max_length=200,
        help_text="It stays the same when the handle changes.",
    )
    opened = forms.CharField(
        required=False, max_length=200, help_text="In words or numbers: 1 September 2021, 1/9/21, April 2020, 2017."
    )
    closed = forms.CharField(
        required=False, max_length=200, help_text="Leave blank while it is open. A date here closes it on the list."
    )
    how_closed = forms.CharField(
        label="How it was closed",
        required=False,
        max_length=2000,
        widget=forms.Textarea(_LONG),
        help_text="Deleted, renamed, handed over? Were the posts kept?",
    )

    def __init__(self, *args: Any, catalogue: Catalogue, schools: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(catalogue.platforms.values(), key=lambda one: one.name.casefold())
        self.fields["platform"].choices = [("", "Choose"), *((one.key, one.name) for one in named)]  # type: ignore[attr-defined]
        places = [("", "Not stated"), ("trust", "The Trust itself"), *schools]
        self.fields["school"].choices = places  # type: ignore[attr-defined]

    def details(self) -> Details:
        """What was typed, as the actions take it."""
        return Details(**{name: self.cleaned_data[name].strip() for name in (field.name for field in fields(Details))})


class AddForm(DetailsForm):
    """A new channel."""


class EditForm(DetailsForm):
    """A change, with its reason, and with what the list said when the page was opened."""

    reason = forms.CharField(
        label="Why you change it",
        max_length=1000,
        widget=forms.Textarea(_LONG),
        help_text="Everybody who may read the register can read this. It is kept with the channel’s history.",
    )
    opened_with = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].help_text += " What was proved, was proved of this account; another starts unproved."


class Compared(Form):
    """Asked for only when the name is very like another on the list."""

    compared = forms.BooleanField(
        label="I have compared them, and this is another account",
        required=True,
        error_messages={"required": "A name very like this one is on the list. Compare the two, then say so."},
    )


class PeopleForm(Form):
    """Who holds one thing, one a line."""

    written = forms.CharField(
        label="One a line",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        help_text="A name with the office in brackets, like Priya Nair (Teacher); or a name alone; or an office alone. "
        "Blank means unknown.",
    )
    reason = forms.CharField(
        label="Why you change it",
        max_length=1000,
        widget=forms.Textarea(_LONG),
        help_text="Everybody who may read the register can read this. It is kept with the channel’s history.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FactForm(Form):
    """One dated statement with its evidence."""

    holds = forms.ChoiceField(label="What was found", widget=forms.RadioSelect)
    at = DayField(
        label="When it was seen", widget=forms.TextInput, help_text="In words or numbers, like 14 September 2026."
    )
    expires = DayField(
        label="Good until",
        required=False,
        widget=forms.TextInput,
        help_text="After this day it must be shown again. Leave blank if it stays true until somebody says otherwise.",
    )
    evidence = forms.CharField(
        label="What shows it",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Who looked, at what. No passwords and no codes. It is kept with the channel’s history.",
    )

    def __init__(self, *args: Any, answers: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holds"].choices = [("yes", answers[0]), ("no", answers[1])]  # type: ignore[attr-defined]


class SchoolUseForm(Form):
    """The Trust's own word on whether a platform is for school use."""

    use = forms.ChoiceField(
        label="May it be used for school?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("ask", "Ask first"), ("no", "No"), ("packaged", "As Charioteer suggests")],
    )
    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(_LONG),
        help_text="Everybody who signs in can read this. It is kept with the date and your name.",
    )


def initial_of(channel: Channel, catalogue: Catalogue) -> dict[str, str]:
    """What the list says, as somebody would type it: typing it again changes nothing."""
    platform = catalogue.get(channel.platform)
    place = channel.school.slug if channel.school else "trust" if channel.scope == Scope.TRUST else ""
    return {
        "platform": channel.platform,
        "account": _typed(channel, catalogue, platform.name if platform else ""),
        "name": channel.name,
        "school": place,
        "purpose": channel.purpose,
        "audience": channel.audience,
        "owner": channel.owner_body,
        "other_route": channel.other_route,
        "account_id": channel.platform_account_id,
        "opened": channel.opened_as_written,
        "closed": channel.closed_as_written,
        "how_closed": channel.how_closed,
    }


def _typed(channel: Channel, catalogue: Catalogue, platform_name: str) -> str:
    # The handle keeps its capitals, the address does not: so the handle, where it leads back to the same account.
    if not channel.identity:
        return ""
    read = parse(channel.handle, catalogue, platform_hint=platform_name) if channel.handle else None
    if read and read.identity and read.identity.canonical == channel.identity and read.handle == channel.handle:
        return channel.handle
    return channel.address or channel.handle


def sealed(version: int, said: Mapping[str, str]) -> str:
    """What the list said when a form was opened, to be carried by the form."""
    return signing.dumps([version, dict(said)], salt=_SALT, compress=True)


def unsealed(carried: str) -> tuple[int, dict[str, str]] | None:
    """What `sealed` carried; None if it is missing or was changed on the way."""
    try:
        version, said = signing.loads(carried, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return version, said
