"""Where a topic stands on a day; what became of a paragraph of an older edition."""

from datetime import date

import pytest

from charioteer.reference.registers import load
from charioteer.reference.topics import resolve, successors

REGISTERS = {"guidance": load("guidance"), "paragraphs": load("guidance-paragraphs")}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 8, 31), "paragraphs 140–143 of the 2022 edition"),
        (date(2023, 9, 1), "paragraphs 141–143 of the 2023 edition"),
        (date(2026, 8, 31), "paragraphs 140–143 of the 2025 edition"),
        (date(2026, 9, 1), "paragraphs 170–173 of the 2026 edition"),
    ],
)
def test_it_moves_each_september(day: date, words: str) -> None:
    found = resolve("filtering-monitoring", day, **REGISTERS)
    assert found is not None
    assert found.words == words
    assert not found.verified
    assert found.certainty in {"H", "M", "L"}


def test_what_nobody_knows_is_nothing() -> None:
    assert resolve("no-such-topic", date(2026, 11, 22), **REGISTERS) is None
    assert resolve("filtering-monitoring", date(1999, 1, 1), **REGISTERS) is None


def test_a_topic_nobody_looked_up_in_the_edition_in_force_has_no_number() -> None:
    rows = tuple(row for row in REGISTERS["paragraphs"].entries if row["edition"] != "2026")
    from dataclasses import replace

    known = {**REGISTERS, "paragraphs": replace(REGISTERS["paragraphs"], entries=rows)}
    found = resolve("filtering-monitoring", date(2026, 11, 22), **known)
    assert found is not None
    assert (found.first, found.certainty) == (None, "")
    assert "nobody has looked up" in found.words


def test_the_successor_of_a_paragraph_is_its_topic_and_never_an_addition() -> None:
    found = successors("kcsie", "2022", 136, 137, date(2026, 11, 22), **REGISTERS)
    assert [(one.topic, one.first) for one in found] == [("four-risks", 165), ("running-theme", 166)]
    assert successors("kcsie", "2022", 9_000, 9_001, date(2026, 11, 22), **REGISTERS) == []
