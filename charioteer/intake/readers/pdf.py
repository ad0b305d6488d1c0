"""Reads PDF in a process of its own, which is stopped when it takes too long or too much memory."""

import json
import os
import subprocess
import sys

from charioteer.errors import BadInput
from charioteer.intake.readers.document import Contents, Row, Table

_SECONDS = 60
_STOPPED = (
    "Reading this PDF took too long, so it was stopped. "
    "Copy the table into a spreadsheet, save it as .xlsx, and choose that."
)
_DAMAGED = (
    "This PDF is damaged or was cut short on its way. Save it as PDF again where it was made, and choose the new copy."
)


def read(data: bytes) -> Contents:
    """Read a PDF: its words and its tables.

    Raises:
        BadInput: protected, without text, too long, damaged, or it could not be read in time.
    """
    command = [sys.executable, "-m", "charioteer.intake.readers.pdf_process"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        # The command is our own module; nothing of the file is in it.
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(_STOPPED) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise BadInput(_STOPPED if done.returncode < 0 else _DAMAGED) from error
    if refusal := answer.get("refused"):
        raise BadInput(refusal["reason"], where=refusal["where"])
    return _contents(answer)


def as_json(contents: Contents) -> dict[str, object]:
    """What the process hands back."""
    tables = [
        {"name": t.name, "where": t.where, "header": t.header, "rows": [list(row) for row in t.rows], "lead": t.lead}
        for t in contents.tables
    ]
    return {"text": contents.text, "tables": tables, "notes": contents.notes}


def _contents(answer: dict[str, object]) -> Contents:
    tables: list[Table] = []
    for each in answer["tables"]:  # type: ignore[attr-defined]  # our own JSON, of `as_json`
        rows = tuple(Row(number, tuple(cells), tuple(doubts), place) for number, cells, doubts, place in each["rows"])
        tables.append(Table(each["name"], each["where"], tuple(each["header"]), rows, tuple(each["lead"])))
    notes: list[str] = list(answer["notes"])  # type: ignore[call-overload]
    return Contents(text=str(answer["text"]), tables=tuple(tables), notes=tuple(notes))
