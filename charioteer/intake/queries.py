"""One page of a preview, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from charioteer.intake.importers import Importer
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.models import Batch, Line

PER_PAGE = 50
_DOUBTED = "doubted"


@dataclass(frozen=True)
class Shown:
    """One line: as read, as understood, and what was doubted."""

    place: str
    outcome: Outcome
    read: list[tuple[str, str]]
    understood: Sequence[tuple[str, str]]
    doubts: list[str]

    @property
    def outcome_words(self) -> str:
        """What would become of it."""
        return self.outcome.label


@dataclass(frozen=True)
class Chip:
    """A link that shows only the lines of one outcome."""

    words: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True)
class PreviewPage:
    """A page of lines, and the links around it."""

    batch: Batch
    lines: list[Shown]
    chips: list[Chip]
    first: int
    last: int
    total: int
    previous: str
    next: str

    @property
    def count_words(self) -> str:
        """ "Rows 1 to 50 of 1,234"."""
        if not self.total:
            return "No rows"
        return f"Rows {self.first:,} to {self.last:,} of {self.total:,}"


def preview_page(batch: Batch, importer: Importer, asked: Mapping[str, str]) -> PreviewPage:
    """Read one page of a preview, in two queries.

    Args:
        batch: a batch that the person who asks may see.
        asked: `request.GET`; `outcome` (an outcome, or `doubted`) and `page` are understood, and what is wrong in them
            is passed over.
    """
    outcome = Outcome(asked["outcome"]) if asked.get("outcome") in Outcome.values else None
    doubted = batch.lines.exclude(doubts=[])
    in_doubt = doubted.count()
    only_doubted = asked.get("outcome") == _DOUBTED
    total = in_doubt if only_doubted else int(batch.counts.get(outcome, 0)) if outcome else batch.total
    pages = max(1, -(-total // PER_PAGE))
    number = min(_whole(asked.get("page", "")), pages)
    lines = (doubted if only_doubted else batch.lines).order_by("pk")
    if outcome:
        lines = lines.filter(outcome=outcome)
    chosen = _DOUBTED if only_doubted else outcome.value if outcome else ""
    start = (number - 1) * PER_PAGE
    shown = [_shown(line, batch, importer) for line in lines[start : start + PER_PAGE]]
    return PreviewPage(
        batch=batch,
        lines=shown,
        chips=_chips(batch, in_doubt, chosen),
        first=start + 1,
        last=start + len(shown),
        total=total,
        previous=_address(chosen, number - 1) if number > 1 else "",
        next=_address(chosen, number + 1) if number < pages else "",
    )


def _shown(line: Line, batch: Batch, importer: Importer) -> Shown:
    named = [head or f"Column {at}" for at, head in enumerate(batch.header, 1)]
    return Shown(
        place=line.place,
        outcome=Outcome(line.outcome),
        read=[(head, cell) for head, cell in zip(named, line.cells, strict=True) if cell.strip()],
        understood=importer.says(line.understood),
        doubts=line.doubts,
    )


def _chips(batch: Batch, in_doubt: int, chosen: str) -> list[Chip]:
    every = Chip("All", batch.total, _address("", 1), not chosen)
    doubted = Chip("In doubt", in_doubt, _address(_DOUBTED, 1), chosen == _DOUBTED)
    counts = {outcome: int(batch.counts.get(outcome, 0)) for outcome in Outcome}
    rest = [Chip(each.label, n, _address(each.value, 1), chosen == each.value) for each, n in counts.items() if n]
    return [every, *([doubted] if in_doubt else []), *rest]


def _address(chosen: str, number: int) -> str:
    pairs = [("outcome", chosen)] if chosen else []
    return "?" + urlencode([*pairs, *([("page", str(number))] if number > 1 else [])])


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
