"""Which days count: vectors over Christmas, Easter, half-term and the changes of the clocks, and what always holds."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.people.calendar import (
    FARTHEST,
    HERE,
    LONGEST_HOLIDAY,
    Calendar,
    Counted,
    Span,
    academic_year,
    close_of,
    due_at,
)
from charioteer.people.holidays import bank_holidays
from charioteer.reference import registers

DAY = timedelta(days=1)
D = date.fromisoformat
KNOWN = bank_holidays(registers.load("bank-holidays"))
YEAR = Calendar(
    terms=(
        Span(D("2026-09-02"), D("2026-12-18"), "Autumn"),
        Span(D("2027-01-04"), D("2027-03-25"), "Spring"),
        Span(D("2027-04-12"), D("2027-07-21"), "Summer"),
    ),
    closures=(Span(D("2026-10-26"), D("2026-10-30"), "Half-term"), Span(D("2027-07-21"), D("2027-07-21"), "Training")),
    bank_holidays=KNOWN,
    holidays_until=D("2028-12-31"),
)


@pytest.mark.parametrize(
    ("day", "working", "school"),
    [
        ("2026-09-01", True, False),  # before the term
        ("2026-09-02", True, True),  # its first day
        ("2026-09-05", False, False),  # a Saturday in it
        ("2026-10-28", True, False),  # half-term
        ("2026-12-18", True, True),  # its last day
        ("2026-12-24", True, False),
        ("2026-12-25", False, False),
        ("2026-12-28", False, False),  # stands for Boxing Day, a Saturday
        ("2027-03-26", False, False),  # Good Friday
        ("2027-05-03", False, False),  # Early May, in a term
        ("2027-07-21", True, False),  # a training day
        ("2027-12-27", False, False),
    ],
)
def test_a_day(day: str, working: bool, school: bool) -> None:
    assert YEAR.is_working_day(D(day)) is working
    assert YEAR.is_school_day(D(day)) is school


@pytest.mark.parametrize(
    ("day", "number", "working", "school"),
    [
        ("2026-11-20", 0, "2026-11-20", "2026-11-20"),  # a Friday counts for itself
        ("2026-11-21", 0, "2026-11-23", "2026-11-23"),  # a Saturday does not
        ("2026-11-20", 1, "2026-11-23", "2026-11-23"),
        ("2026-12-18", 1, "2026-12-21", "2027-01-04"),  # the last day before Christmas
        ("2026-12-23", 3, "2026-12-30", "2027-01-06"),  # Christmas Day and its Monday do not count
        ("2027-03-25", 1, "2027-03-30", "2027-04-12"),  # Maundy Thursday
        ("2026-10-23", 1, "2026-10-26", "2026-11-02"),  # half-term
        ("2027-04-30", 1, "2027-05-04", "2027-05-04"),  # Early May
    ],
)
def test_days_are_added(day: str, number: int, working: str, school: str) -> None:
    assert YEAR.add_working_days(D(day), number) == D(working)
    assert YEAR.add_school_days(D(day), number) == D(school)


@pytest.mark.parametrize(
    ("counted", "start", "number", "due"),
    [
        (Counted.WORKING_DAY, "2026-12-23T16:00+00:00", 3, "2026-12-30T17:00+00:00"),
        (Counted.WORKING_DAY, "2027-03-26T23:30+00:00", 1, "2027-03-30T17:00+01:00"),  # the clocks went on meanwhile
        (Counted.WORKING_DAY, "2026-06-30T23:30+00:00", 1, "2026-07-02T17:00+01:00"),  # half past midnight here
        (Counted.CALENDAR, "2026-10-24T12:00+01:00", 1, "2026-10-26T00:00+00:00"),
        (Counted.SCHOOL_DAY, "2026-12-18T09:00+00:00", 1, "2027-01-04T17:00+00:00"),
    ],
)
def test_a_deadline(counted: Counted, start: str, number: int, due: str) -> None:
    found = YEAR.due(counted, datetime.fromisoformat(start), number)
    assert found.at == datetime.fromisoformat(due)
    assert found.at.utcoffset() == datetime.fromisoformat(due).utcoffset()
    assert found.assumed == ""


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2027-03-28T00:30+00:00", "2027-03-28T03:30+01:00"),  # 01:00 to 02:00 is skipped
        ("2026-10-25T01:30+01:00", "2026-10-25T02:30+00:00"),  # 01:00 to 02:00 comes twice
        ("2026-12-25T03:00+00:00", "2026-12-25T05:00+00:00"),  # nobody waits for a working day
    ],
)
def test_the_clock_runs_on_whatever_day_it_is(start: str, due: str) -> None:
    assert due_at(datetime.fromisoformat(start), minutes=120) == datetime.fromisoformat(due)


def test_where_nothing_is_entered_working_days_count_and_it_is_said() -> None:
    found = YEAR.due(Counted.SCHOOL_DAY, datetime(2027, 7, 20, 9, tzinfo=UTC), 3)
    assert found.at == close_of(D("2027-07-26"))  # the 21st is a training day, and that is known
    assert found.assumed.startswith("No terms are entered for part of that time")
    assert Calendar().add_school_days(D("2026-11-20"), 2) == D("2026-11-24")


def test_bank_holidays_nobody_knows_are_said() -> None:
    found = YEAR.due(Counted.WORKING_DAY, datetime(2028, 12, 29, 9, tzinfo=UTC), 2)
    assert found.assumed == "Bank holidays after 2028 are not known yet, so none was left out."


@pytest.mark.parametrize("number", [-1, -100])
def test_no_deadline_lies_behind(number: int) -> None:
    with pytest.raises(ValueError, match="ahead"):
        YEAR.add_working_days(D("2026-11-20"), number)
    with pytest.raises(ValueError, match="ahead"):
        due_at(datetime(2026, 11, 20, tzinfo=UTC), minutes=number)


def test_no_deadline_is_lost_in_the_far_future() -> None:
    with pytest.raises(ValueError, match=str(FARTHEST)):
        YEAR.add_working_days(D("2026-11-20"), 9999)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        due_at(datetime(2026, 11, 20), minutes=5)
    with pytest.raises(ValueError, match="zone"):
        YEAR.due(Counted.CALENDAR, datetime(2026, 11, 20), 5)


@pytest.mark.parametrize(
    ("day", "first", "due", "assumed"),
    [
        ("2026-08-31", "2026-06-25", "2026-12-18", False),  # nothing was entered before it
        ("2026-10-28", "2026-06-25", "2026-12-18", False),
        ("2026-12-18", "2026-06-25", "2026-12-18", False),
        ("2026-12-19", "2026-12-19", "2027-03-25", False),  # in the holidays: the term ahead
        ("2027-04-12", "2027-03-26", "2027-07-21", False),
        ("2027-07-22", "2027-05-01", "2027-08-31", True),  # after the last: a third of the year
        ("2027-12-31", "2027-09-01", "2027-12-31", True),
        ("2028-01-01", "2028-01-01", "2028-04-30", True),
        ("2028-02-29", "2028-01-01", "2028-04-30", True),
    ],
)
def test_once_a_term(day: str, first: str, due: str, assumed: bool) -> None:
    found = YEAR.termly(D(day))
    assert (found.first, found.due) == (D(first), D(due))
    assert bool(found.assumed) is assumed


def test_a_forgotten_term_is_not_a_holiday() -> None:
    gap = Calendar(terms=(YEAR.terms[0], YEAR.terms[2]), bank_holidays=KNOWN)
    assert not gap.knows(D("2027-02-03"))
    assert gap.knows(D("2026-11-03"))
    assert gap.termly(D("2027-02-03")).assumed.startswith("No terms are entered for this part of 2026/27")
    assert gap.termly(D("2027-04-12")).first == D("2027-04-12")
    assert not gap.enough_terms(D("2026-11-22"))
    assert YEAR.enough_terms(D("2026-11-22"))
    assert not YEAR.enough_terms(D("2027-09-01"))
    assert not Calendar(terms=YEAR.terms[:1]).enough_terms(D("2026-11-22"))


@pytest.mark.parametrize(
    ("day", "name"), [("2026-08-31", "2025/26"), ("2026-09-01", "2026/27"), ("2099-12-31", "2099/00")]
)
def test_a_school_year(day: str, name: str) -> None:
    assert academic_year(D(day)).name == name


@pytest.mark.parametrize(
    ("counted", "number", "words"),
    [
        (Counted.CALENDAR, 1, "1 day"),
        (Counted.WORKING_DAY, 5, "5 working days"),
        (Counted.SCHOOL_DAY, 1, "1 school day"),
        (Counted.SCHOOL_DAY, 0, "0 school days"),
    ],
)
def test_a_number_of_days_in_words(counted: Counted, number: int, words: str) -> None:
    assert counted.words(number) == words


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Calendars with any number of terms, near or far from each other, and closures anywhere."""
    at, terms = draw(st.dates(D("2024-01-01"), D("2026-01-01"))), []
    for _ in range(draw(st.integers(0, 8))):
        first = at + draw(st.integers(1, 150)) * DAY
        at = first + draw(st.integers(0, 120)) * DAY
        terms.append(Span(first, at))
    days = st.dates(D("2024-01-01"), D("2028-12-31"))
    closures = [Span(one, one + draw(st.integers(0, 20)) * DAY) for one in draw(st.lists(days, max_size=6))]
    return Calendar(tuple(terms), tuple(closures), KNOWN)


