"""One row of a list of people: read, with a sentence for each doubt and for each reason why it cannot be taken in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from charioteer.errors import BadInput
from charioteer.look import dates
from charioteer.people import written
from charioteer.people.reading.columns import KINDS
from charioteer.people.reading.places import Map, Where, plain

_KIND_OF = {word: key for key, words in KINDS.items() for word in words}
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$")
_OF_THE_TRUST = {"trustee", "member"}


@dataclass(slots=True)
class Row:
    """What one row says. `refusals` are reasons why it cannot be taken in; "" and None are blank cells."""

    payroll_number: str = ""
    email: str = ""
    name: str = ""
    kind: str = "staff"
    where: Where = field(default_factory=Where)
    job_title: str = ""
    from_date: date | None = None
    until_date: date | None = None
    leader: str = ""
    doubts: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What tells this person from others: the payroll number, else the address."""
        if self.payroll_number:
            return f"p:{self.payroll_number}"
        return f"e:{self.email}" if self.email else ""


def read_row(cells: Mapping[str, str], places: Map) -> Row:
    """Read one row.

    Args:
        cells: by key of `COLUMNS`; a column the file does not have is missing.
        places: the schools of the trust.
    """
    row = Row()
    for key, read in (
        ("payroll_number", written.payroll_number),
        ("email", written.email),
        ("name", written.name),
        ("leader", written.leader),
    ):
        text = _name(cells) if key == "name" else cells.get(key, "")
        try:
            setattr(row, key, read(text))
        except BadInput as refused:
            (row.doubts if key == "leader" else row.refusals).append(refused.reason)
    if not row.key and not row.refusals:
        row.refusals.append("There is neither a payroll number nor an e-mail address, so we cannot tell who this is.")
    _read_capacity(row, cells)
    _read_place(row, cells, places)
    _read_title(row, cells.get("job_title", ""))
    _read_days(row, cells)
    return row


def _name(cells: Mapping[str, str]) -> str:
    return cells.get("name", "") or f"{cells.get('first_name', '')} {cells.get('last_name', '')}"


def _read_capacity(row: Row, cells: Mapping[str, str]) -> None:
    said = cells.get("kind", "")
    if not plain(said):
        if "kind" in cells:
            row.doubts.append("No capacity is given; taken as a member of staff.")
        return
    words = plain(said).replace("'", "")
    found = _KIND_OF.get(words) or _KIND_OF.get(words.removesuffix("s"))
    if found is None:
        row.doubts.append(f"“{said}” is not a capacity we know; taken as a member of staff.")
    row.kind = found or "staff"


def _read_place(row: Row, cells: Mapping[str, str], places: Map) -> None:
    row.where = places.where(cells.get("school", ""), cells.get("centre", ""))
    if row.where.refusal:
        row.refusals.append(row.where.refusal)
    if row.where.note:
        row.doubts.append(row.where.note)
    nowhere = "school" in cells and not plain(cells["school"]) and not plain(cells.get("centre", ""))
    if nowhere and row.kind not in _OF_THE_TRUST:
        row.doubts.append("No school is given; taken as the Trust itself.")


def _read_title(row: Row, said: str) -> None:
    if said.startswith("="):
        row.doubts.append("The job title is a formula; left blank.")
        return
    try:
        row.job_title = written.plain(said, what="The job title", where="job_title", most=120)
    except BadInput as refused:
        row.doubts.append(f"{refused.reason} Left blank.")


def _read_days(row: Row, cells: Mapping[str, str]) -> None:
    for key, words in (("from_date", "start date"), ("until_date", "end date")):
        said = cells.get(key, "")
        if not said:
            continue
        day = _day(said)
        if isinstance(day, date):
            setattr(row, key, day)
        else:
            row.refusals.append(f"The {words}: {day}")
    if row.from_date and row.until_date and row.until_date < row.from_date:
        row.refusals.append(
            f"It ends on {dates.long_date(row.until_date)}, before it starts on {dates.long_date(row.from_date)}."
        )


@lru_cache(maxsize=20_000)
def _day(said: str) -> date | str:
    if said.startswith("="):
        return "it is a formula, which is not computed. Write the day itself."
    try:
        return dates.read_day(_TIME.sub("", said))
    except ValueError as unread:
        return str(unread)
