"""A new trust is set up by keyboard alone, on a phone's width: left, resumed, and nothing is missing at the end."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from charioteer.people.calendar import academic_year
from tests.journeys.conftest import AMARA
from tests.journeys.eyes import Eyes, open_window
from tests.journeys.house_steps import NEW, begin, fill_step, name_somebody, there_is_none
from tests.journeys.site import example
from tests.journeys.steps import arrive, fill

pytestmark = pytest.mark.browser

# The terms of the school year that runs today: first and last day, as day, month, and years after its beginning.
TERMS = (
    ("Autumn term", (2, 9, 0), (18, 12, 0)),
    ("Spring term", (4, 1, 1), (25, 3, 1)),
    ("Summer term", (12, 4, 1), (21, 7, 1)),
)


@pytest.fixture
def eyes(tmp_path: Path, browser: Browser) -> Iterator[Eyes]:
    """A site of its own, because this journey fills what others need empty; and Amara in it, on a phone."""
    site = example(tmp_path / "site")
    opened = open_window(browser, site.address, width=390)
    try:
        arrive(opened, site, "Amara Lindqvist", AMARA)
        yield opened
        assert opened.faults == []
    finally:
        opened.page.context.close()
        site.stop()


def _add_terms(eyes: Eyes) -> None:
    year = academic_year(date.today()).first.year
    for name, first, last in TERMS:
        eyes.go("/calendar/add/")
        fill(eyes, "Name", name)
        for day, month, years in (first, last):
            for part in (day, month, year + years):
                eyes.press("Tab")
                eyes.page.keyboard.type(str(part))
        eyes.press("Enter")
        eyes.says(f"{name} is in the calendar.")


def test_fills_every_office_by_keyboard(eyes: Eyes) -> None:
    begin(eyes)
    assert eyes.fits_everybody() == []
    eyes.tab_to("Fill ")
    eyes.press("Enter")
    for number, name in enumerate(NEW):
        eyes.page.wait_for_url("**/set-up/office/**")
        if number == 0:
            assert eyes.fits_everybody() == []
        if number == 5:  # human resources
            there_is_none(eyes, "The office of each school")
            eyes.says("has no human resources lead")
            continue
        name_somebody(eyes, name, "auriga.example")
        eyes.says(f"{name} is")
    eyes.go("/set-up/")  # left, and resumed
    eyes.says("Nothing is missing")
    fill_step(eyes, "/set-up/stand-ins/", ["Karim Aziz", "Petra Lind"])
    assert fill_step(eyes, "/set-up/clearing/", ["Grace Adebayo", "Beth Okafor"]) == 6
    assert fill_step(eyes, "/set-up/custody/", ["Samira Khan", "Lucy Brandt"]) == 6
    _add_terms(eyes)
    eyes.go("/set-up/gaps/")
    eyes.says("Nothing is missing")
    assert eyes.fits_everybody() == []
    eyes.tab_to("Go on to the mode of the Trust")
    eyes.press("Enter")
    eyes.says("Every office is filled, or said not to exist.")
