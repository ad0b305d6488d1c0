"""Walking one log entry by entry, growing its tree, and comparing it wherever something says what it must be."""

from charioteer.audit.merkle import Frontier
from charioteer.audit.verifying import entries
from charioteer.audit.verifying.checkpoints import Checkpoint
from charioteer.audit.verifying.entries import Row
from charioteer.audit.verifying.report import Log, Report

_NEVER = 1 << 62


class Walk:
    """One log on the way from its first entry to its last."""

    def __init__(self, log: Log, checkpoints: list[Checkpoint], report: Report) -> None:
        self.log = log
        self._tree = Frontier()
        self._leaves: list[bytes] = []
        self._next, self._stop = 0, 0
        self._checkpoints, self._report = checkpoints, report
        self.covered = max((one.size for one in checkpoints if one.frontier is not None), default=0)
        self.compare()

    def take(self, rows: list[Row]) -> None:
        """Take the next rows of this log."""
        leaf_of, leaves = entries.leaf_of, self._leaves
        at, stop = self._next, self._stop
        for row in rows:
            leaf = leaf_of(row)
            if leaf is None or row[1] != at:
                self._wrong(row, at)
                # The hash it was sealed with leads on, so that one changed entry is one finding.
                leaf, at = bytes.fromhex(row[3]), row[1]
            leaves.append(leaf)
            at += 1
            if at >= stop:
                self._next = at
                stop = self.compare()
                leaves = self._leaves
        self._next = at
        self._grow()

    def compare(self) -> int:
        """Compare the tree with every checkpoint of its size; returns the size of the next."""
        self._grow()
        waiting = self._checkpoints
        while waiting and waiting[-1].size <= self._tree.size:
            self._compare_with(waiting.pop())
        self._stop = waiting[-1].size if waiting else _NEVER
        return self._stop

    def end(self) -> None:
        """After the last row: what is still ahead was cut off."""
        self.compare()
        self.log.size, self.log.root = self._tree.size, self._tree.root().hex()
        for one in reversed(self._checkpoints):
            self._found(
                f"{one.words[:1].upper()}{one.words[1:]} covers {one.size} entries, but the log ends after"
                f" {self._tree.size}: its tail was cut off."
            )

    def _grow(self) -> None:
        self._tree.extend(self._leaves)
        self._leaves = []

    def _compare_with(self, one: Checkpoint) -> None:
        same = one.size == self._tree.size and one.root == self._tree.root().hex()
        self.log.heads += 1
        if not same:
            self._found(f"The first {one.size} entries do not give the root of {one.words}: the tree was replaced.")
        elif one.frontier is not None and one.frontier != str(self._tree):
            self._found(f"What {one.words} keeps to extend the tree was changed.")
        elif one.outside:
            self._report.outside = f"The first {one.size} entries are those of the head you brought."

    def _wrong(self, row: Row, expected: int) -> None:
        _, position, ref, *_ = row
        sentence = entries.what_differs(row) if entries.leaf_of(row) is None else ""
        if position != expected:
            sentence = f"After entry {expected} comes entry {position + 1} (reference {ref}): places were removed."
        self._found(sentence, position=position, ref=ref)

    def _found(self, sentence: str, *, position: int | None = None, ref: str = "") -> None:
        self._report.found(sentence, trust_id=self.log.trust_id, position=position, ref=ref)
