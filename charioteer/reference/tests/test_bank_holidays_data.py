"""Bank holidays: the packaged days, held against the rules and against Easter reckoned another way."""

from datetime import date, timedelta

import pytest

from charioteer.reference import registers

YEARS = range(2024, 2029)
DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday as Oudin has it, by the epact; the days in the file were not made with this."""
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    full_moon = epact - (epact // 28) * (1 - (epact // 28) * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    days = full_moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def in_month(year: int, month: int, *, last: bool) -> date:
    """The first or the last Monday of a month."""
    mondays = [day for number in range(1, 32) if (day := _date(year, month, number)) and day.weekday() == 0]
    return mondays[-1 if last else 0]


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def by_rule(year: int) -> dict[date, str]:
    """The bank holidays of a year: feasts on a weekend give way to the next weekday that is free."""
    days = {
        easter(year) - 2 * DAY: "Good Friday",
        easter(year) + DAY: "Easter Monday",
        in_month(year, 5, last=False): "Early May bank holiday",
        in_month(year, 5, last=True): "Spring bank holiday",
        in_month(year, 8, last=True): "Summer bank holiday",
    }
    feasts = ((date(year, 1, 1), "New Year’s Day"), (date(year, 12, 25), "Christmas Day"))
    for day, name in (*feasts, (date(year, 12, 26), "Boxing Day")):
        kept = day
        while kept.weekday() > 4 or kept in days:
            kept += DAY
        days[kept] = name
    return days


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2019, "2019-04-21"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")],
)
def test_easter(year: int, sunday: str) -> None:
    assert easter(year) == date.fromisoformat(sunday)


@pytest.mark.parametrize("year", YEARS)
def test_the_days_of_a_year_are_those_of_the_rules(year: int) -> None:
    entries = registers.load("bank-holidays").entries
    found = {date.fromisoformat(one["date"]): one["name"] for one in entries if one["date"].startswith(str(year))}
    assert found == by_rule(year)


def test_every_year_is_covered_and_nothing_else() -> None:
    entries = registers.load("bank-holidays").entries
    assert {int(one["date"][:4]) for one in entries} == set(YEARS)
    assert [one["date"] for one in entries] == sorted(one["date"] for one in entries)


def test_a_day_kept_for_another_says_which() -> None:
    for one in registers.load("bank-holidays").entries:
        day = date.fromisoformat(one["date"])
        assert one["key"] == one["date"]
        assert day.weekday() < 5
        if one["instead_of"]:
            feast = date.fromisoformat(one["instead_of"])
            assert feast.weekday() > 4
            assert DAY <= day - feast <= 2 * DAY


def test_what_nobody_proclaimed_yet_is_not_called_certain() -> None:
    for one in registers.load("bank-holidays").entries:
        if one["date"] >= "2028" and one["basis"] == "proclamation":
            assert one["certainty"] == "M", one["key"]
