"""Tags and filters every template has."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from charioteer.look import dates, forms, icons, navigation

register = template.Library()

register.simple_tag(icons.icon)
register.simple_tag(icons.sprite)
register.simple_tag(icons.standing)
register.simple_tag(icons.state)


@register.filter
def long_date(day: date | None) -> str:
    """`{{ day|long_date }}`: "14 September 2026"."""
    return dates.long_date(day)


@register.filter
def when(moment: datetime | None) -> str:
    """`{{ moment|when }}`: "09:12 GMT, Sunday 22 November 2026"."""
    return dates.when(moment)


@register.filter
def interval(first: date | None, last: date | None = None) -> str:
    """`{{ first|interval:last }}`: "some day in April 2020"."""
    return dates.interval(first, last)


@register.filter
def upper_first(words: str) -> str:
    """Start a sentence with these words, leaving the rest as it is."""
    return words[:1].upper() + words[1:]


@register.inclusion_tag("look/_nav.html", takes_context=True)
def nav(context: Context) -> dict[str, Any]:
    """`{% nav %}`: the main navigation, of the addresses that exist."""
    public = bool(context.get("public_register"))
    return {"links": navigation.links(context.get("request"), context.get("person"), public, context.get)}


@register.simple_tag
def address(name: str, *args: Any, **kwargs: Any) -> str:
    """`{% address "policy" as policy_url %}`: like `{% url %}`, but empty when no app declares the name."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("look/_breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, Any]:
    """`{% breadcrumbs "Channels" register_url school.name school_url %}`: words and address, turn by turn."""
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True))}


@register.inclusion_tag("look/_back.html")
def back(href: str, words: str = "Back") -> dict[str, str]:
    """`{% back url "Back to the register" %}`: the link above a page that is one step of something."""
    return {"href": href, "words": words}


@register.filter
def said(field: BoundField) -> list[str]:
    """`{% for message in field|said %}`: its errors, in our voice."""
    return forms.sentences(field)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """`{% field form.name %}`: label, hint, error and box of one field."""
    return bound.as_field_group()


@register.inclusion_tag("look/forms/summary.html")
def error_summary(form: BaseForm | None) -> dict[str, Any]:
    """`{% error_summary form %}`: what is to be mended, each a link to its box. Empty for a form without errors."""
    found = forms.summary(form) if form and form.errors else []
    return {"found": found, "how_many": f"{_counted(len(found))} thing{'' if len(found) == 1 else 's'}"}


def _counted(number: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[number] if number < len(words) else str(number)
