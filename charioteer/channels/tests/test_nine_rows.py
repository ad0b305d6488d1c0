"""The example register, row by row: what each row becomes, and every doubt said about it."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from charioteer.channels.reading.comparing import compare_rows
from charioteer.channels.reading.offices import learn_bodies
from charioteer.channels.reading.rows import Ground, Place, Understanding
from charioteer.channels.reading.understanding import understand
from charioteer.reference import registers

EXAMPLE = Path(__file__).parents[3] / "examples/auriga/register.csv"
KEYS = ("platform", "name", "masters", "posters", "dates")


def ground(names: list[str]) -> Ground:
    """The example trust."""
    places = (
        Place(1, "capella-house", "Capella House School", ("Capella House", "Capella")),
        Place(2, "clarendon", "Clarendon School", ("Clarendon",)),
        Place(3, "strathmore", "Strathmore School", ("Strathmore", "Strat")),
    )
    known_since = date(2016, 9, 1)
    catalogue, bodies = registers.catalogue(), learn_bodies(names)
    return Ground(catalogue, "The Auriga Academy Trust", known_since, places, bodies, date(2026, 11, 22))


def read(lines: list[Mapping[str, str]]) -> list[Understanding]:
    """Understand rows as an import does."""
    against = ground([line["name"] for line in lines])
    rows = [understand(line, against) for line in lines]
    compare_rows(rows)
    return rows


@pytest.fixture(scope="module")
def nine() -> list[Understanding]:
    with EXAMPLE.open(encoding="utf-8") as file:
        _, *lines = csv.reader(file)
    return read([dict(zip(KEYS, line, strict=True)) for line in lines])


@pytest.mark.parametrize(
    ("row", "platform", "kind", "key", "standing", "masters", "posters", "school"),
    [
        (1, "x", "handle", "housecapella", "unassessed", 1, 1, "capella-house"),
        (2, "youtube", "handle", "strathmoreschool589", "unassessed", 1, 5, "strathmore"),
        (3, "facebook", "unknown", "fossfriendsofstrathmoreschool", "partner", 1, 1, "strathmore"),
        (4, "x", "handle", "friendsof_strat", "partner", 1, 1, "strathmore"),
        (5, "facebook", "group", "3651385304889119", "unassessed", 1, 0, "strathmore"),
        (6, "facebook", "unknown", None, "unassessed", 1, 1, "clarendon"),
        (7, "x", "handle", "bespokebeheard", "unassessed", 1, 1, None),
        (8, "instagram", "handle", "bespokebeheard", "unassessed", 1, 1, None),
        (9, "linkedin", "unknown", None, "unassessed", 2, 1, None),
    ],
)
def test_what_each_row_becomes(
    nine: list[Understanding],
    row: int,
    platform: str,
    kind: str,
    key: str | None,
    standing: str,
    masters: int,
    posters: int,
    school: str | None,
) -> None:
    found: dict[str, Any] = nine[row - 1].as_json()
    assert (found["platform"], found["kind"], found["key"]) == (platform, kind, key)
    assert found["standing"] == standing
    assert (len(found["masters"]), len(found["posters"])) == (masters, posters)
    assert found["school"] == school


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (1, {"one_master", "opened_day_first_assumed", "school_from_name", "no_url"}),
        (2, {"one_master", "many_posters", "opened_ambiguous", "name_differs", "handle_newer"}),
        (3, {"one_master", "outside_body", "kind_unknown"}),
        (4, {"one_master", "outside_body", "opened_ambiguous"}),
        (5, {"posters_unknown", "role_unknown", "called_otherwise", "parents_group"}),
        (6, {"no_address", "kind_unknown", "role_unknown", "before_trust"}),
        (7, {"same_name_elsewhere", "purpose_unstated", "school_not_stated", "opened_ambiguous"}),
        (8, {"same_name_elsewhere", "purpose_unstated", "older_than_twin", "before_trust"}),
        (9, {"no_address", "kind_unknown", "purpose_in_platform", "poster_not_master", "before_trust"}),
    ],
)
def test_every_doubt_is_said(nine: list[Understanding], row: int, codes: set[str]) -> None:
    said = {doubt.code for doubt in nine[row - 1].doubts}
    assert codes <= said
    assert all(doubt.words.endswith((".", ")")) for doubt in nine[row - 1].doubts)


def test_only_the_friends_two_are_partners_and_nothing_is_official(nine: list[Understanding]) -> None:
    assert [row.standing for row in nine].count("partner") == 2
    assert {row.standing for row in nine} == {"partner", "unassessed"}
    assert nine[2].owner == nine[3].owner == "Friends of Strathmore School"


def test_recruitment_is_a_purpose_found_in_the_wrong_cell(nine: list[Understanding]) -> None:
    assert (nine[8].purpose, nine[8].scope) == ("recruitment", "trust")


def test_the_address_is_not_part_of_the_name(nine: list[Understanding]) -> None:
    assert nine[1].name == "Strathmore School Home Learning"
    assert nine[1].reading.address == "https://www.youtube.com/@strathmoreschool589"


def line(**cells: str) -> dict[str, str]:
    """A row with good cells but for what is given."""
    return {"platform": "Twitter", "name": "@HillSchool", "masters": "Headteacher", "dates": "1/9/2021", **cells}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"dates": "31/02/20"}, "opened_unreadable"),
        ({"dates": ""}, "opened_blank"),
        ({"dates": "Opened: 1/9/2021 Closed: 1/8/2020"}, "closed_before_opened"),
        ({"school": "Nowhere School"}, "school_unknown"),
        ({"masters": ""}, "masters_unknown"),
        ({"name": "Capella and Strathmore together"}, "school_not_stated"),
    ],
)
def test_bad_cells_are_doubts_and_not_exceptions(cells: dict[str, str], code: str) -> None:
    (row,) = read([line(**cells)])
    assert code in {doubt.code for doubt in row.doubts}


@pytest.mark.parametrize(
    ("owner", "standing"),
    [
        ("Clarendon School", "unassessed"),
        ("the Trust", "unassessed"),
        ("The Auriga Academy Trust", "unassessed"),
        ("Friends of the Hill", "partner"),
    ],
)
def test_a_school_of_the_trust_is_no_outside_body(owner: str, standing: str) -> None:
    (row,) = read([line(owner=owner)])
    assert row.standing == standing


def test_a_school_that_runs_it_is_whose_it_is() -> None:
    (row,) = read([line(owner="Clarendon School")])
    assert (row.scope, row.place and row.place.slug) == ("school", "clarendon")


def test_a_school_nobody_knows_is_named_as_it_was_written() -> None:
    (row,) = read([line(school="Nowhere School")])
    assert any("“Nowhere School” is not one of" in doubt.words for doubt in row.doubts)


def test_an_address_that_was_made_up_of_the_row_is_said_and_one_that_was_given_is_not() -> None:
    made, given = read([line(name="@HillSchool"), line(name="Hill https://x.com/hillschool2")])
    words = "No address is given. We made it of the platform and the name: x.com/hillschool."
    assert words in [doubt.words for doubt in made.doubts]
    assert "no_url" not in {doubt.code for doubt in given.doubts}


@pytest.mark.parametrize(("key", "most"), [("name", 200), ("audience", 300), ("account_id", 200), ("owner", 200)])
def test_what_is_too_long_to_be_kept_whole_is_said(key: str, most: int) -> None:
    fits, long = read([line(**{key: "n" * most}), line(**{key: "n" * (most + 1)})])
    assert "too_long" not in {doubt.code for doubt in fits.doubts}
    assert "too_long" in {doubt.code for doubt in long.doubts}


@pytest.mark.parametrize("words", ["-", "—", "n/a", "N/A", "None", "no", "Still open", "not closed"])
@pytest.mark.parametrize("column", ["closed", "dates"])
def test_words_that_say_nothing_close_nothing(words: str, column: str) -> None:
    cells = {"closed": words} if column == "closed" else {"dates": f"Opened: 13/9/2021 Closed: {words}"}
    (row,) = read([line(**cells)])
    assert row.standing == "unassessed"
    assert "#" not in row.import_key


def test_a_closing_that_cannot_be_read_closes_and_is_doubted() -> None:
    (row,) = read([line(closed="last summer")])
    assert row.standing == "closed"
    assert "closed_unreadable" in {doubt.code for doubt in row.doubts}


def test_two_handles_in_one_cell_are_not_guessed_between() -> None:
    (row,) = read([line(name="@HillSchool / @HillPTA")])
    assert row.reading.identity is None
    assert row.doubts


def test_a_platform_nobody_knows() -> None:
    (row,) = read([line(platform="Friendface")])
    assert row.reading.platform is None
