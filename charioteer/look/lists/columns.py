"""One column of a list: its fact, how it is shown, how it sorts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Expression, F
from django.db.models.expressions import OrderBy
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from charioteer.look import dates

Key = str | F | Expression


@dataclass(frozen=True)
class Column:
    """What a list says of each row.

    Args:
        key: its name in addresses and in exports.
        title: its heading.
        value: the plain fact: a path of attributes ("school.name") or a function of the row. Exports carry it.
        cell: what the screen shows, if it is not the fact in words; text is escaped, `SafeString` is not.
        link: the address the cell leads to, as a function of the row ("" for none).
        sort: what to order by, as `order_by` takes it (field paths or expressions); empty: it cannot be sorted.
        descending_first: the first press sorts from the newest or largest.
        number: set to the right, in figures that line up.
        on_screen, in_exports: where it shows.
    """

    key: str
    title: str
    value: str | Callable[[Any], object]
    cell: Callable[[Any], str] | None = None
    link: Callable[[Any], str] | None = None
    sort: Key | Sequence[Key] = ()
    descending_first: bool = False
    number: bool = False
    on_screen: bool = True
    in_exports: bool = True

    def fact(self) -> Callable[[Any], object]:
        """The function from a row to its plain fact."""
        return _path(self.value) if isinstance(self.value, str) else self.value

    def shown(self) -> Callable[[Any], str]:
        """The function from a row to the inside of its cell, escaped."""
        fact, cell, link = self.fact(), self.cell, self.link
        inside: Callable[[Any], str] = (
            (lambda row: conditional_escape(cell(row))) if cell else (lambda row: conditional_escape(words(fact(row))))
        )
        if link is None:
            return inside

        def linked(row: Any) -> str:
            href = link(row)
            return f'<a class="govuk-link" href="{conditional_escape(href)}">{inside(row)}</a>' if href else inside(row)

        return linked

    def order(self, descending: bool) -> list[Any]:
        """The `order_by` arguments for this column."""
        keys = [self.sort] if isinstance(self.sort, str | F | Expression) else list(self.sort)
        return [_turned(key, descending) for key in keys]


def words(value: object) -> str:
    """A fact in words, for a cell that says nothing of its own."""
    if value is None:
        return ""
    if value is True or value is False:
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return dates.when(value)
    if isinstance(value, date):
        return dates.long_date(value)
    if isinstance(value, int):
        return f"{value:,}"
    return value if isinstance(value, str) else str(value)


def body(columns: Iterable[Column], rows: Iterable[Any]) -> SafeString:
    """The rows of a table, as markup that stays a table to a screen reader when a phone stacks it.

    Joined in Python, not by a template per cell: fifty rows cost little more than their queries.
    """
    cells = [_cell(column, first=index == 0) for index, column in enumerate(columns)]
    made = [f'<tr role="row">{"".join([f"{a}{show(row)}{b}" for a, show, b in cells])}</tr>' for row in rows]
    return mark_safe("".join(made))  # noqa: S308 (every cell was escaped by Column.shown)


def _cell(column: Column, *, first: bool) -> tuple[str, Callable[[Any], str], str]:
    if first:
        return '<th role="rowheader" scope="row">', column.shown(), "</th>"
    kind = ' class="num"' if column.number else ""
    return f'<td role="cell"{kind} data-th="{conditional_escape(column.title)}">', column.shown(), "</td>"


def _path(path: str) -> Callable[[Any], object]:
    names = path.split(".")

    def follow(row: Any) -> object:
        for name in names:
            if row is None:
                return None
            row = getattr(row, name)
        return row

    return follow


def _turned(key: Key, descending: bool) -> str | OrderBy:
    # Databases disagree on where empty values go; an expression says, a plain field keeps its index.
    if isinstance(key, str):
        if key.startswith("-"):
            key, descending = key[1:], not descending
        return f"-{key}" if descending else key
    return key.desc(nulls_last=True) if descending else key.asc(nulls_last=True)
