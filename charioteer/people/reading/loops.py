"""Circles of leaders in a whole list at once, in time that grows with the list and no faster."""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)
_LONGEST_TOLD = 12


def circles(leaders: Mapping[Node, Iterable[Node]]) -> dict[Node, int]:
    """For everybody who is in a circle, which one: those with the same number are led by each other.

    Args:
        leaders: by whom each is led.
    """
    search = _Search(leaders)
    for root in leaders:
        if root not in search.number:
            search.begin(root)
    return search.found


class _Search(Generic[Node]):
    """Tarjan's strongly connected components, without recursion."""

    def __init__(self, leaders: Mapping[Node, Iterable[Node]]) -> None:
        self._leaders = leaders
        self.number: dict[Node, int] = {}
        self.found: dict[Node, int] = {}
        self._low: dict[Node, int] = {}
        self._done: set[Node] = set()
        self._waiting: list[Node] = []
        self._path: list[tuple[Node, Iterator[Node]]] = []

    def begin(self, root: Node) -> None:
        """Follow everything above one person."""
        self._enter(root)
        while self._path:
            node, above = self._path[-1]
            step = next(above, None)
            if step is None:
                self._leave(node)
            elif step not in self.number:
                self._enter(step)
            elif step not in self._done:
                self._low[node] = min(self._low[node], self.number[step])

    def _enter(self, node: Node) -> None:
        self.number[node] = self._low[node] = len(self.number)
        self._waiting.append(node)
        self._path.append((node, iter(self._leaders.get(node, ()))))

    def _leave(self, node: Node) -> None:
        self._path.pop()
        if self._path:
            below = self._path[-1][0]
            self._low[below] = min(self._low[below], self._low[node])
        if self._low[node] < self.number[node]:
            return
        members: list[Node] = []
        while not members or members[-1] != node:
            members.append(self._waiting.pop())
        self._done.update(members)
        if len(members) > 1:
            # The count of those done grows with each circle, so no two have the same number.
            self.found.update(dict.fromkeys(members, len(self._done)))


def chain(leaders: Mapping[Node, Iterable[Node]], led: Node, leader: Node) -> Sequence[Node]:
    """The shortest way back from a leader to whom they lead: [led, …, leader]; [] if it is too long to tell."""
    came: dict[Node, Node] = {}
    queue = deque([(leader, 0)])
    while queue:
        node, depth = queue.popleft()
        if node == led:
            break
        for above in leaders.get(node, ()) if depth < _LONGEST_TOLD else ():
            if above not in came and above != leader:
                came[above] = node
                queue.append((above, depth + 1))
    if led not in came:
        return []
    way = [led]
    while way[-1] != leader:
        way.append(came[way[-1]])
    return way
