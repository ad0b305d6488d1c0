"""The board somebody sees: every clause at every place they may see, the worst of what its controls say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from charioteer.assurance import queries
from charioteer.assurance.answers import WORST_FIRST, Asked, Held, Said, asked_at_level, rank, said, shape, worst
from charioteer.assurance.places import Place
from charioteer.controls import CONTROLS, Control, State
from charioteer.people.models import Person
from charioteer.people.roles import Right
from charioteer.policy.clauses import Clause, Wanted, chosen
from charioteer.reference.queries import merged


@dataclass(frozen=True)
class Cell:
    """One clause at one place.

    Args:
        says: what its controls say; empty where none asks it there.
        elsewhere: it is asked, but of the other kind of place (of the Trust and not of a school).
    """

    clause: Clause
    place: Place
    says: tuple[Said, ...]
    elsewhere: bool = False

    @property
    def asked(self) -> bool:
        """Whether a machine asks it here."""
        return bool(self.says)

    @cached_property
    def worst(self) -> Said:
        """What decides its state."""
        return min(self.says, key=lambda one: rank(one.state))

    @property
    def state(self) -> State:
        """How it stands. What nobody asks is unknown; a clause that only tells people something has nothing to ask."""
        if self.says:
            return self.worst.state
        informs = self.clause.automation.key == "informational"
        return State.NOT_APPLICABLE if self.elsewhere or informs else State.UNKNOWN

    @property
    def key(self) -> str:
        """The state, as shapes are called."""
        return shape(self.state)

    @property
    def words(self) -> str:
        """Two to four words beside the state."""
        if not self.says:
            if self.elsewhere:
                return "asked of schools" if self.place.of_trust else "asked of the Trust"
            return "only informs" if self.state is State.NOT_APPLICABLE else "not asked by machine yet"
        return self.worst.figures


@dataclass(frozen=True)
class Row:
    """One clause with its cells, in the order of the places."""

    clause: Clause
    controls: tuple[Control, ...]
    cells: tuple[Cell, ...]

    @cached_property
    def asked(self) -> tuple[Cell, ...]:
        """The cells that are asked by machine."""
        return tuple(cell for cell in self.cells if cell.says)

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many places are in each state, of those asked."""
        return Counter(cell.state for cell in self.asked)

    @property
    def state(self) -> State:
        """The worst of its places; of a clause nobody asks, what its cells say."""
        return worst([cell.state for cell in self.asked or self.cells]) if self.cells else State.UNKNOWN


@dataclass(frozen=True)
class Board:
    """Every clause at some places at some moment.

    Args:
        asked: the last asking of each control somebody may know of.
        moment: when; what was not yet asked by then is unknown.
        on: the day looked back to; None for now.
    """

    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    asked: Mapping[str, Asked]
    moment: datetime
    on: date | None = None
    controls: tuple[Control, ...] = field(default=())

    @cached_property
    def tally(self) -> Mapping[State, int]:
        """How many answers are in each state, over all its places; only what is asked by machine."""
        return Counter(cell.state for row in self.rows for cell in row.asked)

    def tally_at(self, place: Place) -> Mapping[State, int]:
        """The same for one place."""
        at = self.places.index(place)
        return Counter(row.cells[at].state for row in self.rows if row.cells[at].says)

    @cached_property
    def wholly(self) -> int:
        """How many clauses are answered wholly by machine."""
        return sum(1 for row in self.rows if any(one.whole for one in row.controls))

    @cached_property
    def partly(self) -> int:
        """How many are answered in part."""
        return sum(1 for row in self.rows if row.controls) - self.wholly

    @cached_property
    def informing(self) -> int:
        """How many only tell people something."""
        return sum(1 for row in self.rows if not row.controls and row.clause.automation.key == "informational")

    @cached_property
    def not_asked(self) -> int:
        """How many nobody asks by machine yet."""
        return len(self.rows) - self.wholly - self.partly - self.informing

    @property
    def newest(self) -> datetime | None:
        """When anything was asked last."""
        return max((one.asked_at for one in self.asked.values()), default=None)

    @property
    def oldest(self) -> datetime | None:
        """When that was asked whose last asking lies furthest back."""
        return min((one.asked_at for one in self.asked.values()), default=None)

    def worst_cells(self, most: int) -> list[Cell]:
        """The breaches first, then what is partly so: where to start."""
        found = [c for row in self.rows for c in row.asked if c.state in {State.BREACH, State.PARTIAL}]
        return sorted(found, key=lambda cell: rank(cell.state))[:most]


class Eyes:
    """What one person may know of: which controls, at which places. Without a person: whoever stands at the machine."""

    def __init__(self, person: Person | None, day: date) -> None:
        self._person, self._day = person, day
        self._reach = {
            one.confidential: person.reach(Right(one.confidential), day)
            for one in CONTROLS.values()
            if one.confidential and person is not None
        }

    def sees(self, control: Control, place: Place) -> bool:
        """Whether a control exists for them at a place."""
        if not asked_at_level(control, of_trust=place.of_trust):
            return False
        if not control.confidential:
            return True
        return self._person is not None and self._reach[control.confidential].covers(place.school_id)


def board(
    trust_id: int,
    places: Sequence[Place],
    eyes: Eyes,
    *,
    now: datetime,
    on: date | None = None,
    every_place: bool = False,
) -> Board:
    """Put a board together: three questions, however many places and controls there are.

    Args:
        places: the columns, in their order.
        eyes: whose.
        on: as it stood at the end of that day; None for now.
        every_place: these are all the places of the trust.
    """
    moment = _end_of(on, now)
    asked = queries.runs(None if on is None else moment)
    held = queries.results(trust_id, places, None if on is None else moment, every_place=every_place)
    seen = {key: [eyes.sees(one, place) for place in places] for key, one in CONTROLS.items()}
    known = {key: one for key, one in CONTROLS.items() if any(seen[key]) or not one.confidential}
    rows = [_row(clause, known, seen, places, asked, held, moment) for clause in _clauses(trust_id)]
    mine = {key: one for key, one in asked.items() if key in known}
    return Board(tuple(rows), tuple(places), mine, moment, on, tuple(known.values()))


def _row(
    clause: Clause,
    known: Mapping[str, Control],
    seen: Mapping[str, Sequence[bool]],
    places: Sequence[Place],
    asked: Mapping[str, Asked],
    held: Mapping[tuple[str, int | None], Held],
    moment: datetime,
) -> Row:
    controls = tuple(one for one in known.values() if clause.key in one.clauses)
    cells = tuple(
        Cell(
            clause,
            place,
            tuple(
                said(one, asked.get(one.key), held.get((one.key, place.school_id)), moment)
                for one in controls
                if seen[one.key][at]
            ),
            any(not asked_at_level(one, of_trust=place.of_trust) for one in controls),
        )
        for at, place in enumerate(places)
    )
    return Row(clause, controls, cells)


def _clauses(trust_id: int) -> list[Clause]:
    return chosen(merged("clauses", trust_id), Wanted())


def _end_of(on: date | None, now: datetime) -> datetime:
    if on is None:
        return now
    last = datetime.combine(on, datetime.max.time(), timezone.get_current_timezone())
    return min(last, now)


def in_order(counts: Mapping[State, int]) -> list[tuple[State, int]]:
    """States with their numbers, the worst first; those nobody is in are left out."""
    return [(state, counts[state]) for state in WORST_FIRST if counts.get(state)]
