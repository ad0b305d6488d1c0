"""What a person chooses about being reminded."""

from django import forms

from charioteer.look.forms import Form
from charioteer.mine.models import Digest


class NoticesForm(Form):
    """How often."""

    digest = forms.ChoiceField(
        label="How often do you want mail about what is yours to do?",
        choices=[
            (Digest.DAILY.value, "Every working day, if something waits"),
            (Digest.WEEKLY.value, "On the first working day of a week, if something waits"),
            (Digest.NEVER.value, "Never"),
        ],
        widget=forms.RadioSelect,
        help_text="It says how many things wait and gives a link, never what they are. If something that keeps people "
        "safe is overdue, you are written to once a week in any case.",
    )
