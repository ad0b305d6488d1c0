"""What was understood of one row of people, in words for the preview."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from charioteer.look import dates
from charioteer.people.models import PersonKind

_NAMES = {
    "name": "name",
    "email": "e-mail",
    "payroll_number": "payroll number",
    "from_date": "start",
    "until_date": "end",
    "job_title": "job title",
}


def says(understood: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was understood of one row, in words."""
    yield "Name", understood["name"]
    yield "Payroll number", understood["payroll_number"]
    yield "E-mail", understood["email"]
    yield "As", PersonKind(understood["kind"]).label
    yield "Where", understood["where"]
    yield "Job title", understood["title"]
    yield "From", _words(understood["from"])
    yield "Until", _words(understood["until"])
    yield "Led by", understood["led_by"]
    changes = {**understood.get("person", {}), **understood.get("place", {})}
    yield "Changes", "; ".join(_change(name, was, now) for name, (was, now) in changes.items())


def _change(name: str, was: Any, now: Any) -> str:
    if name == "leader":
        return "leader"
    if name == "source":
        return "known from this list from now on"
    dated = name in {"from_date", "until_date"}
    before, after = (_words(was), _words(now)) if dated else (str(was), str(now))
    return f"{_NAMES[name]}: {before or 'blank'} → {after}"


def _words(day: str | None) -> str:
    return dates.long_date(date.fromisoformat(day)) if day else ""
