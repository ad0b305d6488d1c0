"""The one box: paste an account, get an answer that fails closed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from charioteer.channels import bodies, checking
from charioteer.channels.answers import Answer, Verdict
from charioteer.channels.public import pages, places, throttle
from charioteer.people import door

LONGEST_IN_BOX = 300
# The look of each answer: the class of its box, and its shape.
LOOKS: dict[Answer, tuple[str, str]] = {
    Answer.OFFICIAL: ("official", "official"),
    Answer.LISTED: ("listed", "listed"),
    Answer.PARTNER: ("listed", "partner"),
    Answer.WAS_OFFICIAL: ("was", "was_official"),
    Answer.NOT_REGISTERED: ("not", "not_registered"),
    Answer.UNKNOWN: ("unknown", "unknown"),
}


@door.page
def check(request: HttpRequest) -> HttpResponse:
    """Answer the one question, or ask for it."""
    text = request.GET.get("q", "")
    if not text.strip():
        return pages.show(request, "ask.html", {})
    wait = throttle.seconds_to_wait(request)
    if wait:
        response = pages.show(request, "too_often.html", {"seconds": wait}, status=429)
        response["Retry-After"] = str(wait)
    else:
        response = pages.show(request, "answer.html", _answered(text))
    response["Cache-Control"] = "no-store"
    return response


def _answered(text: str) -> dict[str, Any]:
    now = timezone.now()
    verdict, reading = checking.check(text, now=now)
    look, shape = LOOKS[verdict.answer]
    untold = verdict.answer is Answer.UNKNOWN
    return {
        "verdict": verdict,
        "look": look,
        "shape": shape,
        "asked": bodies.asked(reading),
        "in_box": text[:LONGEST_IN_BOX] if len(text) <= LONGEST_IN_BOX and text.isprintable() else "",
        "understood": bodies.understood_in_words(reading),
        "doubts": [doubt.words for doubt in reading.doubts],
        "report": bodies.report(reading),
        "platform": reading.platform.short_name if reading.platform else "",
        "shown_address": pages.bare(verdict.channel["address"]) if verdict.channel else "",
        "letters": _letters(verdict, reading.handle),
        "places": places.named_in(text) if untold and not verdict.candidates else [],
        "answered_at": now,
    }


def _letters(verdict: Verdict, handle: str) -> dict[str, Any] | None:
    """Both names letter by letter, where one could be taken for the other."""
    like = verdict.like
    if like is None or like["same_name"]:
        return None
    sign = "@" if like["handle"].startswith("@") else ""
    return {
        "asked": format_html("{}{}", sign, marked(handle.lstrip("@"), like["asked_marks"])),
        "ours": format_html("{}{}", sign, marked(like["handle"].lstrip("@"), like["ours_marks"])),
    }


def marked(name: str, marks: list[list[int]]) -> SafeString:
    """A name with some of its letters marked.

    Args:
        name: the name.
        marks: from and to of each stretch, in order.
    """
    parts, at = [], 0
    for start, end in marks:
        parts += [("", name[at:start], ""), (SafeString("<b>"), name[start:end], SafeString("</b>"))]
        at = end
    parts.append(("", name[at:], ""))
    return format_html_join("", "{}{}{}", [part for part in parts if part[1]])
