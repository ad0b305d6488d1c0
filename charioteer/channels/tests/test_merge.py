"""Two changes of one thing laid beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.channels.merging import Clash, merge


@pytest.mark.parametrize(
    ("before", "theirs", "mine", "value", "taken", "clashes"),
    [
        ("a", "a", "a", "a", (), ()),
        ("a", "a", "m", "m", (), ()),
        ("a", "t", "a", "t", (("f", "t"),), ()),
        ("a", "t", "t", "t", (), ()),
        ("a", "t", "m", "m", (), (Clash("f", "t", "m"),)),
        ("a\nb", "a\nb", "a\r\nb", "a\r\nb", (), ()),
        ("a\nb", "t", "a\r\nb ", "t", (("f", "t"),), ()),
    ],
)
def test_each_case(
    before: str, theirs: str, mine: str, value: str, taken: tuple[object, ...], clashes: tuple[Clash, ...]
) -> None:
    merged = merge({"f": before}, {"f": theirs}, {"f": mine})
    assert (merged.values["f"], merged.taken, merged.clashes) == (value, taken, clashes)


WORDS = st.dictionaries(st.sampled_from("abc"), st.text(max_size=3), min_size=3)


@given(WORDS, WORDS, WORDS)
def test_nothing_is_lost_in_silence(before: dict[str, str], theirs: dict[str, str], mine: dict[str, str]) -> None:
    merged = merge(before, theirs, mine)
    told = {field for field, _ in merged.taken} | {clash.field for clash in merged.clashes}
    for field in "abc":
        lost = {theirs[field].strip(), mine[field].strip()} - {merged.values[field].strip()}
        # What is in neither the form nor the notice was the old text, which somebody replaced.
        assert field in told or lost <= {before[field].strip()}
