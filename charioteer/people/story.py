"""What happened to somebody, told in sentences from the log."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from charioteer.audit.actions import subject_of
from charioteer.audit.models import Entry, Words
from charioteer.look import dates
from charioteer.people import kinds
from charioteer.people.models import Person, PersonKind, School
from charioteer.people.roles import ROLES
from charioteer.people.trail import within_reach

_MOST = 50
_FIELDS = {"name": "Name", "email": "E-mail address", "payroll_number": "Payroll number"}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened: what, by whom, when, and what changed."""

    title: str
    who: str
    at: datetime
    lines: tuple[str, ...]


def history(person: Person, *, asked_by: Person, day: date) -> list[Told]:
    """What the log says about somebody, newest first, as far as the asker may read the log; four queries."""
    entries = list(Entry.objects.about(subject_of(person)).filter(within_reach(asked_by, day))[:_MOST])
    words = dict(Words.objects.filter(ref__in=[entry.ref for entry in entries]).values_list("ref", "text"))
    facts = [json.loads(entry.body)["facts"] for entry in entries]
    actors = {int(entry.actor.split(":")[1]) for entry in entries if entry.actor.startswith("people.person:")}
    actors |= {one[key] for one in facts for key in ("deputy", "gone") if isinstance(one.get(key), int)}
    actors |= {one["now"]["leader"] for one in facts if isinstance(one.get("now"), dict) and one["now"].get("leader")}
    names = dict(Person.objects.filter(pk__in=actors).values_list("pk", "name"))
    schools = dict(School.objects.filter(trust=person.trust_id, pk__in=_schools(facts)).values_list("pk", "name"))
    return [
        Told(
            entry.says,
            _who(entry.actor, names),
            entry.at,
            tuple(_lines(entry.kind, said, words.get(entry.ref, {}), names, schools)),
        )
        for entry, said in zip(entries, facts, strict=True)
    ]


def _schools(facts: list[dict[str, Any]]) -> set[int]:
    every = [one for said in facts for one in (said, said.get("now") or {})]
    return {said["school"] for said in every if isinstance(said, dict) and isinstance(said.get("school"), int)}


def _who(actor: str, names: Mapping[int, str]) -> str:
    if not actor.startswith("people.person:"):
        return "Charioteer"
    return names.get(int(actor.split(":")[1]), "Somebody no longer here")


def _lines(
    kind: str, facts: dict[str, Any], words: dict[str, Any], names: Mapping[int, str], schools: Mapping[int, str]
) -> Iterator[str]:
    place = schools.get(facts.get("school") or 0, "the Trust itself")
    if kind in {kinds.BEGUN, kinds.CHANGED, kinds.ENDED}:
        yield from _place_lines(kind, facts, place, names, schools)
    elif kind in {kinds.ROLE_GIVEN, kinds.ROLE_ENDED}:
        name = ROLES[facts["role"]].name if facts["role"] in ROLES else facts["role"]
        yield f"{'Stands in as ' if facts['stands_in'] else ''}{name}, {place}{_span(facts)}"
    elif kind in {kinds.AWAY, kinds.BACK}:
        yield f"Away{_span(facts)}"
        if facts["deputy"]:
            yield f"{names.get(facts['deputy'], 'Somebody')} acts for them"
    elif kind == kinds.CORRECTED:
        was, now = words.get("was", {}), words.get("now", {})
        yield from (f"{_FIELDS[name]}: {was.get(name) or 'blank'} → {now.get(name) or 'blank'}" for name in now)
    elif kind == kinds.MERGED:
        yield f"With the entry of {words.get('name', 'somebody')}"


def _place_lines(
    kind: str, facts: dict[str, Any], place: str, names: Mapping[int, str], schools: Mapping[int, str]
) -> Iterator[str]:
    if kind == kinds.BEGUN:
        yield f"{PersonKind(facts['kind']).label}, {place}, from {_day(facts['from'])}"
    elif kind == kinds.CHANGED:
        now = facts["now"]
        at = schools.get(now["school"] or 0, "the Trust itself")
        led = f", led by {names.get(now['leader'], 'somebody')}" if now["leader"] else ""
        yield f"{PersonKind(now['kind']).label}, {at}, from {_day(now['from'])}{led}"
    else:
        yield f"Last day {_day(facts['last_day'])}, {place}"
        yield from (f"Ends with it: {ROLES[role].name}" for role, _, _ in facts["roles"] if role in ROLES)


def _span(facts: Mapping[str, Any]) -> str:
    until = f" until {_day(facts['until'])}" if facts["until"] else ""
    return f" from {_day(facts['from'])}{until}"


def _day(text: str) -> str:
    return dates.long_date(date.fromisoformat(text))
