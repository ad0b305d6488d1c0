"""Taking people in from a file: looked at first, confirmed by somebody, leavers only where they say so."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from charioteer.errors import Refused
from charioteer.intake import actions as intake
from charioteer.intake import lines as intake_lines
from charioteer.intake.importers import Taken, Understood, picked
from charioteer.intake.matching import Unmatched
from charioteer.intake.models import Batch
from charioteer.intake.readers import Table
from charioteer.jobs import announce
from charioteer.people import rules
from charioteer.people.actions.sign_ins import close_if_nothing_is_left
from charioteer.people.importing import judging, saying
from charioteer.people.importing.known import chunks, ground_of, learn, learn_leaders, source_of
from charioteer.people.importing.writing import Writing
from charioteer.people.models import Engagement, Missing, Person, Trust
from charioteer.people.queries import roles_that_end
from charioteer.people.reading.columns import COLUMNS
from charioteer.people.reading.rows import read_row


class PeopleImporter:
    """Takes people in from any table with a payroll number or an e-mail address in each row.

    Args:
        now: the moment of the import.
        end: the engagements to end of those that the file does not name any more; nothing ends otherwise.
    """

    key = "people.people"
    columns = COLUMNS

    def __init__(self, *, now: datetime, end: Collection[int] = ()) -> None:
        self._now, self._end = now, end
        self.missing: list[tuple[int, bool]] = []
        self.not_about = 0

    def understand(self, table: Table, mapping: Mapping[str, int], *, trust_id: int) -> Iterable[Understood]:
        """Say what each row means and what confirming would do with it."""
        if not {"payroll_number", "email"} & set(mapping):
            raise Unmatched(
                "No column for a payroll number or an e-mail address was found, so we cannot tell who is who. Rename "
                "one in the file, or say which is which.",
                tables=[table],
            )
        day = timezone.localdate(self._now)
        ground = ground_of(Trust.objects.get(pk=trust_id), table.header, day)
        rows = [read_row(cells, ground.places) for _, cells in picked(table, mapping)]
        named = {value for row in rows for value in (row.email, row.leader) if "@" in value}
        numbers = {value for row in rows for value in (row.payroll_number, row.leader) if value and "@" not in value}
        learn(ground, sorted(numbers), sorted(named))
        if any(row.leader for row in rows):
            learn_leaders(ground)
        file = judging.File(ground, rows, [table.place(row) for row in table.rows])
        found = list(judging.judge(file))
        self.missing, self.not_about = file.missing, file.not_about
        return found

    def write(self, lines: Iterator[Taken], *, batch: Batch, trust_id: int, by: Any, now: datetime) -> dict[str, int]:
        """Write people, then places, inside the caller's transaction; intake's one entry vouches for every row."""
        day = timezone.localdate(now)
        writing = Writing(trust_id=trust_id, source=source_of(batch.header), day=day)
        for some in chunks(lines):
            writing.people(some)
        for some in chunks(intake_lines.to_write(batch)):
            writing.places(some)
        missing = Missing.objects.filter(batch=batch).values_list("engagement_id", flat=True)
        leaving = [*writing.leaving, *((pk, day - timedelta(days=1)) for pk in missing if pk in self._end)]
        kept = sum(not _leave(pk, last_day, now) for pk, last_day in leaving)
        counts = {**writing.counts, "left": len(leaving) - kept, "not_ended": kept}
        announce("people.engagement.changed", trust_id=trust_id, person_id=0)  # nobody in particular: many at once
        return counts

    def says(self, understood: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """What was understood, in words for the preview."""
        return [(name, value) for name, value in saying.says(understood) if value]


def preview_people(
    *,
    trust: Trust,
    file_name: str,
    data: bytes,
    by: Person | None,
    now: datetime,
    table: str | None = None,
    mapping: Mapping[str, int] | None = None,
) -> Batch:
    """Read a file of people and keep what it would do, with whom it does not name any more. Nothing else is written.

    Raises:
        NotAllowed: see `rules.cannot_import_people`.
        BadInput: it cannot be read.
    """
    _may(rules.cannot_import_people(by, now))
    importer = PeopleImporter(now=now)
    with transaction.atomic():
        batch = intake.preview(
            importer=importer,
            file_name=file_name,
            data=data,
            trust_id=trust.pk,
            by=by,
            now=now,
            table=table,
            mapping=mapping,
        )
        _keep_missing(batch, importer)
    return batch


def rematch_people(
    *, batch: Batch, by: Person | None, now: datetime, table: str | None, mapping: Mapping[str, int] | None
) -> Batch:
    """Read the same file again with another table or other columns.

    Raises:
        NotAllowed, NotNow, BadInput: as for `intake.actions.rematch`.
    """
    _may(rules.cannot_import_people(by, now))
    importer = PeopleImporter(now=now)
    with transaction.atomic():
        intake.rematch(batch=batch, importer=importer, by=by, now=now, table=table, mapping=mapping)
        Missing.objects.filter(batch=batch).delete()
        _keep_missing(batch, importer)
    return batch


def confirm_people(
    *, batch: Batch, end: Collection[int], by: Person | None, now: datetime, again: bool = False
) -> Batch:
    """Take a previewed file in.

    Args:
        end: the engagements to end, of those the file does not name any more; their last day is yesterday.
        again: write it although the very file was taken in before.
    Raises:
        NotAllowed, NotNow: as for `intake.actions.confirm`.
    """
    _may(rules.cannot_import_people(by, now))
    importer = PeopleImporter(now=now, end=set(end))
    with transaction.atomic():
        done = intake.confirm(batch=batch, importer=importer, by=by, now=now, again=again)
        Missing.objects.filter(batch=batch).delete()
    return done


def _may(refusal: Refused | None) -> None:
    if refusal:
        raise refusal


def _keep_missing(batch: Batch, importer: PeopleImporter) -> None:
    if importer.not_about:
        batch.notes.append(
            f"{importer.not_about:,} places that an earlier file named are at schools, or in capacities, that this one "
            "does not name at all; nothing is said of them."
        )
        batch.save(update_fields=["notes"])
    rows = (Missing(batch=batch, engagement_id=pk, elsewhere=elsewhere) for pk, elsewhere in importer.missing)
    for some in chunks(rows):
        Missing.objects.bulk_create(some)


def _leave(pk: int, last_day: date, now: datetime) -> bool:
    """End one engagement with the roles that go with it; False where the last administrator would go."""
    engagement = Engagement.objects.select_related("person").get(pk=pk)
    last_day = max(last_day, engagement.from_date)
    roles = roles_that_end(engagement, last_day)
    if rules.cannot_end_engagement(None, engagement, roles, last_day, now):
        return False
    engagement.until_date = last_day
    engagement.save(update_fields=["until_date"])
    for held in roles:
        held.end_on(last_day)
    if roles:
        announce("people.role.changed", trust_id=engagement.person.trust_id, person_id=engagement.person_id)
    close_if_nothing_is_left(person=engagement.person, now=now)
    return True
