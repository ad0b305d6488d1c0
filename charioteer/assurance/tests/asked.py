"""Controls made for a test and forgotten after it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from charioteer.controls import CONTROLS, Control, Finding

WORDS = {
    "question": "Is it so?",
    "passes": "It is so.",
    "fails": "It is not so.",
    "why": "Because the policy says so.",
    "who": "The headteacher",
    "things": "things",
}


def made(key: str, ask: Callable[[datetime], Iterable[Finding]], **says: Any) -> Control:
    """A control that nobody declared."""
    return Control(key=key, ask=ask, **{"clauses": ("2.4a",), **WORDS, **says})


@contextmanager
def only(*controls: Control) -> Iterator[None]:
    """These controls and no others, for as long as the block lasts."""
    before = dict(CONTROLS)
    CONTROLS.clear()
    CONTROLS.update({one.key: one for one in controls})
    try:
        yield
    finally:
        CONTROLS.clear()
        CONTROLS.update(before)


def forget(key: str) -> None:
    """Undeclare."""
    CONTROLS.pop(key, None)
