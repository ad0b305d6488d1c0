"""Stores and reads the lines of an import in bulk: a hundred thousand of them in a second or two."""

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from django.db import connection

from charioteer import bulk
from charioteer.audit.bodies import canonical
from charioteer.audit.merkle import rows_root
from charioteer.intake.importers import Taken, Understood
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.models import Batch, Line
from charioteer.intake.readers import Table

Values = tuple[int, str, str, str, str, str, str]
_FIELDS = ("number", "place", "outcome", "key", "cells", "understood", "doubts")
_AT_ONCE = 2_000
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def prepared(table: Table, answers: Iterable[Understood]) -> tuple[list[Values], dict[str, int]]:
    """Make the database's values of what was understood, and count them by outcome.

    A second row about the same thing cannot be taken in; it says which row was first.

    Raises:
        ValueError: the importer did not give one answer for each row.
    """
    seen: dict[str, str] = {}
    counts: Counter[str] = Counter()
    values: list[Values] = []
    for row, answer in zip(table.rows, answers, strict=True):
        place, outcome, doubts = table.place(row), answer.outcome, [*row.doubts, *answer.doubts]
        if answer.key:
            first = seen.setdefault(answer.key, place)
            if first is not place:
                outcome = Outcome.CANNOT
                doubts.append(f"This is the same as {first}. Only the first is taken in.")
        counts[outcome.value] += 1
        said = _dumps(doubts) if doubts else "[]"
        understood = _dumps(answer.understood)
        cells = row.cells
        for secret, instead in answer.secrets.items():
            cells = tuple(cell.replace(secret, instead) for cell in cells)
        values.append((row.number, place, outcome.value, answer.key, _dumps(cells), understood, said))
    return values, {outcome.value: counts[outcome.value] for outcome in Outcome}


def insert(batch: Batch, values: Sequence[Values]) -> None:
    """Insert lines, past the ORM: plain rows, as fast as the database takes them."""
    bulk.insert(Line, ("batch_id", *_FIELDS), ((batch.pk, *each) for each in values))


def to_write(batch: Batch) -> Iterator[Taken]:
    """The lines that confirming would write, in order, a few at a time."""
    lines = batch.lines.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED]).order_by("pk")
    for values in lines.values_list(*Taken._fields).iterator(chunk_size=_AT_ONCE):
        yield Taken._make(values)


class Rooted:
    """Lines on their way to an importer, hashed as they pass: what an import leaves of its rows in the log is one root.

    The hashes are salted, so that nobody can find out from the root what stood in a row by guessing. The salt stands in
    the erasable words of the entry; whoever has it and the file can prove that a row was, or was not, in the import.
    """

    def __init__(self, lines: Iterator[Taken]) -> None:
        self.salt = secrets.token_hex(16)
        self._lines, self._hashes = lines, list[str]()

    def __iter__(self) -> Iterator[Taken]:
        for line in self._lines:
            said = canonical([line.number, line.place, line.key, line.cells])
            self._hashes.append(sha256(f"{self.salt}\n{said}".encode()).hexdigest())
            yield line

    def root(self) -> str:
        """The root (hex) of every row that passed."""
        return rows_root(self._hashes)


def erase(batch: Batch) -> None:
    """Delete the lines of an import."""
    Line.objects.filter(batch=batch)._raw_delete(using=connection.alias)  # nothing points at a line
