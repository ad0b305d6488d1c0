"""Controls: a question about a clause of the policy that code can answer. Apps declare them in `controls.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """How one thing stands. Unknown is never green."""

    OK = "ok"
    PARTIAL = "partial"
    BREACH = "breach"
    UNKNOWN = "unknown"
    STALE = "stale"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Finding:
    """One answer about one place, with its figures and what fails there.

    Args:
        trust_id: whose place.
        school_id: which school; None for what is the trust's own.
        total: how many things were asked about.
        failing: the ids of those that fail, in any order.
        unknown: the ids of those nobody can tell about.
        note: a few words instead of "3 of 4", if that says more ("last in April").
        state: given only where the figures cannot say it (not applicable, stale); otherwise worked out from them.
    """

    trust_id: int
    school_id: int | None
    total: int
    failing: Sequence[int] = ()
    unknown: Sequence[int] = ()
    note: str = ""
    state: State | None = None

    @property
    def stands(self) -> State:
        """The state: an empty denominator is unknown, not fine, unless a state was given with its reason."""
        if self.state is not None:
            return self.state
        if not self.total:
            return State.UNKNOWN
        if self.failing:
            return State.BREACH if len(self.failing) >= self.total else State.PARTIAL
        return State.UNKNOWN if self.unknown else State.OK


Ask = Callable[[datetime], Iterable[Finding]]


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
        url_name: the address of one failing thing, taking its id or ref; "" for none.
        every: how often the worker asks at least; an answer older than twice that is stale.
        on: announcements after which it is asked at once.
        version: counted up when the question changes, so that old answers stay labelled.
        whole: whether it answers its clauses wholly; False when part of them stays human judgement.
        ask: the question itself: every place of every trust at once.
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
