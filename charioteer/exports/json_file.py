"""Writes JSON, a few rows at a time."""

import json
from collections.abc import Iterable, Iterator, Sequence

from charioteer.exports.values import About, Column, written

_ROWS_AT_ONCE = 500


def json_stream(columns: Sequence[Column], rows: Iterable[Sequence[object]], about: About) -> Iterator[bytes]:
    """Write a table as one JSON object: `scope`, `made_at`, `columns`, `rows` (objects by column key), `count`.

    Args:
        columns: their keys name the values; their titles stand in `columns`.
        rows: values in the columns' order; taken one by one.
        about: the stamp.
    Yields:
        Some hundred rows at a time.
    """
    head = {"scope": about.scope, "made_at": about.made_at.isoformat(timespec="seconds")}
    if about.made_by:
        head["made_by"] = about.made_by
    titles = {column.key: column.title for column in columns}
    yield f'{_dumps(head)[:-1]},"columns":{_dumps(titles)},"rows":['.encode()
    keys = [column.key for column in columns]
    count = 0
    parts: list[str] = []
    for row in rows:
        parts.append(f"{',' if count else ''}\n{_dumps(dict(zip(keys, row, strict=True)))}")
        count += 1
        if count % _ROWS_AT_ONCE == 0:
            yield "".join(parts).encode()
            parts.clear()
    yield f'{"".join(parts)}\n],"count":{count}}}\n'.encode()


def _dumps(value: object) -> str:
    # ASCII only: half a character (a lone surrogate) stays an escape instead of breaking the stream.
    return json.dumps(value, default=_default, separators=(",", ":"))


def _default(value: object) -> object:
    return sorted(map(written, value)) if isinstance(value, set | frozenset) else written(value)
