"""The board as a file."""

from collections.abc import Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils import timezone

from charioteer.assurance import actions
from charioteer.assurance.answers import shape
from charioteer.assurance.board import Board
from charioteer.assurance.wanted import Wanted
from charioteer.exports import Column
from charioteer.look.dates import long_date
from charioteer.look.icons import STATES
from charioteer.people.models import Person
from charioteer.people.take_away import stream

_BOARD = (
    Column("clause", "Clause"),
    Column("title", "What it asks"),
    Column("place", "Place"),
    Column("state", "State"),
    Column("control", "Control"),
    Column("question", "Question"),
    Column("answer", "Answer"),
    Column("total", "Asked about"),
    Column("failing", "Failing"),
    Column("unknown", "Unknown"),
    Column("figures", "In words"),
    Column("asked_at", "Asked at"),
    Column("why", "Why there is no answer"),
)


def board(person: Person, made: Board, wanted: Wanted, form: str) -> StreamingHttpResponse:
    """The board as a file, and an entry in the log that says who took it."""
    now = timezone.localtime()
    about = f"Board, {long_date(wanted.on) if wanted.on else 'now'}, {_where(made)}"
    actions.note_board_export(form=form, about=about, by=person, now=now)
    return stream(f"board-{(wanted.on or now.date()).isoformat()}", form, _BOARD, _rows(made), person, about, now)


def _where(made: Board) -> str:
    return made.places[0].name if len(made.places) == 1 else f"{len(made.places)} places"


def _rows(made: Board) -> Iterator[Sequence[object]]:
    for row in made.rows:
        for cell in row.cells:
            head = (row.clause.key, row.clause.title, cell.place.name, STATES[cell.key].word)
            if not cell.says:
                yield (*head, "", "", "", None, None, None, cell.words, None, "")
            for one in cell.says:
                figures = (one.held.total, one.held.failing, one.held.unknown) if one.held else (None, None, None)
                answer = STATES[shape(one.state)].word
                asked = (one.control.key, one.control.question, answer, *figures, one.figures, one.asked_at, one.why)
                yield (*head, *asked)