DAYS = st.dates(D("2024-01-01"), D("2028-12-31"))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
NUMBERS = st.integers(0, 60)


@given(calendars(), DAYS)
def test_a_school_day_is_a_working_day_in_a_term(calendar: Calendar, day: date) -> None:
    if calendar.is_school_day(day):
        assert calendar.is_working_day(day)
        assert calendar.term_of(day) is not None
        assert calendar.knows(day)


@given(calendars(), DAYS, NUMBERS, NUMBERS)
def test_days_add_up(calendar: Calendar, day: date, one: int, other: int) -> None:
    for add in (calendar.add_working_days, calendar.add_school_days):
        whole = add(day, one + other)
        assert whole >= day
        if one and other:
            assert add(add(day, one), other) == whole


@given(calendars(), DAYS, st.integers(1, 60))
def test_so_many_working_days_lie_between(calendar: Calendar, day: date, number: int) -> None:
    end = calendar.add_working_days(day, number)
    between = [day + index * DAY for index in range(1, (end - day).days + 1)]
    assert sum(calendar.is_working_day(one) for one in between) == number
    assert calendar.is_working_day(end)


@given(calendars(), DAYS, NUMBERS)
def test_school_days_are_never_sooner_than_working_days(calendar: Calendar, day: date, number: int) -> None:
    assert calendar.add_school_days(day, number) >= calendar.add_working_days(day, number)


