"""The tree over the log, after RFC 6962 section 2: one root for any number of leaves, and short proofs about it.

Leaves and nodes are hashed apart (0x00 and 0x01 in front), so that no node can pass for a leaf. A tree that only grows
is carried as its `Frontier`: the roots of its full subtrees, one for each bit of its size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EMPTY = sha256(b"").digest()
_HASH = 32


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """A tree that grows at its right edge, in as much memory as its size has bits.

    Args:
        size: how many leaves it has.
        peaks: the roots of its full subtrees, the largest first.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    @classmethod
    def read(cls, size: int, text: str) -> "Frontier":
        """Take up a frontier as `str` wrote it.

        Raises:
            ValueError: the text is not a frontier of that size.
        """
        held = bytes.fromhex(text)
        peaks = [held[at : at + _HASH] for at in range(0, len(held), _HASH)]
        if len(held) != _HASH * size.bit_count():
            raise ValueError(f"This is not the frontier of {size} leaves.")
        return cls(size, peaks)

    def __str__(self) -> str:
        return b"".join(self.peaks).hex()

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more leaf."""
        peaks, size = self.peaks, self.size
        self.size += 1
        while size & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add the hashes of many leaves; the same as `append` for each, and quicker."""
        start, total = 0, len(leaves)
        while start < total:
            # The largest full subtree that begins at this size and lies within what is to come.
            room = (total - start).bit_length() - 1
            fits = min(room, (self.size & -self.size).bit_length() - 1) if self.size else room
            width = 1 << fits
            self._add_subtree(_full(leaves[start : start + width]), width)
            start += width

    def _add_subtree(self, root: bytes, width: int) -> None:
        rank, size = self.size // width, self.size
        self.size = size + width
        while rank & 1:
            root = node_hash(self.peaks.pop(), root)
            rank >>= 1
        self.peaks.append(root)

    def root(self) -> bytes:
        """The root of the whole tree."""
        if not self.peaks:
            return EMPTY
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = node_hash(peak, found)
        return found


def _full(level: Sequence[bytes]) -> bytes:
    # The number of leaves is a power of two.
    while len(level) > 1:
        pairs = iter(level)
        level = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return level[0]


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over the hashes of some leaves."""
    tree = Frontier()
    tree.extend(leaves)
    return tree.root()


def inclusion(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """The path that proves a leaf is at a position in the tree of all these leaves (2.1.1), lowest first."""
    path: list[bytes] = []
    first, last = 0, len(leaves)
    while last - first > 1:
        middle = first + _split(last - first)
        if position < middle:
            path.append(root_of(leaves[middle:last]))
            last = middle
        else:
            path.append(root_of(leaves[first:middle]))
            first = middle
    return path[::-1]


def root_from_path(leaf: bytes, position: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a leaf and its path lead to (RFC 9162, 2.1.3.2); None if the path cannot be one."""
    if not 0 <= position < size:
        return None
    at, last, root = position, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(step, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, step)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


def consistency(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The path that proves that the tree of all these leaves grew out of that of the first `old_size` (2.1.2)."""
    if not 0 < old_size < len(leaves):
        return []
    path: list[bytes] = []
    first, last, whole = 0, len(leaves), True
    while old_size != last - first:
        middle = _split(last - first)
        if old_size <= middle:
            path.append(root_of(leaves[first + middle : last]))
            last = first + middle
        else:
            path.append(root_of(leaves[first : first + middle]))
            first, old_size, whole = first + middle, old_size - middle, False
    if not whole:
        path.append(root_of(leaves[first:last]))
    return path[::-1]


def consistent(old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a path proves that the larger tree begins with the smaller one (RFC 9162, 2.1.4.2)."""
    if old_size == size:
        return not path and old_root == root
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    if not 0 < old_size < size or not steps:
        return False
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            was, now = node_hash(step, was), node_hash(step, now)
            shift = (at & -at).bit_length() - 1 if at else 0
            at, last = at >> shift, last >> shift
        else:
            now = node_hash(now, step)
        at, last = at >> 1, last >> 1
    return last == 0 and was == old_root and now == root


def rows_root(hashes: Iterable[str]) -> str:
    """One root (hex) for many rows, in whatever order they came: what a bulk import leaves in its one entry.

    Args:
        hashes: the SHA-256 (hex) of each row.
    """
    return root_of([leaf_hash(bytes.fromhex(one)) for one in sorted(hashes)]).hex()


def _split(size: int) -> int:
    # The largest power of two smaller than the size.
    return 1 << ((size - 1).bit_length() - 1)
