"""Every component on one page, for whoever changes a style and for the accessibility test. Only with DEBUG on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from charioteer.look import icons, lists
from charioteer.look.forms import DayField, Form


@dataclass(frozen=True)
class Thing:
    """A made-up row."""

    name: str
    platform: str
    standing: str
    opened: date
    followers: int | None


class Sample(Form):
    """One field of every kind."""

    handle = forms.CharField(label="Handle", max_length=40, help_text="As the platform writes it, with or without @.")
    purpose = forms.CharField(label="What it is for", max_length=500, widget=forms.Textarea({"rows": 4}))
    school = forms.ChoiceField(label="School", choices=[("", "Choose"), ("c", "Capella House"), ("s", "Strathmore")])
    kind = forms.ChoiceField(
        label="What kind of account", choices=[("page", "A page"), ("group", "A group")], widget=forms.RadioSelect
    )
    marks = forms.MultipleChoiceField(
        label="Where its mark was seen",
        choices=[("notice", "The privacy notice"), ("website", "The website")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opened = DayField(label="When it was opened", help_text="For example 1 9 2021, or 1 September 2021.")
    closed = DayField(label="When it was closed", widget=forms.TextInput, required=False)
    evidence = forms.FileField(label="A file", help_text="CSV, XLSX, DOCX or PDF, up to 25 MB.", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput({"autocomplete": "off"}), required=False)
    seen = forms.BooleanField(label="I looked at it myself")


WRONG = {"wrong-handle": "x" * 41, "wrong-opened_0": "31", "wrong-opened_1": "2", "wrong-opened_2": "2020"}

THINGS = lists.List(
    what=("channel", "channels"),
    columns=(
        lists.Column("name", "Channel", "name", sort="name", link=lambda row: "#list"),
        lists.Column("platform", "Platform", "platform", sort="platform"),
        lists.Column("standing", "Standing", "standing", cell=lambda row: icons.standing(row.standing)),
        lists.Column("opened", "Opened", "opened", sort="opened", descending_first=True),
        lists.Column("followers", "Followers", "followers", number=True),
    ),
    filters=(
        lists.Filter(
            "standing",
            "Standing",
            "standing",
            chips=True,
            choices=[lists.Choice(key, sign.word, sign.shape) for key, sign in list(icons.STANDINGS.items())[:4]],
        ),
        lists.Filter(
            "platform", "Platform", "platform", choices=(lists.Choice("x", "X"), lists.Choice("f", "Facebook"))
        ),
    ),
    search=("name",),
    empty="Channels come from an import, or one by one.",
)
ROWS = [
    Thing(
        f"@HouseCapella{number or ''}",
        "X, listed as Twitter",
        standing,
        date(2021, 9, number + 1),
        number * 700 or None,
    )
    for number, standing in enumerate(icons.STANDINGS)
]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The specimen.

    Raises:
        Http404: DEBUG is off.
    """
    if not settings.DEBUG:
        raise Http404
    asked = lists.Asked(q="capella", sort="-opened", page=3, filters={"standing": "official"}, notes=("A note.",))
    nothing = lists.Asked(q="nothing")
    shown = {"choices": {}, "counts": {"standing": {"official": 1, "partner": 3}}, "exportable": True}
    context = {
        "list": lists.Page(THINGS, asked, ROWS, 420, **shown),  # type: ignore[arg-type]
        "empty": lists.Page(THINGS, lists.Asked(), [], 0, choices={}, counts={}, exportable=False),
        "not_found": lists.Page(THINGS, nothing, [], 0, choices={}, counts={}, exportable=False),
        "sample": Sample(),
        "wrong": Sample(WRONG, prefix="wrong"),
        "standings": list(icons.STANDINGS),
        "states": list(icons.STATES),
        "findings": icons.FINDINGS.items(),
        "shapes": icons.SHAPES,
        "moment": datetime(2026, 11, 22, 9, 12, tzinfo=UTC),
    }
    return render(request, "look/specimen.html", context)
