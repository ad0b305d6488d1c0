"""What is typed while a trust is set up."""

from collections.abc import Sequence
from typing import Any

from django import forms

from charioteer.look.forms import Form
from charioteer.people.models import Person, School
from charioteer.people.set_up.actions import Way

MOST_IN_A_BOX = 300
_WAYS = {
    Way.MAIL: "Send them the link by e-mail",
    Way.LINK: "Show me the link, I pass it on",
    Way.LATER: "Not yet",
}


class FillForm(Form):
    """Who holds an office: somebody known, somebody new, or nobody. Exactly one of the three is filled in."""

    known = forms.CharField(label="Somebody we know", required=False, max_length=254)
    name = forms.CharField(label="Their name", required=False, max_length=200)
    email = forms.CharField(label="Their e-mail address", required=False, max_length=254)
    way = forms.ChoiceField(label="Their first sign-in", required=False, widget=forms.RadioSelect)
    instead = forms.CharField(
        label="Who does it instead",
        required=False,
        max_length=300,
        help_text="Only if there is no such office here, and there will be none.",
    )

    def __init__(self, *args: Any, people: Sequence[Person], mail: bool, none: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        if len(people) <= MOST_IN_A_BOX:
            choices = [("", "Choose"), *((str(one.pk), _named(one)) for one in people)]
            self.fields["known"] = forms.ChoiceField(label="Somebody we know", required=False, choices=choices)
            said = "This person is not in the list any more. Choose somebody else."
            self.fields["known"].error_messages["invalid_choice"] = said
        else:
            self.fields["known"].help_text = "Their e-mail address, or their whole name."
        ways = [(way.value, words) for way, words in _WAYS.items() if mail or way is not Way.MAIL]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        self.fields["way"].initial = ways[0][0]
        for field in self.fields.values():
            field.one_of_several = True  # type: ignore[attr-defined]  # none is needed, yet one of them is
        if not none:
            del self.fields["instead"]

    def clean(self) -> dict[str, Any]:
        """One of the three, and no more."""
        given = super().clean() or {}
        answers = [bool(given.get("known")), bool(given.get("name") or given.get("email")), bool(given.get("instead"))]
        if self.errors:
            return given
        if not any(answers):
            self.add_error("known", "Choose somebody, or type who it is. If nobody knows yet, leave it open below.")
        elif sum(answers) > 1:
            self.add_error(None, "More than one answer is filled in. Keep one, and empty the others.")
        elif answers[0]:
            self._find(given)
        elif answers[1]:
            self._both(given)
        return given

    def _find(self, given: dict[str, Any]) -> None:
        wanted = given["known"].strip().casefold()
        if len(self.people) <= MOST_IN_A_BOX:
            found = [one for one in self.people if str(one.pk) == wanted]
        else:
            found = [one for one in self.people if wanted in {one.email.casefold(), one.name.casefold()}]
        if len(found) == 1:
            given["person"] = found[0]
        elif found:
            self.add_error("known", f"{len(found)} people are called that. Type the e-mail address.")
        else:
            self.add_error("known", "Nobody of that name or address is known. Type them below as somebody new.")

    def _both(self, given: dict[str, Any]) -> None:
        if not given.get("name"):
            self.add_error("name", "Type their name as well.")
        if not given.get("email"):
            self.add_error("email", "Type their e-mail address as well, so that they can be invited.")


class NameForm(Form):
    """The name of a new school."""

    name = forms.CharField(label="Name of the school", max_length=200)


class CentreForm(Form):
    """The name of a new centre, and its school."""

    school = forms.ChoiceField(label="Which school it belongs to")
    name = forms.CharField(label="Name of the centre", max_length=200, help_text="A campus, a phase, a satellite.")

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, prefix="centre", **kwargs)
        self.fields["school"].choices = [("", "Choose"), *((str(one.pk), one.name) for one in schools)]  # type: ignore[attr-defined]


def _named(person: Person) -> str:
    return f"{person.name} ({person.email})" if person.email else person.name
