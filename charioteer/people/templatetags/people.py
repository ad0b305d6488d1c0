"""Filters for the sign-in pages."""

from django import template

register = template.Library()


@register.filter
def in_fours(key: str) -> str:
    """Part a key into groups of four, so that it can be typed by hand."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
