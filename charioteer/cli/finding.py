"""One thing that a command looked at."""

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


def line(finding: Finding) -> str:
    """A finding for people."""
    mend = f"\n{'':18}To mend it: {finding.mend}" if finding.mend else ""
    return f"{finding.state:<5}{finding.about:<13}{finding.seen}{mend}"
