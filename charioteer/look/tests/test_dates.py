"""Dates are said in words, with their zone, and never more exactly than they are known."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.look import dates


def test_a_day_in_words() -> None:
    assert dates.long_date(date(2026, 9, 14)) == "14 September 2026"
    assert dates.long_date(date(2021, 9, 1)) == "1 September 2021"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 22, 9, 12, tzinfo=UTC), "09:12 GMT, Sunday 22 November 2026"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "00:30 BST, Thursday 2 July 2026"),
    ],
)
def test_a_moment_is_said_in_the_zone_of_the_schools(moment: datetime, said: str) -> None:
    assert dates.when(moment) == said


def test_a_moment_shown_as_a_day_is_the_day_it_was_in_england() -> None:
    assert dates.long_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2020, 4, 1), date(2020, 4, 30), "some day in April 2020"),
        (date(2024, 2, 1), date(2024, 2, 29), "some day in February 2024"),
        (date(2023, 2, 1), date(2023, 2, 27), "between 1 February 2023 and 27 February 2023"),
        (date(2017, 1, 1), date(2017, 12, 31), "some day in 2017"),
        (date(2017, 1, 1), date(2018, 12, 31), "between 1 January 2017 and 31 December 2018"),
        (date(2021, 9, 1), date(2021, 9, 1), "1 September 2021"),
        (date(2021, 9, 1), None, "on or after 1 September 2021"),
        (None, date(2021, 9, 1), "on or before 1 September 2021"),
        (None, None, ""),
    ],
)
def test_what_is_known_of_a_day(first: date | None, last: date | None, said: str) -> None:
    assert dates.interval(first, last) == said


def test_a_moment_without_a_zone_is_not_given_one() -> None:
    assert dates.when(datetime(2026, 11, 22, 9, 5)) == "09:05, Sunday 22 November 2026"


def test_nothing_known_is_nothing_said() -> None:
    assert dates.when(None) == dates.long_date(None) == ""


@given(st.dates(), st.dates())
def test_only_a_single_day_is_ever_said_as_one(one: date, other: date) -> None:
    said = dates.interval(min(one, other), max(one, other))
    assert (said == dates.long_date(one)) == (one == other)


def test_the_last_day_there_is() -> None:
    assert dates.interval(date(9999, 12, 1), date.max) == "some day in December 9999"
