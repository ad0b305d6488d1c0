"""Reads plain text, and the tables with tabs that a document leaves behind when it is saved as text."""

from charioteer.errors import BadInput
from charioteer.intake.readers import assembly, limits
from charioteer.intake.readers.document import Contents, Row, Table

_FEWEST_COLUMNS = 3  # a contents page has a tab before each page number; a register has more columns


def read(text: str) -> Contents:
    """Read a text: all of it, and every run of lines with tabs that starts with three cells or more.

    Raises:
        BadInput: the text is longer than any policy.
    """
    if len(text) > limits.MAX_TEXT:
        raise BadInput("This text is longer than any policy or register. Choose the right file, or split it.")
    tables: list[Table] = []
    notes: list[str] = []
    for run in _runs(text.splitlines()):
        where = f"the table at line {run[0].number}"
        table, said = assembly.build(run, where=where, numbered=False)
        if table and table.rows and len(tables) < limits.MAX_TABLES:
            tables.append(table)
            notes.extend(said)
    return Contents(text=text, tables=tuple(tables), notes=tuple(notes))


def _runs(lines: list[str]) -> list[list[Row]]:
    runs: list[list[Row]] = []
    inside = False
    for number, line in enumerate(lines, 1):
        row = Row(number, tuple(line.split("\t")), place=f"line {number}")
        if "\t" not in line:
            inside = False
        elif inside:
            runs[-1].append(row)
        elif len([cell for cell in row.cells if cell.strip()]) >= _FEWEST_COLUMNS:
            inside = True
            runs.append([row])
    return runs
