"""Every shape a page shows, drawn once; and the words each always stands beside."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_DISC = "M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18z"
_STAR = (
    "M10 .5 12.5 3.9 16.7 3.3 16.1 7.5 19.5 10 16.1 12.5 16.7 16.7 12.5 16.1 10 19.5 7.5 16.1 3.3 16.7 3.9 12.5"
    ".5 10 3.9 7.5 3.3 3.3 7.5 3.9z"
)
_CROSS = "5.4 6.9 8.5 10l-3.1 3.1 1.5 1.5L10 11.5l3.1 3.1 1.5-1.5-3.1-3.1 3.1-3.1-1.5-1.5L10 8.5z"
_OCTAGON = "M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"
_QUERY = (
    "M7.4 8.1a2.7 2.7 0 1 1 3.8 2.4c-.4.2-.5.4-.5.8v.3H8.9v-.5c0-1 .5-1.6 1.4-2 .5-.3.7-.5.7-.9a.9.9 0 0 0-1.9 0z"
    "M8.9 12.8h1.9v1.9H8.9z"
)


def _ring(inside: str, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"{dashed}/>{inside}'


def _solid(*paths: str) -> str:
    return f'<path fill-rule="evenodd" d="{"".join(paths)}"/>'


def _line(path: str, width: str = "2") -> str:
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="{width}" stroke-linejoin="round"/>'


# 20 by 20, filled or lines of 1.8 to 2, in the colour of the words beside them.
SHAPES: dict[str, str] = {
    # what a channel is now
    "official": _solid(_STAR, "m4.4 6.9-1.5-1.5-4 4-1.9-1.8-1.4 1.5 3.3 3.2z"),
    "partner": _line(_STAR, "1.8"),
    "unassessed": _ring('<path d="M4.6 9h2.2v2.2H4.6zm4.3 0h2.2v2.2H8.9zm4.3 0h2.2v2.2h-2.2z"/>'),
    "in_set_up": _ring('<path d="M8.9 5.6h2.2v3.3h3.3v2.2h-3.3v3.3H8.9v-3.3H5.6V8.9h3.3z"/>', "3.4 2.1"),
    "suspended": _solid(_DISC, "M6.6 6v8H9V6zm4.4 0v8h2.4V6z"),
    "closing": _ring(_line("M10 5v9M6.3 10.3 10 14l3.7-3.7")),
    "closed": _solid(_DISC, "M6.9 5.4 ", _CROSS),
    "quasi": (
        '<g fill="none" stroke="currentColor" stroke-width="1.8"><circle cx="7" cy="10" r="5.6"/>'
        '<circle cx="13" cy="10" r="5.6" stroke-dasharray="2.6 2"/></g>'
    ),
    "impersonation": (
        '<circle cx="7" cy="10" r="6"/>'
        '<circle cx="13" cy="10" r="6" fill="none" stroke="currentColor" stroke-width="1.8"/>'
    ),
    # how a clause stands
    "ok": _solid(_DISC, "m5.3 6.3-1.6-1.6-5 5-2.3-2.2-1.6 1.6 3.9 3.8z"),
    "partial": _solid(_DISC, "m0 2.2v13.6a6.8 6.8 0 0 0 0-13.6z"),
    "breach": _solid("M10 .4 19.6 10 10 19.6.4 10zM8.9 5v6.2h2.2V5zm0 7.8V15h2.2v-2.2z"),
    "unknown": _ring(f'<path d="{_QUERY}"/>', "3.4 2.1"),
    "stale": _ring(_line("M10 5v5.4l3.4 2.2")),
    "na": '<path d="M3 8.8h14v2.4H3z"/>',
    # what screening found
    "block": _solid(_OCTAGON, "M5 8.8v2.4h10V8.8z"),
    "warn": _solid("M10 1.2 19.6 18H.4zM8.9 7v5.2h2.2V7zm0 6.6v2.1h2.2v-2.1z"),
    "ask": _solid(
        "M2 2h16v12h-6l-4 4.5V14H2zm5.4 4.6h1.8a.8.8 0 1 1 1.2.8c-.9.5-1.3.9-1.3 1.8v.4H11v-.3c0-.3.1-.5.5-.7",
        "A2.6 2.6 0 1 0 7.4 6.6zM9.1 10.6h1.9v1.7H9.1z",
    ),
    "note": _solid(_DISC, "M8.9 5v2.2h2.2V5zm0 3.8V15h2.2V8.8z"),
    # what the public is told
    "listed": _line(_STAR, "1.8"),
    "was_official": _solid(_DISC, "M6.9 5.4 ", _CROSS),
    "not_registered": _solid(_OCTAGON, "m.6 4.4L", _CROSS),
    # small signs beside words
    "tick": '<path d="m17.5 5-9.9 10.5L2.5 10.6l1.7-1.7 3.3 3.2L15.8 3.4z"/>',
    "cross": '<path d="m4.6 3 5.4 5.4L15.4 3 17 4.6 11.6 10l5.4 5.4-1.6 1.6-5.4-5.4L4.6 17 3 15.4 8.4 10 3 4.6z"/>',
    "lock": _solid("M5.5 8V6a4.5 4.5 0 0 1 9 0v2H17v11H3V8zm2.2 0h4.6V6a2.3 2.3 0 0 0-4.6 0z"),
    "phone": (
        '<path d="M4 1.5h3.5l1.7 4.6-2.1 1.6a11 11 0 0 0 5.2 5.2l1.6-2.1 4.6 1.7V16a2.5 2.5 0 0 1-2.7 2.5'
        'C8.6 18.1 1.9 11.4 1.5 4.2A2.5 2.5 0 0 1 4 1.5z"/>'
    ),
    "up": '<path d="M10 4l6 8H4z"/>',
    "down": '<path d="M10 16l6-8H4z"/>',
    "both": '<path d="M10 2l5 6H5zm0 16l5-6H5z"/>',
    "search": '<circle cx="8.5" cy="8.5" r="5.6" fill="none" stroke="currentColor" stroke-width="2"/>'
    + _line("m12.8 12.8 5 5", "2.4"),
    "file": _line("M4.5 1.5h7l4 4v13h-11zM11 2v4h4M7 10h6M7 13.5h6", "1.8"),
    # what answers a clause: code alone, code and people, people, nobody (it tells, it does not ask)
    "automated": _solid(_DISC, "M6 6v8l8-4z"),
    "manual": _solid("M10 1.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM2 18.5c0-4.5 3.5-7 8-7s8 2.5 8 7z"),
    "informational": _solid(_DISC, "M8.9 5v2.2h2.2V5zm0 3.8V15h2.2V8.8z"),
}


@dataclass(frozen=True)
class Sign:
    """A word and its shape, always together."""

    word: str
    shape: str


STANDINGS: dict[str, Sign] = {
    "official": Sign("Official", "official"),
    "partner": Sign("Partner", "partner"),
    "unassessed": Sign("Unassessed", "unassessed"),
    "in_set_up": Sign("In set-up", "in_set_up"),
    "suspended": Sign("Suspended", "suspended"),
    "closing": Sign("Closing", "closing"),
    "closed": Sign("Closed", "closed"),
    "quasi": Sign("Quasi", "quasi"),
    "impersonation": Sign("Impersonation", "impersonation"),
}
STATES: dict[str, Sign] = {
    "ok": Sign("OK", "ok"),
    "partial": Sign("Partial", "partial"),
    "breach": Sign("Breach", "breach"),
    "unknown": Sign("Unknown", "unknown"),
    "stale": Sign("Stale", "stale"),
    "na": Sign("Not applicable", "na"),
}
FINDINGS: dict[str, Sign] = {
    "block": Sign("Stop", "block"),
    "warn": Sign("Careful", "warn"),
    "ask": Sign("Say why", "ask"),
    "note": Sign("Note", "note"),
}


@lru_cache(maxsize=256)
def icon(name: str, sprite: bool = False) -> SafeString:
    """One shape as inline SVG.

    Args:
        name: a key of `SHAPES`.
        sprite: refer to the page's `sprite(...)` instead of drawing it again.
    Returns:
        Markup hidden from screen readers; a word must stand beside it.
    Raises:
        KeyError: no such shape.
    """
    inside = f'<use href="#i-{name}"/>' if sprite and SHAPES[name] else SHAPES[name]
    return mark_safe(  # noqa: S308 (our own drawing)
        f'<svg class="ch-icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{inside}</svg>'
    )


@lru_cache(maxsize=64)
def sprite(*names: str) -> SafeString:
    """The shapes as symbols, once, for a page that repeats one more than ten times.

    Args:
        names: keys of `SHAPES`.
    """
    symbols = "".join(f'<symbol id="i-{name}" viewBox="0 0 20 20">{SHAPES[name]}</symbol>' for name in names)
    return mark_safe(  # noqa: S308 (our own drawing)
        f'<svg class="ch-sprite" width="0" height="0" aria-hidden="true" focusable="false">{symbols}</svg>'
    )


@lru_cache(maxsize=256)
def standing(key: str, word: str = "", sprite: bool = False) -> SafeString:
    """The tag of a channel's standing: shape, word, then colour.

    Args:
        key: a key of `STANDINGS`.
        word: another word for it, if the page needs one ("Was official").
        sprite: as in `icon`.
    """
    sign = STANDINGS[key]
    return format_html(
        '<strong class="govuk-tag ch-standing ch-standing--{}">{}{}</strong>',
        key,
        icon(sign.shape, sprite),
        word or sign.word,
    )


@lru_cache(maxsize=256)
def state(key: str, word: str = "", sprite: bool = False) -> SafeString:
    """How something stands, on the board's six-state scale.

    Args:
        key: a key of `STATES`.
        word: another word for it ("No" for a breach in a public answer).
        sprite: as in `icon`.
    """
    sign = STATES[key]
    return format_html(
        '<span class="ch-state ch-state--{}">{}{}</span>', key, icon(sign.shape, sprite), word or sign.word
    )
