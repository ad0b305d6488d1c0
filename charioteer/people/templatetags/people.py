"""What the sign-in pages need beyond the look."""

import json
from typing import Any

from django import template
from django.forms import BaseForm

register = template.Library()


@register.filter
def in_fours(key: str) -> str:
    """Part a key into groups of four, so that it can be typed by hand."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@register.filter
def as_json(value: Any) -> str:
    """Write a value down for a script, inside an attribute: the template escapes it like any other text."""
    return json.dumps(value)


@register.simple_tag
def labels(form: BaseForm | None, **said: str) -> str:
    """`{% labels form login="E-mail address" %}`: call the fields of a form that is not ours what we call them.

    Write it before anything is said about the fields: their errors name them too.
    """
    for name, label in said.items():
        if form and name in form.fields:
            form.fields[name].label = label
    return ""
