"""What is typed about the calendar."""

from collections.abc import Sequence
from typing import Any

from django import forms

from charioteer.look.forms import DayField, Form
from charioteer.people.models import School
from charioteer.people.year.actions import Days

WHOLE_TRUST = "trust"
_REASON = {
    "label": "Why you change it",
    "max_length": 500,
    "help_text": "It is kept with the calendar’s history.",
}


class DaysForm(Form):
    """A name, a first and a last day."""

    name = forms.CharField(max_length=80)
    first_day = DayField(label="First day")
    last_day = DayField(label="Last day", help_text="The last day itself is included.")

    def days(self) -> Days:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Days(typed["name"], typed["first_day"], typed["last_day"])


class AddForm(DaysForm):
    """A new term or closure, and whose it is."""

    what = forms.ChoiceField(
        label="What it is",
        choices=[
            ("term", "A term"),
            ("closure", "A closure: half-term, a training day, snow"),
        ],
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(
        label="For whom", help_text="A school with terms of its own does not follow those of the Trust at that time."
    )
    field_order = ("what", "place", "name", "first_day", "last_day")

    def __init__(self, *args: Any, schools: Sequence[School], whole_trust: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = [(WHOLE_TRUST, "The whole Trust")] if whole_trust else []
        self.fields["place"].choices = [*whole, *((one.slug, one.name) for one in schools)]  # type: ignore[attr-defined]
        self.fields["name"].help_text = "Such as Autumn term, or Half-term."


class ChangeForm(DaysForm):
    """A change, with its reason."""

    reason = forms.CharField(**_REASON)  # type: ignore[arg-type]


class RemoveForm(Form):
    """Why something is taken out."""

    reason = forms.CharField(**{**_REASON, "label": "Why you remove it"})  # type: ignore[arg-type]


class HolidayForm(Form):
    """A bank holiday that the list lacks, or one that is not kept."""

    kept = forms.ChoiceField(
        label="What you change",
        choices=[("yes", "Add a bank holiday"), ("no", "Take one off the list")],
        widget=forms.RadioSelect,
    )
    day = DayField(label="Which day")
    name = forms.CharField(
        required=False, max_length=80, help_text="What it is called. Only for one that you add.", label="Name"
    )
    reason = forms.CharField(**{**_REASON, "label": "Why", "help_text": "Where it was announced, for instance."})  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        """One that is added needs a name."""
        given = super().clean() or {}
        if given.get("kept") == "yes" and not given.get("name"):
            self.add_error("name", "Say what the new bank holiday is called.")
        return given
