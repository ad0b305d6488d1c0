"""One page of a list, ready to be shown: rows, headings, chips, boxes and links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from charioteer.look.lists import columns
from charioteer.look.lists.asked import PER_PAGE, Asked, Choice, Filter

if TYPE_CHECKING:
    from charioteer.look.lists.listing import List

CEILING = 10_000  # nobody reads past it, and counting past it is what makes long lists slow


@dataclass(frozen=True)
class Link:
    """A link of a list: where it leads, its words, whether it is where one is, its shape, a count or None."""

    href: str
    words: str
    current: bool = False
    shape: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Head:
    """A column's heading. `sorted` is "ascending", "descending", "none", or "" if it cannot be sorted."""

    title: str
    href: str = ""
    sorted: str = ""
    number: bool = False


@dataclass(frozen=True)
class Box:
    """A filter's row of chips, or its select box."""

    key: str
    title: str
    every: str
    links: tuple[Link, ...]
    value: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def options(self) -> SafeString:
        """The options of its select box, joined in Python: there may be one for each of hundreds of schools."""
        made = ((one.value, " selected" if one.value == self.value else "", one.words) for one in self.choices)
        return format_html_join("", '<option value="{}"{}>{}</option>', made)


class Page:
    """What `look/list.html` shows.

    Attributes:
        objects: the rows of this page, for a template that lays them out itself.
        asked: what the address asked.
        total: how many rows there are in all; one more than `CEILING` means "more than that".
    """

    def __init__(
        self,
        of: "List",
        asked: Asked,
        objects: Sequence[Any],
        total: int,
        *,
        choices: Mapping[str, Sequence[Choice]],
        counts: Mapping[str, Mapping[str, int] | None],
        exportable: bool,
    ) -> None:
        self.of = of
        self.asked = asked
        self.objects = objects
        self.total = total
        self.exportable = exportable
        self._choices = choices
        self._counts = counts

    @property
    def notes(self) -> tuple[str, ...]:
        """What of the address could not be used."""
        return self.asked.notes

    @property
    def one(self) -> str:
        """The word for a row."""
        return self.of.what[0]

    @property
    def many(self) -> str:
        """The word for rows."""
        return self.of.what[1]

    @property
    def empty(self) -> str:
        """What would be here, and how it gets here."""
        return self.of.empty

    @property
    def searchable(self) -> bool:
        """Whether there is a search box."""
        return bool(self.of.search)

    @property
    def clear(self) -> str:
        """The address without search and filters."""
        return self.asked.address(q="", filters={})

    @cached_property
    def count_words(self) -> str:
        """ "Showing 1–50 of 1,234 channels" and its kin."""
        noun = self.one if self.total == 1 else self.many
        first = (self.asked.page - 1) * self.asked.per_page + 1
        last = first + len(self.objects) - 1
        if self.total > CEILING:
            return f"Showing {first:,}–{last:,} of more than {CEILING:,} {noun}"
        if first == 1 and last == self.total:
            return f"{self.total:,} {noun}"
        return f"Showing {first:,}–{last:,} of {self.total:,} {noun}"

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The headings of the table."""
        return tuple(self._head(column) for column in self.of.on_screen)

    @cached_property
    def body(self) -> SafeString:
        """The rows of the table."""
        return columns.body(self.of.on_screen, self.objects)

    @cached_property
    def chips(self) -> tuple[Box, ...]:
        """Filters shown as rows of links."""
        return tuple(self._box(one) for one in self.of.filters if one.chips)

    @cached_property
    def selects(self) -> tuple[Box, ...]:
        """Filters shown as select boxes."""
        return tuple(self._box(one) for one in self.of.filters if not one.chips)

    @cached_property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What the search form must carry along."""
        shown = {"q", "page", *(one.key for one in self.of.filters if not one.chips)}
        return tuple(pair for pair in self.asked.pairs() if pair[0] not in shown)

    @cached_property
    def pages(self) -> int:
        """How many pages there are, as far as was counted."""
        return max(1, -(-min(self.total, CEILING) // self.asked.per_page))

    @property
    def previous(self) -> str:
        """The address of the page before, or ""."""
        return self.asked.address(page=self.asked.page - 1) if self.asked.page > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after, or ""."""
        shown = self.asked.page * self.asked.per_page
        more = self.total > shown or (self.total > CEILING and len(self.objects) == self.asked.per_page)
        return self.asked.address(page=self.asked.page + 1) if more else ""

    @cached_property
    def numbers(self) -> tuple[Link | None, ...]:
        """Page numbers around this one, the first and the last; None where some are left out."""
        here, last = self.asked.page, max(self.pages, self.asked.page)
        wanted = sorted({1, here - 1, here, here + 1, *([last] if self.total <= CEILING else [])})
        shown: list[Link | None] = []
        before = 0
        for number in (n for n in wanted if 1 <= n <= last):
            if number > before + 1:
                shown.append(None)
            shown.append(Link(self.asked.address(page=number), str(number), number == here))
            before = number
        return tuple(shown)

    @property
    def sizes(self) -> tuple[Link, ...]:
        """How many rows a page may hold, when there are more than the usual."""
        if self.total <= PER_PAGE:
            return ()
        return tuple(
            Link(self.asked.address(per_page=size), str(size), size == self.asked.per_page) for size in (50, 100, 200)
        )

    @property
    def exports(self) -> tuple[Link, ...]:
        """The whole of what is searched and filtered here, as files."""
        made = (("csv", "CSV"), ("xlsx", "Excel (XLSX)"), ("json", "JSON"))
        return tuple(Link(self.asked.address([("format", key)], per_page=PER_PAGE), title) for key, title in made)

    def _head(self, column: columns.Column) -> Head:
        if not column.sort:
            return Head(column.title, number=column.number)
        key, descending = self.asked.sort.removeprefix("-"), self.asked.sort.startswith("-")
        if key != column.key:
            first = f"-{column.key}" if column.descending_first else column.key
            return Head(column.title, self.asked.address(sort=first), "none", column.number)
        other = column.key if descending else f"-{column.key}"
        said = "descending" if descending else "ascending"
        return Head(column.title, self.asked.address(sort=other), said, column.number)

    def _box(self, one: Filter) -> Box:
        choices = tuple(self._choices.get(one.key, one.choices))
        value, counts = self.asked.filters.get(one.key, ""), self._counts.get(one.key)
        in_all = sum(counts.values()) if counts is not None else None
        every = Link(self.asked.filtered(one.key, ""), one.every, not value, count=in_all)
        links = (
            Link(
                self.asked.filtered(one.key, choice.value),
                choice.words,
                choice.value == value,
                choice.shape,
                counts.get(choice.value, 0) if counts is not None else None,
            )
            for choice in choices
        )
        return Box(one.key, one.title, one.every, (every, *links) if one.chips else (), value, choices)
