"""Chooses the table an importer means and matches its columns by the words in their heads."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence

from charioteer.errors import BadInput
from charioteer.intake.importers import Choice, Column
from charioteer.intake.readers import Document, Table

_WORDS = re.compile(r"\w+")
_EXACT, _STARTS, _SHORTER = 3, 2, 1
_HEADER_WITHIN = 10
_AS_BEFORE = "The columns were matched as they were the last time."

Remembered = Callable[[Sequence[str]], Mapping[str, int | None] | None]


class Unmatched(BadInput):
    """No table has the columns that are needed. `tables` are those there are, for a person to choose from."""

    def __init__(self, reason: str, *, tables: Sequence[Table]) -> None:
        super().__init__(reason)
        self.tables = tuple(tables)


def header_hash(header: Sequence[str]) -> str:
    """Recognises the same kind of file again, whatever the spacing and case of its header (SHA-256, hex)."""
    return hashlib.sha256("\n".join(map(_plain, header)).encode()).hexdigest()


def suggest(header: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Match columns by their heads: the same words, else a head that starts with ours, else one that is shorter."""
    heads = [_plain(head) for head in header]
    found = [
        (-likeness, order, at, column.key)
        for column in columns
        for at, head in enumerate(heads)
        for order, alias in enumerate((column.name, *column.written))
        if (likeness := _likeness(head, _plain(alias)))
    ]
    mapping: dict[str, int] = {}
    for _, _, at, key in sorted(found):
        if key not in mapping and at not in mapping.values():
            mapping[key] = at
    return {column.key: mapping[column.key] for column in columns if column.key in mapping}


def choose(
    document: Document,
    columns: Sequence[Column],
    *,
    where: str | None = None,
    mapping: Mapping[str, int] | None = None,
    remembered: Remembered = lambda header: None,
) -> Choice:
    """Choose a table and its columns.

    Args:
        where: the table a person chose (`Table.where`); None to find the best.
        mapping: the columns a person chose; None to match them by their heads.
        remembered: what was chosen for such a header before: each column then known, or None if it had none.
    Raises:
        Unmatched: no table has the columns that are needed; names those it has.
        BadInput: there is no table, or what was chosen is not there.
    """
    tables = [table for table in document.tables if where is None or table.where == where]
    if not tables:
        raise BadInput(
            "There is no table in this file. The first line of a table names its columns; "
            f"needed are {_named([column.name for column in columns if column.required])}."
        )
    if mapping is not None:
        choice = Choice(tables[0], _checked(mapping, tables[0], columns))
    else:
        choice = max((_matched(table, columns, remembered) for table in tables), key=lambda each: _worth(each, columns))
    missing = [column.name for column in columns if column.required and column.key not in choice.mapping]
    if missing:
        raise Unmatched(_missing(missing, choice.table), tables=tables)
    return _with_notes(choice, document)


def _matched(table: Table, columns: Sequence[Column], remembered: Remembered) -> Choice:
    suggested = suggest(table.header, columns)
    if known := remembered(table.header):
        return Choice(table, _as_before(known, suggested, columns), notes=(_AS_BEFORE,))
    best = Choice(table, suggested)
    # A title with two cells may have been taken for the header.
    for at in range(min(_HEADER_WITHIN, len(table.rows))) if len(best.mapping) < 2 else ():
        lower = suggest(table.rows[at].cells, columns)
        if len(lower) > len(best.mapping) + 1:
            return Choice(table.under(at), lower)
    return best


def _as_before(
    known: Mapping[str, int | None], suggested: Mapping[str, int], columns: Sequence[Column]
) -> dict[str, int]:
    """What was chosen then; a column that the importer did not have then is matched by its head."""
    used = set(known.values())
    new = {key: at for key, at in suggested.items() if key not in known and at not in used}
    chosen = {key: at for key, at in known.items() if at is not None} | new
    return {column.key: chosen[column.key] for column in columns if column.key in chosen}


def _worth(choice: Choice, columns: Sequence[Column]) -> tuple[int, int, int]:
    needed = sum(column.required and column.key in choice.mapping for column in columns)
    return needed, len(choice.mapping), len(choice.table.rows)


def _checked(mapping: Mapping[str, int], table: Table, columns: Sequence[Column]) -> dict[str, int]:
    known = {column.key for column in columns}
    for key, at in mapping.items():
        if key not in known or not 0 <= at < len(table.header):
            raise BadInput("One of the chosen columns is not in this table. Choose the columns again.", where=key)
    return dict(mapping)


def _with_notes(choice: Choice, document: Document) -> Choice:
    used = set(choice.mapping.values())
    unused = tuple(head for at, head in enumerate(choice.table.header) if at not in used and head.strip())
    notes = list(choice.notes)
    if len(document.tables) > 1:
        notes.append(f"The file has {len(document.tables)} tables. This is {choice.table.where}; the others were left.")
    if unused:
        notes.append(f"Nothing is made of {_named(unused)}.")
    return Choice(choice.table, choice.mapping, unused, tuple(notes))


def _missing(missing: Sequence[str], table: Table) -> str:
    found = [head for head in table.header if head.strip()]
    return (
        f"No column for {_named(missing)} was found. The columns there are: {_named(found)}. "
        "Rename one in the file, or say which is which."
    )


def _likeness(head: str, alias: str) -> int:
    if not head or not alias:
        return 0
    if head == alias:
        return _EXACT
    if head.startswith(f"{alias} "):
        return _STARTS
    return _SHORTER if alias.startswith(f"{head} ") else 0


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _named(words: Sequence[str]) -> str:
    quoted = [f"“{' '.join(word.split())}”" for word in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted) or "nothing"
