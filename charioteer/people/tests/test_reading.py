"""Reading lists: properties of the parsers, and circles of leaders found whatever their shape."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from charioteer.people.models import PersonKind
from charioteer.people.reading.columns import COLUMNS, KINDS
from charioteer.people.reading.loops import chain, circles
from charioteer.people.reading.places import Known, Map
from charioteer.people.reading.rows import read_row

PLACES = Map(
    "The Auriga Trust", [Known(1, "Capella House School", "capella-house", ["Capella"], [(9, "Primary", "p")])]
)
CELLS = st.fixed_dictionaries({}, optional={column.key: st.text(max_size=40) for column in COLUMNS})
EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25)


def test_the_capacities_are_those_of_the_policy() -> None:
    assert set(KINDS) == set(PersonKind.values)
    words = [word for known in KINDS.values() for word in known]
    assert len(words) == len(set(words))


@given(CELLS)
def test_any_row_is_read_or_refused_in_sentences(cells: dict[str, str]) -> None:
    row = read_row(cells, PLACES)
    assert row.refusals or row.name
    assert row.refusals or row.key
    assert row.kind in PersonKind.values
    assert all(sentence.strip() for sentence in [*row.doubts, *row.refusals])
    assert not (row.from_date and row.until_date and row.until_date < row.from_date) or row.refusals


@given(EDGES)
def test_a_circle_is_two_people_who_lead_each_other_however_far_apart(edges: list[tuple[int, int]]) -> None:
    leaders: dict[int, set[int]] = {}
    for led, leader in edges:
        leaders.setdefault(led, set()).add(leader)
    above = {one: _above(leaders, one) for one in range(10)}
    found = circles(leaders)
    for a in range(10):
        for b in range(10):
            if a != b:
                together = a in found and found.get(a) == found.get(b)
                assert together is (b in above[a] and a in above[b])


@given(EDGES)
def test_a_chain_goes_from_who_is_led_to_the_leader(edges: list[tuple[int, int]]) -> None:
    leaders: dict[int, set[int]] = {}
    for led, leader in edges:
        leaders.setdefault(led, set()).add(leader)
    for led, leader in edges:
        way = chain(leaders, led, leader)
        if led != leader and led in _above(leaders, leader):
            assert (way[0], way[-1]) == (led, leader)
            assert all(above in leaders[below] for above, below in pairwise(way))


def test_a_circle_of_a_hundred_thousand_is_found_without_recursion() -> None:
    ring = {number: [(number + 1) % 100_000] for number in range(100_000)}
    assert len(circles(ring)) == 100_000
    assert chain(ring, 0, 1) == []  # too long to tell


def _above(leaders: dict[int, set[int]], one: int) -> set[int]:
    found: set[int] = set()
    waiting = [one]
    while waiting:
        for above in leaders.get(waiting.pop(), ()):
            if above not in found:
                found.add(above)
                waiting.append(above)
    return found
