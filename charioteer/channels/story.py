"""What happened to a channel, told in sentences from the log."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from charioteer.channels import kinds
from charioteer.channels.queries import Event
from charioteer.channels.standing import QUESTIONS, WORDS, FactKind, Word
from charioteer.intake import actions as intake

#: The fields of a channel as people know them. What is not here is derived and not told.
FIELDS: dict[str, str] = {
    "name": "Name",
    "platform": "Platform",
    "address": "Address",
    "handle": "Handle",
    "identity": "Account",
    "school_id": "School",
    "scope": "Whose channel",
    "purpose": "Purpose",
    "audience": "Audience",
    "owner_body": "Run by",
    "other_route": "Other way people are told",
    "platform_account_id": "The platform’s own number",
    "opened_as_written": "Opened",
    "closed_as_written": "Closed",
    "how_closed": "How it was closed",
}
_SLOTS = {"master": "Who holds master access", "poster": "Who may post"}
_UNTOLD = {"identity", "school_id"}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened.

    Args:
        title: what, in a few words.
        who: a person's name, or "Charioteer".
        lines: what changed, sentence by sentence.
        reason: why, as the person wrote it; "" if nothing was asked.
    """

    title: str
    who: str
    at: datetime
    lines: tuple[str, ...]
    reason: str = ""


def tell(event: Event) -> Told:
    """One entry of the log as a person reads it. Words that were erased are simply not there."""
    facts: dict[str, Any] = json.loads(event.entry.body)["facts"]
    said = event.words
    title = event.entry.says
    lines: list[str] = []
    match event.entry.kind:
        case intake.CONFIRMED:
            title, lines = "Put on the list by an import", [f"From {said['file']}."] if said.get("file") else []
        case kinds.STANDING_CHANGED:
            lines = [f"From {_standing(facts.get('was'))} to {_standing(facts.get('now'))}."]
        case kinds.EDITED | kinds.CLOSED:
            lines = changes(_mapping(said.get("was")), _mapping(said.get("now"))) + _people(said.get("people"))
            if said.get("file"):
                title = "Closed by an import" if event.entry.kind == kinds.CLOSED else "Changed by an import"
                lines = [f"From {said['file']}.", *lines]
        case kinds.PEOPLE_CHANGED:
            title = f"{_SLOTS.get(str(facts.get('kind')), _SLOTS['master'])} changed"
            lines = [f"{_names(said.get('was'))} → {_names(said.get('now'))}"] if said else []
        case kinds.FACT_NOTED:
            asked = QUESTIONS[FactKind(facts["kind"])]
            title = f"Recorded: {asked.name.lower()}"
            lines = [asked.proven if facts["holds"] else asked.broken]
            lines += [str(said["evidence"])] if said.get("evidence") else []
        case _:
            lines = []
    return Told(title, event.who, event.entry.at, tuple(lines), str(said.get("reason", "")))


def changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """ "Purpose: “lessons” → “lessons at home”", for every field people know."""
    return [
        f"{words}: {_quoted(was.get(name))} → {_quoted(now.get(name))}"
        for name, words in FIELDS.items()
        if name in now and name not in _UNTOLD
    ]


def changed_words(names: list[str]) -> str:
    """Field names of an edit as people know them, for the banner: "name and purpose"."""
    words = dict.fromkeys(FIELDS[name].lower() for name in names if name in FIELDS and name not in _UNTOLD)
    if not words and "school_id" in names:
        words = {"school": None}
    told = list(words) or ["dates"]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _quoted(value: object) -> str:
    return f"“{value}”" if value not in (None, "") else "blank"


def _names(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) and value else "unknown"


def _people(value: object) -> list[str]:
    by_kind = _mapping(value)
    told = ((words, _mapping(by_kind[kind])) for kind, words in _SLOTS.items() if kind in by_kind)
    return [f"{words}: {_names(said.get('was'))} → {_names(said.get('now'))}" for words, said in told]


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _standing(value: object) -> str:
    return WORDS[Word(str(value))].lower() if value in set(Word) else "nothing"
