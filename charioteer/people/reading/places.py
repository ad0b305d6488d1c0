"""Which school, centre or the trust itself the words of a list mean."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_WORDS = re.compile(r"[\w’']+")
_DROPPED = {"the", "school", "academy", "college"}
_TRUST = {"trust", "trust wide", "whole trust", "central", "central team", "head office", "trust itself", "all schools"}
_MOST_NAMED = 5


def plain(text: str) -> str:
    """Words alone, in small letters."""
    return " ".join(_WORDS.findall(text.casefold().replace("’", "'")))


def short(text: str) -> str:
    """The same without the words all schools share."""
    return " ".join(word for word in plain(text).split() if word not in _DROPPED)


@dataclass(frozen=True)
class Known:
    """One school as lists may write it."""

    pk: int
    name: str
    slug: str
    known_by: Sequence[str] = ()
    centres: Sequence[tuple[int, str, str]] = ()


@dataclass(frozen=True)
class Where:
    """What some words mean: a place, or a sentence why none. `note` is a sentence about a guess."""

    school_id: int | None = None
    centre_id: int | None = None
    name: str = ""
    note: str = ""
    refusal: str = ""


@dataclass
class Map:
    """The places of one trust by the words for them."""

    trust: str
    schools: Sequence[Known]
    _schools: dict[str, set[int]] = field(default_factory=dict)
    _by_pk: dict[int, Known] = field(default_factory=dict)
    _found: dict[tuple[str, str], Where] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_pk = {school.pk: school for school in self.schools}
        for school in self.schools:
            for word in (school.name, school.slug, *school.known_by):
                for key in (plain(word), short(word)):
                    if key:
                        self._schools.setdefault(key, set()).add(school.pk)

    def where(self, school: str, centre: str) -> Where:
        """What a row's school and centre mean; remembered, since lists repeat themselves."""
        key = (school, centre)
        if key not in self._found:
            self._found[key] = self._where(school, centre)
        return self._found[key]

    def _where(self, school: str, centre: str) -> Where:
        if not plain(school):
            return self._by_centre(centre) if plain(centre) else Where(name="The Trust itself")
        if plain(school) in _TRUST or plain(school) == plain(self.trust):
            return Where(name="The Trust itself")
        found = self._schools.get(plain(school)) or self._schools.get(short(school)) or set()
        if len(found) != 1:
            return Where(refusal=self._unknown(school, found))
        known = self._by_pk[next(iter(found))]
        return self._at(known, centre)

    def _at(self, known: Known, centre: str) -> Where:
        if not plain(centre):
            return Where(known.pk, None, known.name)
        for pk, name, slug in known.centres:
            if plain(centre) in {plain(name), plain(slug), short(name)}:
                return Where(known.pk, pk, f"{name}, {known.name}")
        return Where(
            known.pk, None, known.name, note=f"“{centre}” is not a centre of {known.name}; taken as the school itself."
        )

    def _by_centre(self, centre: str) -> Where:
        found = [
            Where(school.pk, pk, f"{name}, {school.name}")
            for school in self.schools
            for pk, name, slug in school.centres
            if plain(centre) in {plain(name), short(name)}
        ]
        if len(found) == 1:
            return found[0]
        return Where(refusal=f"There is no school in this row, and “{centre}” alone does not tell which is meant.")

    def _unknown(self, school: str, several: set[int]) -> str:
        if several:
            names = " and ".join(sorted(self._by_pk[pk].name for pk in several))
            return f"“{school}” could be {names}. Write the whole name."
        near = difflib.get_close_matches(plain(school), self._schools, n=1) if len(self._schools) < 2_000 else []
        if near:
            pk = min(self._schools[near[0]])
            return f"There is no school called “{school}” in this trust. Is {self._by_pk[pk].name} meant?"
        names = ", ".join(one.name for one in self.schools[:_MOST_NAMED])
        more = " and others" if len(self.schools) > _MOST_NAMED else ""
        return f"There is no school called “{school}” in this trust. Its schools are {names}{more}."
