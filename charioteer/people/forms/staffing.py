"""What is typed about somebody: who they are, where, as what, led by whom, away until when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from charioteer.errors import BadInput
from charioteer.look.forms import DayField, Form
from charioteer.people.models import Centre, Engagement, Person, PersonKind, RoleHolding, School
from charioteer.people.places import Spots
from charioteer.people.queries import find_person
from charioteer.people.roles import ROLES

_WHO = "Their e-mail address, payroll number or whole name."


class SomebodyField(forms.CharField):
    """One person of the trust, named in words. The form says within whom (`look_for`)."""

    by: Person

    def __init__(self, *args: Any, seen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen

    def clean(self, value: Any) -> Person | None:
        """Find them, or say why not."""
        said = super().clean(value)
        if not said:
            return None
        try:
            return find_person(said, by=self.by, seen=self.seen)
        except BadInput as refused:
            raise ValidationError(refused.reason) from None


class PlaceField(forms.CharField):
    """One place: chosen from a list, or typed where there are too many to choose from."""

    spots: Spots

    def offer(self, spots: Spots) -> None:
        """Say which places there are."""
        self.spots = spots
        if spots.choices is not None:
            self.widget = forms.Select(choices=[("", "Choose"), *spots.choices])
        else:
            self.help_text = "The whole name of the school, or “Trust”."

    def clean(self, value: Any) -> tuple[School | None, Centre | None] | None:
        """Find it, or say why not."""
        said = super().clean(value)
        if not said:
            return None
        try:
            return self.spots.find(said)
        except BadInput as refused:
            raise ValidationError(refused.reason) from None


class _AboutPeople(Form):
    """A form that names people and places as the person who fills it in may."""

    def __init__(self, *args: Any, by: Person, spots: Spots | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, SomebodyField):
                field.by = by
            if isinstance(field, PlaceField) and spots is not None:
                field.offer(spots)


class PersonForm(_AboutPeople):
    """Who somebody is, wherever they are."""

    name = forms.CharField(max_length=200)
    email = forms.CharField(
        label="E-mail address",
        required=False,
        max_length=254,
        help_text="Where they are written to. What they sign in with is another thing, and theirs.",
    )
    payroll_number = forms.CharField(
        required=False, max_length=40, help_text="As the payroll writes it, if there is one."
    )


class PlaceForm(_AboutPeople):
    """Where somebody is, as what."""

    kind = forms.ChoiceField(label="In what capacity", choices=PersonKind.choices)
    place = PlaceField(label="Where", max_length=300)
    job_title = forms.CharField(required=False, max_length=120)
    leader = SomebodyField(label="Led by", required=False, max_length=254, help_text=_WHO)
    from_date = DayField(label="First day")


class AddForm(PersonForm, PlaceForm):
    """Somebody new, at their first place."""

    field_order = ("name", "email", "payroll_number", "kind", "place", "job_title", "leader", "from_date")


class LastDayForm(_AboutPeople):
    """The last day of something; it is in force through that day."""

    last_day = DayField(label="Last day")


class RoleForm(_AboutPeople):
    """A role, where, from when."""

    role = forms.ChoiceField(choices=[("", "Choose"), *((role.key, role.name) for role in ROLES.values())])
    place = PlaceField(label="Where", max_length=300)
    from_date = DayField(label="From")
    until_date = DayField(label="Last day", required=False, help_text="Leave blank if it goes on.")
    stands_in = forms.BooleanField(
        label="Stands in: acts only while nobody who holds this office is here", required=False
    )


class AwayForm(_AboutPeople):
    """From when until when somebody is away, and who acts for them."""

    from_date = DayField(label="First day away")
    until_date = DayField(label="Last day away", required=False, help_text="Leave blank if nobody knows yet.")
    deputy = SomebodyField(
        label="Who acts for them",
        required=False,
        max_length=254,
        help_text=f"{_WHO} They get all roles of the person who is away, for that time. Why somebody is away is not "
        "asked and not kept.",
    )


class MergeForm(_AboutPeople):
    """The other entry of the same person."""

    other = SomebodyField(label="The other entry", max_length=254, help_text=_WHO, seen=True)


class SplitForm(PersonForm):
    """Who the other person is, and what is theirs."""

    engagements = forms.MultipleChoiceField(
        label="Which places are theirs", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick one."}
    )
    roles = forms.MultipleChoiceField(
        label="Which roles are theirs", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[Engagement, str]],
        held: Sequence[tuple[RoleHolding, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["engagements"].choices = [(str(one.pk), words) for one, words in places]  # type: ignore[attr-defined]
        self.fields["roles"].choices = [(str(one.pk), words) for one, words in held]  # type: ignore[attr-defined]
        if not held:
            del self.fields["roles"]
