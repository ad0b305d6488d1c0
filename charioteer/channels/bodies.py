"""One answer as data: the body of the API and of `charioteer check-account --json`, and nothing else in either."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from charioteer.channels.answers import Verdict
from charioteer.platforms import Reading

LONGEST_ECHO = 300
"""Characters of what was asked that are said back."""


def body(verdict: Verdict, reading: Reading, *, now: datetime) -> dict[str, Any]:
    """Everything an answer says.

    Args:
        verdict, reading: what `checking.check` gave.
        now: when it was answered.
    """
    return {
        "official": verdict.official,
        "answer": verdict.answer.value,
        "heading": verdict.heading,
        "lead": verdict.lead,
        "reasons": list(verdict.reasons),
        "advice": list(verdict.advice),
        "channel": _absolute(verdict.channel) if verdict.channel else None,
        "like": _absolute(verdict.like) if verdict.like else None,
        "candidates": [_absolute(one) for one in verdict.candidates],
        "asked": asked(reading),
        "understood": understood(reading),
        "report": report(reading),
        "answered_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "note": "We looked in our own register; we did not look at the account.",
    }


def asked(reading: Reading) -> str:
    """What was asked, fit to be said back: an invitation is not repeated, and no long text is."""
    text = reading.to_store
    shown = text if text.isprintable() else " ".join("".join(x if x.isprintable() else " " for x in text).split())
    return shown if len(shown) <= LONGEST_ECHO else f"{shown[:LONGEST_ECHO]}…"


def understood(reading: Reading) -> dict[str, Any] | None:
    """Which account was understood; None if not even the platform could be told."""
    platform, identity = reading.platform, reading.identity
    if platform is None:
        return None
    return {
        "platform": platform.key,
        "platform_name": platform.short_name,
        "kind": identity.kind if identity else None,
        "account": reading.handle if identity else "",
        "identity": identity.canonical if identity else None,
        "address": reading.address,
        "words": understood_in_words(reading),
        "doubts": [doubt.words for doubt in reading.doubts],
    }


def understood_in_words(reading: Reading) -> str:
    """ "X account HouseCapella", "Facebook group 3651385304889119"; "" if no account was understood."""
    platform, identity = reading.platform, reading.identity
    if platform is None or identity is None:
        return ""
    kind = platform.kinds.get(identity.kind)
    noun = kind.name if kind and identity.kind not in {"handle", "unknown"} else "account"
    return f"{platform.short_name} {noun} {reading.handle}".strip()


def report(reading: Reading) -> dict[str, str]:
    """Where to report a fake: the school, and the platform if we know where. Even what is ours may be copied."""
    link = reading.platform.report if reading.platform else None
    return {
        "school": f"{settings.SITE_ADDRESS}/report-a-fake/",
        "platform": link.url if link else "",
        "platform_words": link.words if link else "",
    }


def response(said: Mapping[str, Any], status: int) -> HttpResponse:
    """Public data as JSON, for programs anywhere; never kept by anything on the way, since an answer ages.

    Args:
        said: the body.
        status: its HTTP status.
    """
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=_day)
    media_type = "application/problem+json" if "detail" in said else "application/json"
    headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
    made = HttpResponse(text.encode(), content_type=media_type, status=status, headers=headers)
    made._has_been_logged = True  # type: ignore[attr-defined]  # Django would log every “no” as a warning
    return made


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """Why there is no answer (after RFC 9457). It says `official: false`, so that nobody reads a yes.

    Args:
        status: the HTTP status.
        title: the kind of problem, in a word or two.
        detail: what is wrong, and how to mend it.
    """
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "official": False}
    return response(body, status)


def site() -> str:
    """The address people reach this site at, without a last stroke."""
    address: str = settings.SITE_ADDRESS
    return address


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a public answer")


def _absolute(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "page": settings.SITE_ADDRESS + facts["page"]}
