"""Controls: a question about a clause of the policy that code can answer. Apps declare them in `controls.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from charioteer.controls.digests import PRIME, digest, written

__all__ = [
    "CONTROLS",
    "PRIME",
    "Control",
    "Finding",
    "Level",
    "Scope",
    "State",
    "Thing",
    "control",
    "digest",
    "written",
]


class State(StrEnum):
    """How one thing stands. Unknown is never green."""

    OK = "ok"
    PARTIAL = "partial"
    BREACH = "breach"
    UNKNOWN = "unknown"
    STALE = "stale"
    NOT_APPLICABLE = "not_applicable"


class Level(StrEnum):
    """The places there are: the trust itself, and each of its schools."""

    TRUST = "trust"
    SCHOOL = "school"


class Finding(NamedTuple):
    """One answer about one place, with its figures and what fails there.

    Which things fail is given as their ids; or, where they may be very many, as their number and their digest, both
    worked out by the database (see `charioteer.counting`).

    Args:
        trust_id: whose place.
        school_id: which school; None for what is the trust's own.
        total: how many things were asked about.
        failing: the ids of those that fail, in any order.
        unknown: the ids of those nobody can tell about.
        note: a few words instead of "3 of 4", if that says more ("last in April").
        state: given only where the figures cannot say it (not applicable, stale); otherwise worked out from them.
        failing_count: how many fail, where `failing` is not given.
        unknown_count: how many nobody can tell about, where `unknown` is not given.
        failing_digest: the digest of those that fail, where `failing` is not given.
    """

    trust_id: int
    school_id: int | None
    total: int
    failing: Sequence[int] = ()
    unknown: Sequence[int] = ()
    note: str = ""
    state: State | None = None
    failing_count: int | None = None
    unknown_count: int | None = None
    failing_digest: str = ""

    @property
    def fails(self) -> int:
        """How many fail."""
        return len(self.failing) if self.failing_count is None else self.failing_count

    @property
    def doubted(self) -> int:
        """How many nobody can tell about."""
        return len(self.unknown) if self.unknown_count is None else self.unknown_count

    @property
    def digest(self) -> str:
        """The same for the same failing things, in whatever order they came; "" for none."""
        return self.failing_digest or (digest(self.failing) if self.failing else "")

    @property
    def stands(self) -> State:
        """The state: an empty denominator is unknown, not fine, unless a state was given with its reason."""
        if self.state is not None:
            return self.state
        if not self.total:
            return State.UNKNOWN
        if fails := self.fails:
            return State.BREACH if fails >= self.total else State.PARTIAL
        return State.UNKNOWN if self.doubted else State.OK


@dataclass(frozen=True, slots=True)
class Scope:
    """Which of the things behind one answer somebody wants to see.

    Args:
        trust_id, school_id: the place.
        state: `State.BREACH` for those that fail, `State.UNKNOWN` for those nobody can tell about.
        after: the id of the last one that was shown; 0 for the first page.
        most: how many at most.
    """

    trust_id: int
    school_id: int | None
    state: State = State.BREACH
    after: int = 0
    most: int = 50


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing behind an answer: its id, what people call it, and what fills the control's address."""

    id: int
    words: str
    args: tuple[str | int, ...] = ()


Ask = Callable[[datetime], Iterable[Finding]]
Show = Callable[[Scope, datetime], Sequence[Thing]]


@dataclass(frozen=True)
class Control:
    """One control, as its app declares it.

    Args:
        key: `app.name`, stable for ever.
        clauses: ids of the clauses it bears on ("2.4a").
        question: what it asks, as one question.
        passes: when it says OK.
        fails: when it says it does not hold.
        why: why the policy asks.
        who: the office that mends it.
        things: what is counted, in the plural ("channels").
        url_name: the address of one failing thing, filled by `Thing.args`; "" for none.
        every: how often the worker asks at least; an answer older than twice that is stale.
        on: announcements after which it is asked at once.
        version: counted up when the question changes, so that old answers stay labelled.
        whole: whether it answers its clauses wholly; False when part of them stays human judgement.
        ask: the question itself: every place of every trust at once.
        failing: the things behind an answer at one place, a page at a time, by id; None where none can be shown.
        levels: which places it is asked of.
        most: after how long an unfinished answer is given up and counts as unknown.
        to_see: the right without which somebody reads how many, and not which ("read_people"); "" for none.
        confidential: the right without which it does not exist for somebody: neither its cells nor its totals.
    """

    key: str
    clauses: tuple[str, ...]
    question: str
    passes: str
    fails: str
    why: str
    who: str
    things: str
    ask: Ask
    url_name: str = ""
    every: timedelta = timedelta(minutes=15)
    on: tuple[str, ...] = ()
    version: int = 1
    whole: bool = False
    failing: Show | None = None
    levels: tuple[Level, ...] = (Level.TRUST, Level.SCHOOL)
    most: timedelta = timedelta(seconds=60)
    to_see: str = ""
    confidential: str = ""


CONTROLS: dict[str, Control] = {}


def control(key: str, **says: object) -> Callable[[Ask], Control]:
    """Declare a control; see `Control` for what it says of itself.

    Raises:
        ValueError: the key is declared already.
    """

    def declare(ask: Ask) -> Control:
        if key in CONTROLS:
            raise ValueError(f"The control {key} is declared twice.")
        CONTROLS[key] = Control(key=key, ask=ask, **says)  # type: ignore[arg-type]
        return CONTROLS[key]

    return declare
