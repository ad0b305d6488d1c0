"""What the controls say of one clause at one place, added up: the worst of them, in words.

Freshness is worked out here, at reading: a worker that died leaves nothing green.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from charioteer.controls import Control, Level, State

WORST_FIRST = (State.BREACH, State.UNKNOWN, State.STALE, State.PARTIAL, State.OK, State.NOT_APPLICABLE)
_RANK = {state: rank for rank, state in enumerate(WORST_FIRST)}


class Held(NamedTuple):
    """A result as it is kept."""

    state: str
    total: int
    failing: int
    unknown: int
    note: str


class Asked(NamedTuple):
    """The last asking of a control before some moment."""

    asked_at: datetime
    ok: bool
    error: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one control says of one place.

    Args:
        why: one sentence where there is no answer or an old one; "" otherwise.
    """

    control: Control
    state: State
    held: Held | None
    asked_at: datetime | None
    why: str = ""

    @property
    def key(self) -> str:
        """The state, as shapes are called."""
        return shape(self.state)

    @property
    def figures(self) -> str:
        """Two to four words: "2 of 4", "12 people", "none entered"."""
        if self.asked_at is None:
            return "not asked yet"
        if self.held is None:
            return "no answer" if self.why and self.why != NOTHING else f"no {self.control.things}"
        return _figures(self.held, self.control.things)

    @property
    def counted(self) -> str:
        """The figures with what they count: "2 of 4 accounts"."""
        if self.held is None or self.held.note or not self.held.failing:
            return self.figures
        return f"{self.figures} {_named(self.held.total, self.control.things)}"


NOTHING = "There is nothing here to ask about, as far as anybody entered it. That is not the same as fine."
NEVER = "It was not asked yet."
OLD = "It should have been asked again by now, so nobody knows how it stands today."


def _figures(held: Held, things: str) -> str:
    if held.note:
        return held.note
    if held.failing:
        return f"{held.failing:,} of {held.total:,}"
    if held.unknown:
        return f"{held.unknown:,} of {held.total:,} not known"
    return f"{held.total:,} {_named(held.total, things)}"


def _named(number: int, things: str) -> str:
    if number != 1:
        return things
    return "person" if things == "people" else things.removesuffix("s")


def said(control: Control, asked: Asked | None, held: Held | None, moment: datetime) -> Said:
    """What a control says of one place at a moment.

    Args:
        asked: its last asking before that moment.
        held: the result that held then.
    """
    if asked is None:
        return Said(control, State.UNKNOWN, None, None, NEVER)
    if not asked.ok:
        return Said(control, State.UNKNOWN, None, asked.asked_at, asked.error)
    if asked.asked_at + 2 * control.every < moment:
        return Said(control, State.STALE, held, asked.asked_at, OLD)
    if held is None:
        return Said(control, State.UNKNOWN, None, asked.asked_at, NOTHING)
    return Said(control, State(held.state), held, asked.asked_at)


def worst(states: Mapping[State, int] | list[State]) -> State:
    """The worst of some states; not applicable only if all of them are."""
    return min(states, key=_RANK.__getitem__)


def rank(state: State) -> int:
    """0 for the worst."""
    return _RANK[state]


def shape(state: State | str) -> str:
    """What the shape and the styles of a state are called."""
    return "na" if state == State.NOT_APPLICABLE else str(state)


def asked_at_level(control: Control, *, of_trust: bool) -> bool:
    """Whether a control is asked of such a place."""
    return (Level.TRUST if of_trust else Level.SCHOOL) in control.levels
