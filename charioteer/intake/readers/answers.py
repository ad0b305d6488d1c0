"""What the reading process says, as JSON, and how it is taken up again."""

from typing import Any

from charioteer.intake.readers.document import Contents, Row, Table


def as_json(contents: Contents) -> dict[str, object]:
    """What the process hands back."""
    tables = [
        {"name": each.name, "where": each.where, "header": each.header, "rows": each.rows, "lead": each.lead}
        for each in contents.tables
    ]
    return {**contents._asdict(), "tables": tables}


def from_json(answer: dict[str, Any]) -> Contents:
    """The same, as it was."""
    tables = [
        Table(
            name=each["name"],
            where=each["where"],
            header=tuple(each["header"]),
            rows=tuple(
                [Row(number, tuple(cells), tuple(doubts), place) for number, cells, doubts, place in each["rows"]]
            ),
            lead=tuple(each["lead"]),
        )
        for each in answer["tables"]
    ]
    return Contents(answer["text"], tuple(tables), tuple(answer["notes"]), answer["margins"])
