"""Forms in our markup: what is wrong is said in a sentence, beside the box and at the top, and linked."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, engines
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from charioteer.look.dates import MONTHS, read_day
from charioteer.look.forms import DayField, Form, summary


class Paper(Form):
    """One field of every kind."""

    name = forms.CharField(max_length=20, help_text="As it stands on the door.")
    why = forms.CharField(max_length=100, widget=forms.Textarea, required=False)
    school = forms.ChoiceField(choices=[("", "Choose"), ("c", "Capella House"), ("s", "Strathmore")])
    kind = forms.ChoiceField(choices=[("a", "A page"), ("g", "A group")], widget=forms.RadioSelect)
    marks = forms.MultipleChoiceField(
        choices=[("n", "Notice"), ("w", "Website")], widget=forms.CheckboxSelectMultiple, required=False
    )
    sure = forms.BooleanField(label="I looked at it myself")
    opened = DayField()
    closed = DayField(widget=forms.TextInput, required=False)
    file = forms.FileField()
    next = forms.CharField(widget=forms.HiddenInput, required=False)


class Foreign(forms.Form):
    """A form that knows nothing of us, as allauth's do."""

    login = forms.CharField(label="E-mail address")


def typed(**given: str) -> Paper:
    data = QueryDict(mutable=True)
    data.update(given)
    return Paper(data)


def shown(form: Any, template: str = "{{ form }}") -> str:
    return engines["django"].from_string(template).template.render(Context({"form": form}))


def test_every_box_has_a_label_or_stands_in_a_named_group() -> None:
    page = shown(Paper())
    for name in ("name", "why", "school", "sure", "closed", "file"):
        assert f'for="id_{name}"' in page
        assert f'id="id_{name}"' in page
    for name in ("kind", "marks", "opened"):
        assert f'for="id_{name}_0"' in page
    assert page.count("<fieldset") == page.count("<legend") == 3


def test_hint_and_error_are_tied_to_the_box_and_stand_before_it() -> None:
    page = shown(typed(name=""))
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-describedby="id_kind_error"' in page
    assert page.index('for="id_name"') < page.index("id_name_helptext") < page.index('id="id_name_error"')
    assert page.index('<p class="govuk-error-message" id="id_name_error"') < page.index('<input class="govuk-input"')


def test_optional_says_so_and_required_does_not() -> None:
    page = shown(Paper())
    assert "Why <span" in page
    assert "Name <span" not in page
    assert " required" not in page.replace("(required", "")


def test_no_field_has_a_placeholder_a_style_or_a_script() -> None:
    page = shown(typed())
    for never in ("placeholder", "style=", "<script", "onclick"):
        assert never not in page


def test_a_limit_is_said_before_it_is_met() -> None:
    assert "Up to 100 letters." in shown(Paper())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Fill in “Name”."),
        ({"name": "x" * 23}, "“Name” can hold 20 letters; you typed 23. Make it shorter."),
        ({"school": ""}, "Choose an answer for “School”."),
        ({"school": "z"}, "“z” is not one of the choices for “School”."),
        ({"kind": ""}, "Choose an answer for “Kind”."),
        ({"sure": ""}, "Tick “I looked at it myself” to go on."),
        ({"opened_0": "31", "opened_1": "2", "opened_2": "2020"}, "We read “31/2/2020” as 31 February 2020,"),
        ({"opened": "31/02/20"}, "Write the year of “31/02/20” with four figures, like 2026."),
        ({"file": ""}, "Choose a file."),
    ],
)
def test_an_error_says_how_to_mend_it(given: dict[str, str], sentence: str) -> None:
    assert any(message.startswith(sentence) for _, message in summary(typed(**given)))


def test_the_summary_links_to_boxes_that_exist_in_the_order_of_the_page() -> None:
    form = typed(name="")
    page = shown(form, "{% error_summary form %}{{ form }}")
    places = [page.index(f' id="{box}"') for box, _ in summary(form)]
    assert len(places) == 6
    assert places == sorted(places)
    assert "6 things before we go on" in page


def test_errors_about_the_whole_lead_to_the_first_box() -> None:
    form = typed()
    form.add_error(None, "These two do not go together.")
    assert summary(form)[0] == ("id_name", "These two do not go together.")


def test_a_form_without_errors_has_no_summary() -> None:
    assert shown(Paper(), "{% error_summary form %}").strip() == ""
    assert shown(None, "{% error_summary form %}").strip() == ""


def test_a_form_of_somebody_else_speaks_with_our_voice_too() -> None:
    page = shown(Foreign({}), "{% error_summary form %}{{ form }}")
    assert page.count("Fill in “E-mail address”.") == 2
    assert "This field is required" not in page
    assert 'class="govuk-input"' in page


def test_what_was_typed_stays_and_is_escaped() -> None:
    page = shown(typed(name="<b>", opened_0="31", opened_1="Feb", opened_2="2020"))
    assert 'value="&lt;b&gt;"' in page
    for part in ("31", "Feb", "2020"):
        assert f'value="{part}"' in page


def test_choices_made_stay_made() -> None:
    page = shown(typed(kind="g", school="s"))
    assert 'value="g" checked' in page
    assert '<option value="s" selected>' in page


def test_a_day_that_was_stored_is_shown_in_its_boxes_and_is_not_a_change() -> None:
    form = Paper(initial={"opened": date(2021, 9, 1)})
    assert 'name="opened_2" type="text" inputmode="numeric" value="2021"' in shown(form["opened"], "{{ form }}")
    assert not DayField().has_changed(date(2021, 9, 1), "1/9/2021")
    assert DayField().has_changed(date(2021, 9, 1), "rubbish")


def test_one_field_can_be_placed_alone() -> None:
    assert "As it stands on the door." in strip_tags(shown(Paper(), "{% field form.name %}"))


@pytest.mark.parametrize(
    "text",
    [
        "14 September 2026",
        "14/9/2026",
        "14.09.2026",
        "14-9-2026",
        "14th Sept 2026",
        "14 sep 2026",
        "2026-09-14",
        " 14 , 9 , 2026 ",
    ],
)
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert read_day(text) == date(2026, 9, 14)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tomorrow", "We cannot read “tomorrow” as a date."),
        ("9/14/2026", "has no month 14. The day comes first"),
        ("29 February 2023", "as 29 February 2023, which does not exist"),
        ("1/1/26", "with four figures"),
        ("0/1/2026", "We cannot read"),
        ("1 Ma 2026", "We cannot read"),
        ("1/1/0026", "with four figures"),
        ("²/1/2026", "We cannot read"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_day(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    assert read_day(f"{day.day} {MONTHS[day.month - 1]} {day.year}") == day
    assert read_day(f"{day.day:02}/{day.month:02}/{day.year}") == day
    assert read_day(day.isoformat()) == day


@given(st.text(max_size=60))
def test_anything_else_typed_is_refused_calmly(text: str) -> None:
    try:
        read = read_day(text)
    except ValueError:
        return
    assert 1900 <= read.year <= 2200
