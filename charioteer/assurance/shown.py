"""The board, ready to be written down: sentences, sections, chips, tallies."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from charioteer.assurance.answers import WORST_FIRST, shape
from charioteer.assurance.board import Board, Cell, Row, in_order
from charioteer.assurance.places import Place
from charioteer.assurance.wanted import ASKED, Wanted
from charioteer.controls import State
from charioteer.look.icons import STATES
from charioteer.policy.clauses import Clause
from charioteer.reference.registers import Record, load

SCHOOLS_A_PAGE = 25
# A table of counts goes from good to bad; a list of work from bad to good.
COUNTED = (State.OK, State.PARTIAL, State.BREACH, State.UNKNOWN, State.STALE, State.NOT_APPLICABLE)
_MANY = {State.BREACH: "breaches"}


@dataclass(frozen=True)
class Count:
    """How many are in one state: the shape's name, the number, the words."""

    key: str
    number: int
    words: str


@dataclass(frozen=True)
class Listed:
    """One clause as a page shows it: its cells, and how many places are in each state."""

    row: Row
    sums: list[Count]

    @property
    def clause(self) -> Clause:
        """Which."""
        return self.row.clause

    @property
    def cells(self) -> tuple[Cell, ...]:
        """One for each place."""
        return self.row.cells

    @property
    def asked(self) -> tuple[Cell, ...]:
        """Those that are asked by machine."""
        return self.row.asked


@dataclass(frozen=True)
class Part:
    """One section of the policy with the clauses that are shown of it."""

    section: Record
    rows: list[Listed]
    counts: list[Count]
    unasked: list[Clause]
    informing: list[Clause]

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"s-{self.section['key'].replace('.', '-').lower()}"


@dataclass(frozen=True)
class Chip:
    """A link that narrows the board."""

    href: str
    words: str
    current: bool
    key: str = ""


def lead(board: Board) -> str:
    """The answer, in one sentence: "2 breaches, 3 unknown and 1 OK at Strathmore School"."""
    found = counts(board.tally)
    if not found:
        return "Nothing is asked by machine here yet."
    said = [f"{one.number:,} {one.words}" for one in found]
    listed = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    where = board.places[0].name if len(board.places) == 1 else f"{len(board.places):,} places"
    return f"{listed} at {where}."


def counts(tally: Mapping[State, int]) -> list[Count]:
    """States with numbers, the worst first."""
    return [Count(shape(state), number, _word(state, number)) for state, number in in_order(tally)]


def _word(state: State, number: int) -> str:
    if number != 1 and state in _MANY:
        return _MANY[state]
    word = STATES[shape(state)].word
    return word if state is State.OK else word.lower()


def sections(board: Board, wanted: Wanted) -> list[Part]:
    """The policy's sections with what is shown of each; empty ones are left out."""
    listed = sorted(load("sections").entries, key=lambda one: one["order"])
    tops = {one["key"]: one["part_of"] or one["key"] for one in listed}
    parts = []
    for section in listed:
        if wanted.section and tops[section["key"]] != wanted.section:
            continue
        rows = [row for row in board.rows if row.clause.section == section["key"] and _fits(row, wanted.state)]
        if rows:
            tally: Counter[State] = Counter()
            for row in rows:
                tally.update(row.counts)
            listed_rows = [Listed(row, counts(row.counts)) for row in rows if row.asked]
            parts.append(Part(section, listed_rows, counts(tally), *_left(rows)))
    return parts


def _left(rows: Sequence[Row]) -> tuple[list[Clause], list[Clause]]:
    """What no machine asks: the clauses that it should, and those that only tell people something."""
    left = [(row.state, row.clause) for row in rows if not row.asked]
    unasked = [clause for state, clause in left if state is not State.NOT_APPLICABLE]
    return unasked, [clause for state, clause in left if state is State.NOT_APPLICABLE]


def _fits(row: Row, state: str) -> bool:
    if not state:
        return True
    if state == ASKED:
        return bool(row.asked)
    return any(cell.state == state for cell in row.asked or row.cells)


def chips(board: Board, wanted: Wanted) -> list[Chip]:
    """Ways to narrow it by state."""
    states = [state for state in WORST_FIRST if board.tally.get(state)]
    made = [Chip(wanted.address(state=""), "Every clause", not wanted.state)]
    made.append(Chip(wanted.address(state=ASKED), "Asked by machine", wanted.state == ASKED))
    for state in states:
        word = STATES[shape(state)].word
        made.append(Chip(wanted.address(state=state.value), word, wanted.state == state.value, shape(state)))
    return made


@dataclass(frozen=True)
class Line:
    """One place of the tally: its name, where it leads, a number for each state, and the same as a bar."""

    place: Place
    href: str
    numbers: list[Count]
    bar: SafeString


def tally(board: Board, places: Sequence[Place], wanted: Wanted | None = None) -> list[Line]:
    """How many clauses are in each state at each of these places."""
    asked = wanted or Wanted(on=board.on)
    lines = []
    for place in places:
        found = board.tally_at(place)
        numbers = [Count(shape(state), found.get(state, 0), _word(state, found.get(state, 0))) for state in COUNTED]
        lines.append(Line(place, asked.address(place=place.slug, q=""), numbers, bar(numbers)))
    return lines


_PATHS = {
    "ok": '<path class="ch-bar__ok" d="M{0}.8 3h8.4v16h-8.4z"/>',
    "partial": '<path class="ch-bar__partial-line" d="M{0}.8 3.7h7.4v14.6h-7.4z"/>'
    '<path class="ch-bar__partial" d="M{0}.8 11h8.4v8h-8.4z"/>',
    "breach": '<path class="ch-bar__breach" d="M{0}.2 11l4.8-10 4.8 10-4.8 10z"/>',
    "unknown": '<path class="ch-bar__unknown" d="M{0}.8 3.6h8.2v14.8h-8.2z"/>',
    "stale": '<path class="ch-bar__stale" d="M{0}.8 3h8.4v16h-8.4z"/>',
    "na": '<path class="ch-bar__na" d="M{0}.8 3.6h8.2v14.8h-8.2z"/>',
}


def bar(numbers: Sequence[Count]) -> SafeString:
    """The numbers as shapes in a row; whoever cannot see it reads the numbers."""
    drawn = [(count.key,) for count in numbers for _ in range(count.number)]
    shapes = format_html_join("", "{}", ((format_html(_PATHS[key], at * 10),) for at, (key,) in enumerate(drawn)))
    head = '<svg viewBox="0 0 {} 22" preserveAspectRatio="xMinYMid meet" aria-hidden="true" focusable="false">{}</svg>'
    return format_html(head, max(210, len(drawn) * 10), shapes)


@dataclass(frozen=True)
class Schools:
    """A page of the schools of a trust that has many."""

    lines: list[Line]
    found: int
    total: int
    first: int
    previous: str
    next: str


def schools(board: Board, wanted: Wanted) -> Schools:
    """The schools whose names fit, a page of them."""
    words = wanted.q.casefold().split()
    fits = [place for place in board.places if all(word in place.name.casefold() for word in words)]
    start = (wanted.page - 1) * SCHOOLS_A_PAGE
    if start >= len(fits):
        start = 0
    page = start // SCHOOLS_A_PAGE + 1
    some = fits[start : start + SCHOOLS_A_PAGE]
    more = len(fits) > start + SCHOOLS_A_PAGE
    return Schools(
        tally(board, some, wanted),
        len(fits),
        len(board.places),
        start + 1,
        wanted.address(page=page - 1) if page > 1 else "",
        wanted.address(page=page + 1) if more else "",
    )
