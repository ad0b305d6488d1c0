"""The log, as one person may read it.

Nothing here counts, and no number of a row is told: both would say that something is hidden in between.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from charioteer.audit.kinds import Kind, Visible, declared, words_for
from charioteer.audit.models import Entry, Words
from charioteer.look.dates import read_day
from charioteer.people.models import Person, School

A_PAGE = 50
SYSTEM = "system"
_PERSON = "people.person:"
_MOST_PEOPLE = 50
_SUBJECT = re.compile(r"[a-z_]+\.[a-z_]+:[0-9A-Za-z-]{1,40}")
_REF = re.compile(r"[0-9a-f]{32}")


def readable() -> list[Kind]:
    """The kinds somebody may read at all: a kind that does not say who may is shown to nobody."""
    return [one for one in declared() if one.visible is not None]


def within(person: Person, day: date) -> "QuerySet[Entry]":
    """The entries this person may read: of their own trust, and what each kind says of them."""
    by_rule: dict[Visible, list[str]] = defaultdict(list)
    for one in readable():
        assert one.visible is not None
        by_rule[one.visible].append(one.key)
    found = Q(pk__in=[])
    for visible, kinds in by_rule.items():
        found |= Q(kind__in=kinds) & visible(person, day)
    return Entry.objects.filter(found, trust_id=person.trust_id)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; `notes` says what of the address could not be used."""

    kind: str = ""
    school: str = ""
    who: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    after: str = ""
    notes: tuple[str, ...] = ()

    def pairs(self) -> dict[str, str]:
        """What is looked for, as names and values, without the place in the list."""
        days = {name: day.isoformat() for name, day in (("since", self.since), ("until", self.until)) if day}
        kept = {"kind": self.kind, "school": self.school, "who": self.who, "subject": self.subject, **days}
        return {name: value for name, value in kept.items() if value}

    def address(self, **more: str) -> str:
        """The address of the same search."""
        return "?" + urlencode({**self.pairs(), **more})


def read(asked: Mapping[str, str], schools: Mapping[str, School]) -> Wanted:
    """Read an address without ever failing.

    Args:
        asked: names and values (`request.GET`).
        schools: those within reach, by their names in addresses.
    """
    notes: list[str] = []
    kinds = {one.key for one in readable()}
    kind, school = asked.get("kind", ""), asked.get("school", "")
    if (kind and kind not in kinds) or (school and school not in {*schools, "the-trust"}):
        notes.append("The address asks for a choice that does not exist here, so it was passed over.")
    subject = asked.get("subject", "")
    return Wanted(
        kind=kind if kind in kinds else "",
        school=school if school in {*schools, "the-trust"} else "",
        who=_clean(asked.get("who", "")),
        subject=subject if _SUBJECT.fullmatch(subject) else "",
        since=_day(asked.get("since", ""), notes),
        until=_day(asked.get("until", ""), notes),
        after=asked.get("after", "") if _REF.fullmatch(asked.get("after", "")) else "",
        notes=tuple(notes),
    )


def found(person: Person, day: date, wanted: Wanted, schools: Mapping[str, School]) -> "QuerySet[Entry]":
    """What is looked for, newest first, within what this person may read."""
    entries = within(person, day)
    if wanted.kind:
        entries = entries.filter(kind=wanted.kind)
    if wanted.school:
        school = schools.get(wanted.school)
        entries = entries.filter(school_id=school.pk if school else None)
    if wanted.who:
        entries = entries.filter(actor__in=_actors(person, wanted.who))
    if wanted.subject:
        entries = entries.filter(subject=wanted.subject)
    if wanted.since:
        entries = entries.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        entries = entries.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return entries.order_by("-at", "-pk")


def page(entries: "QuerySet[Entry]", after: str) -> tuple[list[Entry], bool]:
    """Some entries, and whether there are older ones.

    Args:
        entries: newest first.
        after: the reference of the last entry that was shown, if it is among these; "" for the newest.
    """
    last = entries.filter(ref=after).first() if after else None
    if last is not None:
        entries = entries.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    some = list(entries[: A_PAGE + 1])
    return some[:A_PAGE], len(some) > A_PAGE


@dataclass(frozen=True)
class Told:
    """One entry in words: what happened, who did it, where, and what stands beside it.

    Args:
        said: names and values of the words beside it; empty where there never were any or they were erased.
        erased: it had words, and they are gone.
    """

    entry: Entry
    title: str
    who: str
    where: str
    said: tuple[tuple[str, str], ...]
    erased: bool


def told(entries: Sequence[Entry], person: Person) -> list[Told]:
    """Entries in words. Three questions for any number of them."""
    beside = dict(Words.objects.filter(ref__in=[one.ref for one in entries]).values_list("ref", "text"))
    actors = {int(one.actor.removeprefix(_PERSON)) for one in entries if one.actor.startswith(_PERSON)}
    names = dict(Person.objects.filter(pk__in=actors, trust_id=person.trust_id).values_list("pk", "name"))
    at = {one.school_id for one in entries if one.school_id}
    schools = dict(School.objects.filter(pk__in=at, trust_id=person.trust_id).values_list("pk", "name"))
    return [
        Told(
            one,
            words_for(one.kind),
            _named(one.actor, names),
            schools.get(one.school_id, "A school") if one.school_id else "The Trust",
            tuple(lines(beside.get(one.ref, {}))),
            one.ref not in beside and '"words":null' not in one.body,
        )
        for one in entries
    ]


def lines(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """What is kept with an entry, as names and values that a person can read; the salt of its hashes tells nobody."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            if key == "salt":
                continue
            yield from lines(inside, f"{name}, {key}" if name else str(key))
    elif isinstance(value, list | tuple):
        yield _label(name), "; ".join(str(one) for one in value) or "none"
    elif value is True or value is False:
        yield _label(name), "yes" if value else "no"
    elif value not in (None, ""):
        yield _label(name), str(value)


def _label(name: str) -> str:
    plain = name.replace("_", " ")
    return plain[:1].upper() + plain[1:]


def _named(actor: str, names: Mapping[int, str]) -> str:
    if actor == SYSTEM:
        return "Charioteer itself, or whoever stood at the machine"
    if actor.startswith(_PERSON):
        return names.get(int(actor.removeprefix(_PERSON)), "Somebody who is not on the list of people any more")
    return actor


def _actors(person: Person, words: str) -> list[str]:
    """Whoever's name has these words, within the trust."""
    if words.casefold() in {SYSTEM, "charioteer"}:
        return [SYSTEM]
    people = Person.objects.filter(trust_id=person.trust_id)
    for word in words.split()[:5]:
        people = people.filter(name__icontains=word)
    return [f"{_PERSON}{pk}" for pk in people.order_by("pk").values_list("pk", flat=True)[:_MOST_PEOPLE]]


def _clean(text: str) -> str:
    return " ".join("".join(x if x.isprintable() else " " for x in text[:400]).split())[:100]


def _day(written: str, notes: list[str]) -> date | None:
    if not written.strip():
        return None
    try:
        return read_day(written[:60])
    except ValueError as why:
        notes.append(f"{why} That day was passed over.")
        return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def in_pieces(entries: "QuerySet[Entry]", person: Person, at_once: int = 500) -> Iterator[Told]:
    """Every entry in words, some at a time, for a file."""
    after: Entry | None = None
    while True:
        rest = entries if after is None else entries.filter(Q(at__lt=after.at) | Q(at=after.at, pk__lt=after.pk))
        some = list(rest[:at_once])
        if not some:
            return
        yield from told(some, person)
        after = some[-1]
