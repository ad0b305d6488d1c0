"""The clause pack in words: whom a clause binds, what is done about it, and how far a machine can answer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from charioteer.reference.registers import Record, Register

BINDS: Mapping[str, str] = {
    "all": "Everyone",
    "staff": "Staff",
    "leaders": "Senior leaders",
    "posters": "Whoever may post",
    "author": "Whoever writes a post",
    "channel": "Each official account",
    "posts": "Each post",
    "public": "Accounts in the wild",
    "dpo": "The Data Protection Officer",
    "vetting": "Checks on people",
    "case": "Whoever decides a case",
    "policy": "The policy itself",
}


@dataclass(frozen=True)
class Word:
    """One answer from a short list: its key, its word, and a sentence about it."""

    key: str
    word: str
    says: str


KINDS: Mapping[str, Word] = {
    word.key: word
    for word in (
        Word("P", "Prevents", "Stops a breach before it happens."),
        Word("D", "Detects", "Finds out when something is not so."),
        Word("R", "Records", "Keeps what was done, with its proof."),
        Word("I", "Informs", "Tells people what they need to know."),
    )
}
AUTOMATION: Mapping[str, Word] = {
    word.key: word
    for word in (
        Word("automated", "By machine", "Charioteer can answer this from what it holds."),
        Word("partial", "Partly by machine", "Charioteer answers some of it; people judge the rest."),
        Word("manual", "By people", "Only people can judge this. Charioteer keeps what they decide."),
        Word("informational", "Nothing to answer", "It tells people something. There is nothing to count."),
    )
}
MODAL: Mapping[str, Word] = {
    word.key: word
    for word in (
        Word("must", "Must", "The document leaves no choice."),
        Word("should", "Should", "The document expects it."),
        Word("may", "May", "The document allows it."),
        Word("states", "States", "The document says how things are."),
    )
}
BUILT: Mapping[str, Word] = {
    word.key: word
    for word in (
        Word("yes", "Working now", "This release does all of it."),
        Word("partly", "Partly working", "This release does some of it; the rest is planned."),
        Word("not_yet", "Planned", "This release does not do it yet."),
    )
}


@dataclass(frozen=True)
class Clause:
    """One clause, ready to be shown."""

    key: str
    section: str
    title: str
    says: str
    does: str
    shows: str
    binds: str
    kinds: tuple[Word, ...]
    automation: Word
    modal: Word
    built: Word
    overlaid: bool

    @property
    def anchor(self) -> str:
        """Its id on the page of all clauses."""
        return f"c-{self.key.replace('.', '-').lower()}"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for among the clauses; "" is anything."""

    words: str = ""
    kind: str = ""
    answered: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.kind or self.answered)


def clause_of(entry: Record) -> Clause:
    """Put one entry of the clause pack into words."""
    names = [BINDS[key] for key in entry["binds"]]
    return Clause(
        key=entry["key"],
        section=entry["section"],
        title=entry["title"],
        says=entry["says"],
        does=entry["does"],
        shows=entry["shows"],
        binds=" and ".join([names[0], *(name[0].lower() + name[1:] for name in names[1:])]),
        kinds=tuple(KINDS[key] for key in entry["kinds"]),
        automation=AUTOMATION[entry["automation"]],
        modal=MODAL[entry["modal"]],
        built=BUILT[entry["built"]],
        overlaid=bool(entry.get("overlaid")),
    )


def chosen(register: Register, wanted: Wanted) -> list[Clause]:
    """The clauses that fit, in the policy's order. Every word has to occur, in any case, in any part of a clause."""
    words = wanted.words.casefold().split()
    ordered = sorted(register.entries, key=lambda entry: entry["order"])
    found = (clause_of(entry) for entry in ordered)
    return [clause for clause in found if _fits(clause, wanted) and _has(clause, words)]


def _fits(clause: Clause, wanted: Wanted) -> bool:
    kinds = {kind.key for kind in clause.kinds}
    return wanted.kind in kinds | {""} and wanted.answered in {clause.automation.key, ""}


def _has(clause: Clause, words: Iterable[str]) -> bool:
    parts = (clause.key, clause.title, clause.says, clause.does, clause.shows, clause.binds)
    text = re.sub(r"\s+", " ", " ".join(parts)).casefold()
    return all(word in text for word in words)
