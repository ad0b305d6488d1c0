"""Walking one log entry by entry, growing its tree, and comparing it wherever something says what it must be."""

from charioteer.audit.merkle import Frontier
from charioteer.audit.verifying import entries
from charioteer.audit.verifying.checkpoints import Checkpoint
from charioteer.audit.verifying.entries import Segment
from charioteer.audit.verifying.report import Log, Report


class Walk:
    """One log on the way from its first entry to its last."""

    def __init__(self, log: Log, checkpoints: list[Checkpoint], report: Report) -> None:
        self.log = log
        self.worded = 0
        self._tree = Frontier()
        self._expected = 0
        self._checkpoints, self._report = checkpoints, report
        self.covered = max((one.size for one in checkpoints if one.frontier is not None), default=0)
        self.compare()

    def take(self, some: Segment) -> None:
        """Take the next entries of this log."""
        self.worded += some.worded
        places, leaves = some.places, some.leaves
        if some.wrong or places != list(range(self._expected, self._expected + len(places))):
            self._look_closely(places, set(some.wrong))
        self._expected = places[-1] + 1
        start = 0
        while start < len(leaves):
            until = self._checkpoints[-1].size - self._tree.size if self._checkpoints else len(leaves)
            self._tree.extend(leaves[start : start + until])
            start += until
            self.compare()

    def compare(self) -> None:
        """Compare the tree with every checkpoint of its size."""
        while self._checkpoints and self._checkpoints[-1].size <= self._tree.size:
            self._compare_with(self._checkpoints.pop())

    def end(self) -> None:
        """After the last row: what is still ahead was cut off."""
        self.log.size, self.log.root = self._tree.size, self._tree.root().hex()
        for one in reversed(self._checkpoints):
            self._found(
                f"{one.words[:1].upper()}{one.words[1:]} covers {one.size} entries, but the log ends after"
                f" {self._tree.size}: its tail was cut off."
            )

    def _compare_with(self, one: Checkpoint) -> None:
        same = one.size == self._tree.size and one.root == self._tree.root().hex()
        self.log.heads += 1
        if not same:
            self._found(f"The first {one.size} entries do not give the root of {one.words}: the tree was replaced.")
        elif one.frontier is not None and one.frontier != str(self._tree):
            self._found(f"What {one.words} keeps to extend the tree was changed.")
        elif one.outside:
            self._report.outside = f"The first {one.size} entries are those of the head you brought."

    def _look_closely(self, places: list[int], wrong: set[int]) -> None:
        expected = self._expected
        for index, position in enumerate(places):
            if position != expected:
                sentence = f"After entry {expected} comes entry {position + 1}: places were removed or changed."
                self._found(sentence, position=position)
            if index in wrong:
                ref, sentence = entries.what_differs(self.log.trust_id, position)
                self._found(sentence, position=position, ref=ref)
            expected = position + 1

    def _found(self, sentence: str, *, position: int | None = None, ref: str = "") -> None:
        self._report.found(sentence, trust_id=self.log.trust_id, position=position, ref=ref)
