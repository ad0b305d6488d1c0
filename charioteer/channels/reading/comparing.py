"""Doubts that only show between rows: the same name on another platform, and how far apart the two were opened."""

from collections.abc import Sequence

from charioteer.channels.reading.rows import Doubt, Understanding

_YEAR = 365.25
#: Further apart than this, in days, two accounts of one name are worth a second look.
_FAR_APART = 3 * _YEAR


def compare_rows(rows: Sequence[Understanding], places: Sequence[str] = ()) -> None:
    """Add those doubts to the rows, in one pass however many share a name.

    Args:
        rows: the whole register, in order.
        places: where each row stands in its file, as the file's reader says it ("row 8", where a header counts);
            rows are counted from 1 without it.
    """
    # The first row of each account, by name: two different accounts are enough to know that a name is shared.
    firsts: dict[str, dict[str, int]] = {}
    for number, row in enumerate(rows, start=1):
        if row.reading.identity:
            accounts = firsts.setdefault(row.reading.identity.key, {})
            if len(accounts) < 2:
                accounts.setdefault(row.import_key, number)
    for row in rows:
        if row.reading.identity:
            for key, number in firsts[row.reading.identity.key].items():
                if key != row.import_key:
                    place = places[number - 1] if places else f"row {number}"
                    _say_twin(row, rows[number - 1], place)
                    break


def _say_twin(row: Understanding, other: Understanding, place: str) -> None:
    words = f"The same name stands in {place} on another platform."
    row.doubts.append(Doubt("same_name_elsewhere", words))
    mine, theirs = row.events.opened.earliest, other.events.opened.earliest
    if mine and theirs and (theirs - mine).days > _FAR_APART:
        years = round((theirs - mine).days / _YEAR)
        words = f"It is about {years} years older than the account of the same name in {place}."
        row.doubts.append(Doubt("older_than_twin", words))
