"""Files of people, for tests."""

from datetime import timedelta

from charioteer.intake.models import Batch
from charioteer.people.actions.importing import confirm_people, preview_people
from charioteer.people.models import Missing, Trust
from charioteer.people.tests.cast import NOW

HEAD = "Payroll number,E-mail,Name,Capacity,School,Job title,Start date,End date,Led by"
PRIYA = "12,priya@auriga.example,Priya Nair,Teacher,Capella House School,Teacher,2022-09-01,,"
JOEL = "13,joel@auriga.example,Joel Sharma,Staff,Strathmore School,Comms,1 September 2021,,12"
AGAIN = timedelta(days=30)


def looked_at(trust: Trust, *rows: str, head: str = HEAD, when: timedelta = timedelta()) -> Batch:
    """A file with these rows, previewed."""
    data = "\r\n".join([head, *rows]).encode()
    return preview_people(trust=trust, file_name="people.csv", data=data, by=None, now=NOW + when)


def taken(trust: Trust, *rows: str, end: str = "", head: str = HEAD, when: timedelta = timedelta()) -> Batch:
    """The same, confirmed; `end` names whoever is ticked as having left."""
    batch = looked_at(trust, *rows, head=head, when=when)
    left = Missing.objects.filter(batch=batch, engagement__person__name=end).values_list("engagement_id", flat=True)
    return confirm_people(batch=batch, end=set(left), by=None, now=NOW + when)


def lines(batch: Batch) -> list[tuple[str, str]]:
    """What would become of each row, and what is said of it."""
    return [(line.outcome, " ".join(line.doubts)) for line in batch.lines.order_by("pk")]


def missing(batch: Batch) -> list[tuple[str, bool]]:
    """Who would be asked about, and whether they are in the file elsewhere."""
    rows = Missing.objects.filter(batch=batch).order_by("pk")
    return list(rows.values_list("engagement__person__name", "elsewhere"))
