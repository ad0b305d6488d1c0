"""What is typed about the mode."""

from django import forms

from charioteer.look.forms import Form
from charioteer.people.models import Mode


class AskForm(Form):
    """Asking to go live."""

    words = forms.CharField(
        label="What whoever decides should know", required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class AnswerForm(Form):
    """Agreeing, or turning it down."""

    reason = forms.CharField(
        label="Your reason",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="It is kept with the decision.",
    )


class ChangeForm(Form):
    """Another mode than live."""

    mode = forms.ChoiceField(label="Which mode", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why", max_length=1000, widget=forms.Textarea({"rows": 3}), help_text="It is kept with the decision."
    )

    def __init__(self, *args: object, now: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        others = [(mode.value, mode.label) for mode in (Mode.TRY, Mode.PILOT) if mode != now]
        self.fields["mode"].choices = others  # type: ignore[attr-defined]
        self.fields["mode"].initial = others[0][0] if len(others) == 1 else None
