"""How a finding stands, and the digest of what fails."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from charioteer.controls import CONTROLS, Finding, State, control, digest

IDS = st.sets(st.integers(1, 10**7), max_size=40)


@pytest.mark.parametrize(
    ("given_", "stands"),
    [
        ({"total": 0}, State.UNKNOWN),
        ({"total": 3}, State.OK),
        ({"total": 3, "failing": [1]}, State.PARTIAL),
        ({"total": 2, "failing": [1, 2]}, State.BREACH),
        ({"total": 2, "unknown": [1]}, State.UNKNOWN),
        ({"total": 3, "failing": [1], "unknown": [2, 3]}, State.PARTIAL),
        ({"total": 3, "failing_count": 3}, State.BREACH),
        ({"total": 3, "unknown_count": 1}, State.UNKNOWN),
        ({"total": 3, "failing_count": 0, "unknown_count": 0}, State.OK),
        ({"total": 0, "state": State.NOT_APPLICABLE}, State.NOT_APPLICABLE),
    ],
)
def test_how_it_stands(given_: dict, stands: State) -> None:
    assert Finding(1, 1, **given_).stands is stands


@given(IDS)
def test_the_order_does_not_matter(ids: set[int]) -> None:
    assert digest(sorted(ids)) == digest(sorted(ids, reverse=True)) == Finding(1, 1, 99, failing=list(ids)).digest


@given(IDS, IDS)
def test_other_things_have_another_digest(some: set[int], others: set[int]) -> None:
    assume(some != others)
    assert digest(some) != digest(others)


@given(IDS, st.integers(1, 10**7), st.integers(1, 10**7))
def test_one_put_in_place_of_another_is_noticed(rest: set[int], gone: int, come: int) -> None:
    assume(gone != come and gone not in rest and come not in rest)
    assert digest({*rest, gone}) != digest({*rest, come})


def test_the_same_sum_is_not_the_same_set() -> None:
    assert digest([1, 4]) != digest([2, 3])


def test_a_key_is_declared_once() -> None:
    says = dict.fromkeys(("question", "passes", "fails", "why", "who", "things"), "x")
    made = control("tests.twice", clauses=("1.1",), **says)
    try:
        made(lambda now: [])
        with pytest.raises(ValueError, match="declared twice"):
            made(lambda now: [])
    finally:
        del CONTROLS["tests.twice"]
