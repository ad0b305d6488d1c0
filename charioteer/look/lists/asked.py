"""What an address asks of a list, read without ever failing."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

PER_PAGE = 50
MOST_PER_PAGE = 200
LONGEST_SEARCH = 100
MOST_WORDS = 8
MOST_PAGES = 1_000_000


@dataclass(frozen=True)
class Choice:
    """One value of a filter: what stands in the address, what people read, and its shape if it has one."""

    value: str
    words: str
    shape: str = ""


@dataclass(frozen=True)
class Filter:
    """A question with a few answers that narrows a list.

    Args:
        key: its name in addresses.
        title: what it asks ("Standing").
        choices: its answers; empty when they are given at reading (the schools of this person's trust).
        where: the lookup the value is put to ("standing", "school__slug"), or a function from value to `Q`.
        chips: shown as a row of links instead of a select box; up to seven choices.
        every: the words for no choice.
        counts: from a queryset to how many each value has; one query; only for chips. None shows no numbers, where
            counting would cost more than it tells.
    """

    key: str
    title: str
    where: str | Callable[[str], Q]
    choices: Sequence[Choice] = ()
    chips: bool = False
    every: str = "All"
    counts: Callable[[QuerySet[Any]], Mapping[str, int] | None] | None = None

    def narrow(self, value: str) -> Q:
        """The condition for one value."""
        return Q(**{self.where: value}) if isinstance(self.where, str) else self.where(value)


@dataclass(frozen=True)
class Asked:
    """What one address asks, every part of it already known to be usable.

    `notes` says in plain sentences what could not be used and what was done instead.
    """

    q: str = ""
    sort: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    page: int = 1
    per_page: int = PER_PAGE
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words searched for; each must be found."""
        return tuple(self.q.split()[:MOST_WORDS])

    @property
    def narrowed(self) -> bool:
        """Whether anything was searched for or filtered."""
        return bool(self.q or self.filters)

    def pairs(self) -> list[tuple[str, str]]:
        """Its address, as names and values, leaving out what is as usual."""
        found = [("q", self.q), *self.filters.items(), ("sort", self.sort)]
        if self.per_page != PER_PAGE:
            found.append(("per_page", str(self.per_page)))
        if self.page != 1:
            found.append(("page", str(self.page)))
        return [(name, value) for name, value in found if value]

    def address(self, extra: Sequence[tuple[str, str]] = (), **changes: Any) -> str:
        """The address of this list with something changed. Everything but a page leads to page 1.

        Args:
            extra: further names and values to put last.
            changes: fields of this class.
        """
        turned = replace(self, **{"page": 1, **changes})
        return "?" + urlencode([*turned.pairs(), *extra])

    def filtered(self, key: str, value: str) -> str:
        """The address with one filter set, or taken off with ""."""
        kept = {name: held for name, held in self.filters.items() if name != key}
        return self.address(filters={**kept, key: value} if value else kept)


def read(
    asked: Mapping[str, str], *, filters: Sequence[Filter], choices: Mapping[str, Sequence[Choice]], sorts: set[str]
) -> Asked:
    """Read an address.

    Args:
        asked: names and values (`request.GET`); nothing in them is trusted.
        filters: the list's filters.
        choices: answers of filters that are only known now, by key.
        sorts: the columns that can be sorted.
    Returns:
        What can be used; what cannot is left out and named in `notes`.
    """
    notes: list[str] = []
    q = _clean(asked.get("q", ""))
    if len(q) > LONGEST_SEARCH:
        q = q[:LONGEST_SEARCH].rstrip()
        notes.append(f"We searched for the first {LONGEST_SEARCH} letters of what you typed.")
    sort = asked.get("sort", "")
    if sort and sort.removeprefix("-") not in sorts:
        notes.append(f"This list cannot be sorted by “{_short(sort)}”, so it is in its usual order.")
        sort = ""
    return Asked(
        q=q,
        sort=sort,
        filters=_filters(asked, filters, choices, notes),
        page=_number(asked.get("page", ""), 1, MOST_PAGES, "“{}” is not a page number, so this is page {}.", notes),
        per_page=_number(
            asked.get("per_page", ""),
            PER_PAGE,
            MOST_PER_PAGE,
            "A page holds 1 to 200 rows; “{}” is not that, so this one holds {}.",
            notes,
        ),
        notes=tuple(notes),
    )


def _filters(
    asked: Mapping[str, str], filters: Sequence[Filter], choices: Mapping[str, Sequence[Choice]], notes: list[str]
) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for one in filters:
        value = asked.get(one.key, "")
        if not value:
            continue
        if any(value == choice.value for choice in choices.get(one.key, one.choices)):
            chosen[one.key] = value
        else:
            notes.append(f"{one.title} has no choice “{_short(value)}”, so all are shown.")
    return chosen


def _number(text: str, usual: int, most: int, sentence: str, notes: list[str]) -> int:
    if not text:
        return usual
    if text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= most:
        return int(text)
    notes.append(sentence.format(_short(text), usual))
    return usual


def _clean(text: str) -> str:
    # Control and direction marks would be invisible in the box, and PostgreSQL refuses NUL.
    seen = "".join(" " if letter in "\t\r\n" else letter for letter in text[: LONGEST_SEARCH * 4])
    return " ".join("".join(x for x in seen if unicodedata.category(x) not in ("Cc", "Cf", "Cs", "Co")).split())


def _short(text: str) -> str:
    text = _clean(text)
    return text if len(text) <= 40 else f"{text[:40]}…"
