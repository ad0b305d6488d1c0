"""Every form in GOV.UK markup: one renderer, forms whose errors say how to mend them, dates as people write them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.renderers import TemplatesSetting

from charioteer.look import dates


class Renderer(TemplatesSetting):
    """Renders every form of the site, allauth's too, through the templates of `look`."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"


class Spoken:
    """A mixin for forms: no browser bubbles, no colons, and sentences that name the field.

    Optional fields say so by themselves; limits of long texts are said before they are met.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        fields: Mapping[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            if field.label is None:
                field.label = name.replace("_", " ").capitalize()
            _speak(field)


class Form(Spoken, forms.Form):
    """The form to start from."""


class DateBoxes(forms.MultiWidget):
    """A day as three boxes. The middle one takes a number or the month's name."""

    template_name = "look/forms/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput(), forms.TextInput(), forms.TextInput()], attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Says whether the day was refused, in a word a template can ask for."""
        context = super().get_context(name, value, attrs)
        context["widget"]["invalid"] = "aria-invalid" in context["widget"]["attrs"]
        return context

    def decompress(self, value: Any) -> list[Any]:
        """A day, or what was typed, as three parts."""
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        parts = str(value).split("/") if value else []
        return [*parts, "", "", ""][:3]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The three boxes as one text; one text under the field's own name does as well."""
        parts = [str(data.get(f"{name}_{index}", "")).strip() for index in range(3)]
        return "/".join(parts) if any(parts) else str(data.get(name, "")).strip()


class DayField(forms.Field):
    """A day, typed as words or numbers; in three boxes unless another widget is given."""

    widget = DateBoxes

    def to_python(self, value: Any) -> date | None:
        """Read it, or say what was read and why it cannot be."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return dates.read_day(str(value))
        except ValueError as unread:
            raise ValidationError(str(unread), code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not the ways of writing them."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def sentences(field: forms.BoundField) -> list[str]:
    """The errors of a field in our voice, wherever the form came from."""
    plain = str(forms.Field.default_error_messages["required"])
    return [_required(field.field) if message == plain else str(message) for message in field.errors]


def summary(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every error of a form with the id of the box it is about, in the order of the page."""
    visible = form.visible_fields()
    first = target(visible[0]) if visible else ""
    found = [(first, str(message)) for message in form.errors.get(NON_FIELD_ERRORS, [])]
    for field in visible:
        found += [(target(field), message) for message in sentences(field)]
    for field in form.hidden_fields():
        found += [("", message) for message in sentences(field)]
    return found


def target(field: forms.BoundField) -> str:
    """The id a link to this field leads to: the box, or the first of several."""
    return field.id_for_label or f"{field.auto_id}_0"


def _speak(field: forms.Field) -> None:
    plain = forms.Field.default_error_messages["required"]
    if field.error_messages.get("required") == plain:
        field.error_messages["required"] = _required(field)
    limit = getattr(field, "max_length", None)
    if limit and isinstance(field, forms.CharField):
        # Checked by a validator, which takes its words from here.
        field.error_messages["max_length"] = (
            f"“{field.label}” can hold {limit:,} letters; you typed %(show_value)s. Make it shorter."
        )
        if isinstance(field.widget, forms.Textarea):
            field.help_text = " ".join(filter(None, [str(field.help_text), f"Up to {limit:,} letters."]))
    if isinstance(field, forms.ChoiceField):
        field.error_messages["invalid_choice"] = f"“%(value)s” is not one of the choices for “{field.label}”."


def _required(field: forms.Field) -> str:
    label = field.label or "this"
    if isinstance(field, forms.FileField):
        return "Choose a file."
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick “{label}” to go on."
    if isinstance(field.widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"Choose an answer for “{label}”."
    return f"Fill in “{label}”."
