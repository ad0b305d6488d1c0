"""The declaration of a list, and its two readings: one page for a screen, every row for a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from charioteer.look.lists import asked as asking
from charioteer.look.lists.asked import Asked, Choice, Filter
from charioteer.look.lists.columns import Column
from charioteer.look.lists.pages import CEILING, Page

Search = Callable[[QuerySet[Any], tuple[str, ...]], QuerySet[Any]]
Choices = Mapping[str, Sequence[Choice]]
RESERVED = {"q", "sort", "page", "per_page", "format"}


@dataclass(frozen=True)
class Export:
    """Every row of what was searched and filtered, for `charioteer.exports`.

    `rows` reads from the database as it is consumed; `about` says in words what was asked for.
    """

    keys: tuple[str, ...]
    titles: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]
    about: str

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Key and title of each column, as `exports.Column(*pair)` takes them."""
        return tuple(zip(self.keys, self.titles, strict=True))


@dataclass(frozen=True)
class Counted:
    """What a caller knows of a list without asking: how many rows in all, and how many each value of a filter has."""

    total: int
    counts: Mapping[str, Mapping[str, int] | None]


@dataclass(frozen=True)
class List:
    """A list, declared once at the top of a module.

    Args:
        what: the word for one row and for many: ("channel", "channels").
        columns: what is said of each row; the first names the row.
        order: the usual order, as `order_by` takes it; the primary key always comes last.
        filters: questions that narrow it.
        search: the fields searched, or a function from queryset and words to queryset. Each word must be found.
        empty: what would be here and how it gets here, for when there is nothing at all.
    """

    what: tuple[str, str]
    columns: tuple[Column, ...]
    order: tuple[Any, ...] = ()
    filters: tuple[Filter, ...] = ()
    search: tuple[str, ...] | Search = ()
    empty: str = ""

    def __post_init__(self) -> None:
        columns, filters = [one.key for one in self.columns], [one.key for one in self.filters]
        if taken := RESERVED.intersection(filters):
            raise ValueError(f"A filter cannot be called {', '.join(sorted(taken))}: addresses use that word.")
        if len({*columns}) < len(columns) or len({*filters}) < len(filters):
            raise ValueError("Two columns or two filters of a list have the same key.")

    @cached_property
    def on_screen(self) -> tuple[Column, ...]:
        """The columns a screen shows."""
        return tuple(column for column in self.columns if column.on_screen)

    def read(
        self,
        queryset: QuerySet[Any],
        asked: Mapping[str, str],
        *,
        choices: Choices | None = None,
        exports: bool = True,
        counted: Callable[[Asked], Counted | None] | None = None,
    ) -> Page:
        """One page. At most three queries whatever is on it, and one more for each filter with counts.

        Args:
            queryset: the rows this person may see (`visible_to`).
            asked: `request.GET`. Nothing in it can make this fail.
            choices: answers of filters that are only known now, by filter key.
            exports: whether this person may take the list away as a file.
            counted: from what is asked to what is known of it already; then only the rows are read.
        """
        known = choices or {}
        wanted = self._asked(asked, known)
        already = counted(wanted) if counted else None
        kept = self._narrowed(queryset, wanted)
        ordered = self._ordered(kept, wanted)
        objects, total = _slice(ordered, kept, wanted, already)
        if not objects and wanted.page > 1:
            last = 1 if total > CEILING else max(1, -(-total // wanted.per_page))
            note = f"There is no page {wanted.page:,}, so this is {'the last one' if last > 1 else 'page 1'}."
            wanted = replace(wanted, page=last, notes=(*wanted.notes, note))
            objects, total = _slice(ordered, kept, wanted, already)
        counts = already.counts if already else self._counts(queryset, wanted)
        return Page(self, wanted, objects, total, choices=known, counts=counts, exportable=exports)

    def export(self, queryset: QuerySet[Any], asked: Mapping[str, str], *, choices: Choices | None = None) -> Export:
        """Every row of the same search and filters, in the same order, read as it is written out.

        Args:
            queryset, asked, choices: as for `read`.
        """
        known = choices or {}
        wanted = self._asked(asked, known)
        rows = self._ordered(self._narrowed(queryset, wanted), wanted).iterator(chunk_size=2000)
        columns = [column for column in self.columns if column.in_exports]
        facts = [column.fact() for column in columns]
        return Export(
            keys=tuple(column.key for column in columns),
            titles=tuple(column.title for column in columns),
            rows=(tuple([fact(row) for fact in facts]) for row in rows),
            about=self._about(wanted, known),
        )

    def count(self, queryset: QuerySet[Any], asked: Mapping[str, str], *, choices: Choices | None = None) -> int:
        """How many rows `export` will give, every one counted.

        Args:
            queryset, asked, choices: as for `read`.
        """
        return self._narrowed(queryset, self._asked(asked, choices or {})).order_by().count()

    def _asked(self, asked: Mapping[str, str], choices: Choices) -> Asked:
        sorts = {column.key for column in self.on_screen if column.sort}
        return asking.read(asked, filters=self.filters, choices=choices, sorts=sorts)

    def _narrowed(self, queryset: QuerySet[Any], asked: Asked, *, but: str = "") -> QuerySet[Any]:
        for one in self.filters:
            if one.key in asked.filters and one.key != but:
                queryset = queryset.filter(one.narrow(asked.filters[one.key]))
        if not asked.q or not self.search:
            return queryset
        if not isinstance(self.search, tuple):
            return self.search(queryset, asked.words)
        for word in asked.words:
            found = Q()
            for name in self.search:
                found |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(found)
        return queryset

    def _ordered(self, queryset: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        column = next((one for one in self.on_screen if one.key == asked.sort.removeprefix("-")), None)
        keys = column.order(asked.sort.startswith("-")) if column and asked.sort else []
        return queryset.order_by(*keys, *self.order, "pk")

    def _counts(self, queryset: QuerySet[Any], asked: Asked) -> dict[str, Mapping[str, int] | None]:
        asks = [(one.key, one.counts) for one in self.filters if one.counts]
        return {key: count(self._narrowed(queryset, asked, but=key).order_by()) for key, count in asks}

    def _about(self, asked: Asked, choices: Choices) -> str:
        said = [f"search “{asked.q}”"] if asked.q else []
        for one in self.filters:
            value = asked.filters.get(one.key)
            said += [f"{one.title}: {c.words}" for c in choices.get(one.key, one.choices) if c.value == value]
        return f"{self.what[1].capitalize()}: {'; '.join(said) if said else 'all'}"


def _slice(ordered: QuerySet[Any], kept: QuerySet[Any], asked: Asked, already: Counted | None) -> tuple[list[Any], int]:
    # One row more than the page tells whether counting is needed at all.
    start = (asked.page - 1) * asked.per_page
    if already:
        return list(ordered[start : start + asked.per_page]), min(already.total, CEILING + 1)
    rows = list(ordered[start : start + asked.per_page + 1])
    if len(rows) <= asked.per_page and (rows or start == 0):
        return rows, start + len(rows)
    return rows[: asked.per_page], kept.order_by().values("pk")[: CEILING + 1].count()
