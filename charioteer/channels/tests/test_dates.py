"""Dates as written: the golden rows, the forms people use, and what can never happen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.channels.reading.dates import Certainty, read_date, read_events

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "edtf", "earliest", "latest", "certainty"),
    [
        ("Opened: 1/9/21", "2021-09-01", "2021-09-01", "2021-09-01", "day_first_assumed"),
        ("Opened: April 20", "2020-04", "2020-04-01", "2020-04-30", "ambiguous"),
        ("Opened: 6/3/17", "2017-03-06", "2017-03-06", "2017-03-06", "day_first_assumed"),
        ("Opened: Feb 17", "2017-02", "2017-02-01", "2017-02-28", "ambiguous"),
        ("Opened: 30/3/20", "2020-03-30", "2020-03-30", "2020-03-30", "certain"),
        ("Opened: 13/9/12", "2012-09-13", "2012-09-13", "2012-09-13", "certain"),
        ("Opened: June 24", "2024-06", "2024-06-01", "2024-06-30", "ambiguous"),
        ("Opened: 7/10/15", "2015-10-07", "2015-10-07", "2015-10-07", "day_first_assumed"),
        ("Opened: 20 Nov 2011", "2011-11-20", "2011-11-20", "2011-11-20", "certain"),
    ],
)
def test_the_nine_rows(cell: str, edtf: str, earliest: str, latest: str, certainty: str) -> None:
    opened = read_events(cell, today=TODAY).opened
    assert (opened.edtf, str(opened.earliest), str(opened.latest), opened.certainty) == (
        edtf,
        earliest,
        latest,
        certainty,
    )
    assert opened.as_written == cell.removeprefix("Opened: ")


@pytest.mark.parametrize(
    ("written", "edtf", "certainty"),
    [
        ("5/5/20", "2020-05-05", "certain"),  # either way round it is the same day
        ("1.9.2021", "2021-09-01", "day_first_assumed"),
        ("1-9-2021", "2021-09-01", "day_first_assumed"),
        ("2021-09-01", "2021-09-01", "certain"),
        ("2021-09-01 00:00:00", "2021-09-01", "certain"),  # how a spreadsheet writes a day
        ("1st September 2021", "2021-09-01", "certain"),
        ("1st of September, 2021", "2021-09-01", "certain"),
        ("Sept 1, 2021", "2021-09-01", "certain"),
        ("September 2021", "2021-09", "certain"),
        ("Sep-21", "2021-09", "ambiguous"),
        ("2021", "2021", "certain"),
        ("12/25/20", "2020-12-25", "ambiguous"),  # can only be month first: said, not swallowed
        ("June 30", "XXXX-06-30", "ambiguous"),  # 2030 has not come, so it is a day of no year
        ("Feb 45", "", "unreadable"),
        ("31/02/20", "", "unreadable"),
        ("29/2/2023", "", "unreadable"),
        ("29/2/2024", "2024-02-29", "certain"),
        ("1/1/99", "1999-01-01", "certain"),
        ("23/11/2026", "", "unreadable"),  # tomorrow
        ("22/11/2026", "2026-11-22", "certain"),
        ("0/0/00", "", "unreadable"),
        ("May 0000", "", "unreadable"),
        ("soon", "", "unreadable"),
        ("", "", "blank"),
        ("–", "", "blank"),
    ],
)
def test_forms(written: str, edtf: str, certainty: str) -> None:
    found = read_date(written, today=TODAY)
    assert (found.edtf, found.certainty) == (edtf, certainty)


def test_an_impossible_day_is_said_in_words() -> None:
    doubt = read_date("31/02/20", today=TODAY).doubt
    assert doubt.startswith("We read “31/02/20” as 31 February 2020, which does not exist.")


def test_both_events_in_one_cell() -> None:
    events = read_events("Opened: 1/9/21\nClosed: 31 Aug 2026", today=TODAY)
    assert (events.opened.edtf, events.closed.edtf) == ("2021-09-01", "2026-08-31")


def test_a_bare_date_before_a_closing_is_the_opening() -> None:
    events = read_events("June 24, Closed: 2/1/25", today=TODAY)
    assert (events.opened.edtf, events.closed.edtf) == ("2024-06", "2025-01-02")


@given(st.text(max_size=80))
def test_never_raises_and_never_guesses_silently(text: str) -> None:
    for found in (read_date(text, today=TODAY), read_events(text, today=TODAY).opened):
        if found.certainty in {Certainty.AMBIGUOUS, Certainty.DAY_FIRST_ASSUMED, Certainty.UNREADABLE}:
            assert found.doubt
        if found.earliest and found.latest:
            assert found.earliest <= found.latest
            assert found.earliest <= TODAY


@given(st.dates(min_value=date(2000, 1, 1), max_value=TODAY))
def test_every_day_written_in_full_is_read_back(day: date) -> None:
    written = f"{day.day} {day:%B %Y}"
    found = read_date(written, today=TODAY)
    assert (found.earliest, found.latest, found.certainty) == (day, day, Certainty.CERTAIN)


@given(st.dates(min_value=date(2000, 1, 1), max_value=TODAY))
def test_numbers_are_read_day_first(day: date) -> None:
    found = read_date(f"{day.day}/{day.month}/{day:%y}", today=TODAY)
    assert found.earliest == found.latest == day
    assert (found.certainty is Certainty.CERTAIN) == (day.day > 12 or day.day == day.month)
