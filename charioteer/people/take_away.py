"""Any list as a file: one way out, so that each file is streamed, stamped and in the log before it leaves.

A list that may be taken away says so once, beside itself:

    AS_A_FILE = TakeAway("people", PEOPLE, kinds.EXPORTED, rules.cannot_export)

and its view answers `AS_A_FILE.answer(…)` where `AS_A_FILE.wanted(request)` says which kind of file is asked for.
What is no list (the board) is noted by its own action and leaves through `stream`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.errors import Refused
from charioteer.exports import About, Column, csv_lines, json_stream, xlsx_stream
from charioteer.look.lists import Choice, List
from charioteer.people.models import Person

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True)
class TakeAway:
    """How one list leaves the house.

    Args:
        name: what the file is called, before its day.
        of: the list.
        kind: the declared kind of the entry that says who took it.
        cannot: the rule that says why this person may not, or None.
    """

    name: str
    of: List
    kind: str
    cannot: Callable[[Person, datetime], Refused | None]

    def wanted(self, request: HttpRequest) -> str:
        """Which file the address asks for: "csv", "xlsx", "json", or "" for the page."""
        form = request.GET.get("format", "")
        return form if form in TYPES else ""

    def answer(
        self,
        request: HttpRequest,
        person: Person,
        rows: QuerySet[Any],
        *,
        choices: Mapping[str, Sequence[Choice]] | None = None,
        counted: QuerySet[Any] | None = None,
    ) -> StreamingHttpResponse:
        """The list as a file, searched and narrowed as the address says.

        Args:
            person: who takes it.
            rows: what this person may see (`visible_to`), with everything a file says of each row.
            choices: as for `List.read`.
            counted: the same rows without what only a file needs, if counting them is cheaper.
        Raises:
            NotAllowed: this person may not; nothing leaves.
        """
        now, form = timezone.localtime(), self.wanted(request)
        if refusal := self.cannot(person, now):
            raise refusal
        export = self.of.export(rows, request.GET, choices=choices)
        count = self.of.count(rows if counted is None else counted, request.GET, choices=choices)
        self._note(person, form, export.about, count, now)
        columns = [Column(*pair) for pair in export.columns]
        return stream(f"{self.name}-{now:%Y-%m-%d}", form, columns, export.rows, person, export.about, now)

    def _note(self, person: Person, form: str, about: str, count: int, now: datetime) -> None:
        # Who took what away is in the log before the first byte leaves. What was searched for may be somebody's name,
        # so it stands among the words that can be erased.
        facts, words = {"format": form, "count": count}, {"about": about}
        trust = person.trust
        with transaction.atomic():
            record(self.kind, of=trust, by=person, now=now, trust_id=trust.pk, facts=facts, words=words)


def stream(
    name: str,
    form: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    person: Person,
    about: str,
    now: datetime,
) -> StreamingHttpResponse:
    """A file, written as it is read, stamped with whose it is and which part. Who takes it is in the log already.

    Args:
        name: of the file, without its ending.
        form: a key of `TYPES`.
        about: which part of what, in words.
    """
    return StreamingHttpResponse(
        _bytes(form, columns, rows, About(f"{person.trust.name}: {about}", now, person.name)),
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"},
    )


def _bytes(form: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], about: About) -> Iterator[bytes]:
    # No transaction around it: on SQLite a slow download would keep everybody else from writing.
    if form == "csv":
        return csv_lines(columns, rows, about=about)
    if form == "xlsx":
        return xlsx_stream(columns, rows, about)
    return json_stream(columns, rows, about)
