"""One thing that `doctor` looked at."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "bad"]


@dataclass(frozen=True)
class Finding:
    """What it is, how it is, what we saw, and how to mend it."""

    about: str
    state: State
    seen: str
    mend: str = ""
