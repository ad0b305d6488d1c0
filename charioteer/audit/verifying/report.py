"""What a check of the log found."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

from charioteer.audit.queries import Awaiting

MOST = 20
"""How many findings of one log are told in full; the rest is counted."""
LATE = 60.0
"""Seconds after which an entry that has no place yet is a finding."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, in a sentence, and where."""

    sentence: str
    trust_id: int | None = None
    position: int | None = None
    ref: str = ""


@dataclass
class Log:
    """One log as far as it was recomputed."""

    trust_id: int | None
    size: int = 0
    root: str = ""
    heads: int = 0


@dataclass
class Report:
    """The whole answer. It holds only if nothing at all was found wrong."""

    logs: list[Log] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    awaiting: Awaiting = field(default_factory=lambda: Awaiting(0, None))
    words: int = 0
    outside: str = ""
    untold: int = 0
    _told: dict[int | None, int] = field(default_factory=lambda: defaultdict(int))

    def found(self, sentence: str, *, trust_id: int | None = None, position: int | None = None, ref: str = "") -> None:
        """Note one thing that is wrong."""
        self._told[trust_id] += 1
        if self._told[trust_id] > MOST:
            self.untold += 1
            return
        self.findings.append(Finding(sentence, trust_id, position, ref))

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def entries(self) -> int:
        """How many entries were recomputed."""
        return sum(log.size for log in self.logs)

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "holds": self.holds,
            "entries": self.entries,
            "logs": [asdict(log) for log in self.logs],
            "words": self.words,
            "awaiting": self.awaiting.count,
            "oldest_awaiting_seconds": self.awaiting.oldest,
            "outside_head": self.outside,
            "findings": [asdict(finding) for finding in self.findings],
            "further_findings": self.untold,
        }