@given(calendars(), DAYS)
def test_every_day_lies_in_its_termly_stretch(calendar: Calendar, day: date) -> None:
    found = calendar.termly(day)
    assert found.first <= day <= found.due
    assert bool(found.assumed) is not calendar.knows(day)
    if not found.assumed:
        assert calendar.termly(found.first) == calendar.termly(found.due) == found


@given(calendars())
def test_termly_stretches_follow_one_another(calendar: Calendar) -> None:
    for earlier, later in pairwise(calendar.terms):
        if later.first - earlier.last <= LONGEST_HOLIDAY:
            assert calendar.termly(later.first).first == calendar.termly(earlier.last).due + DAY


@given(MOMENTS, st.integers(0, 100_000))
def test_minutes_are_minutes(start: datetime, minutes: int) -> None:
    due = due_at(start, minutes=minutes)
    assert due.astimezone(UTC) - start == timedelta(minutes=minutes)
    assert due.tzinfo is HERE


@given(calendars(), MOMENTS, st.sampled_from(Counted), NUMBERS)
def test_a_deadline_lies_ahead_and_ends_when_the_day_does(
    calendar: Calendar, start: datetime, counted: Counted, number: int
) -> None:
    due = calendar.due(counted, start, number)
    local = due.at.astimezone(HERE)
    assert (local.hour, local.minute) == ((0, 0) if counted is Counted.CALENDAR else (17, 0))
    assert local.date() >= start.astimezone(HERE).date()
    if number:
        assert due.at > start
