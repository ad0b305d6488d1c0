"""Somebody who tries Charioteer: is one person after the other, by keyboard, and does what is theirs to do."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.eyes import Eyes, open_window
from tests.journeys.site import Site, free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, served."""
    settings = {"CHARIOTEER_DEMO": "yes", "CHARIOTEER_VERIFY_PER_MINUTE": "0"}
    site = Site(tmp_path_factory.mktemp("demo"), free_port(), settings)
    site.charioteer("init", "--demo")
    site.start()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture
def eyes(demo: Site, browser: Browser) -> Iterator[Eyes]:
    found = open_window(browser, demo.address)
    yield found
    faults = found.faults
    found.page.context.close()
    assert faults == []


Become = Callable[[str], None]


@pytest.fixture
def become(eyes: Eyes) -> Become:
    """Be somebody, from wherever one is."""

    def be(name: str) -> None:
        eyes.tab_to(
            "Be one of them" if eyes.page.get_by_role("link", name="Be one of them").count() else "Be somebody else"
        )
        eyes.press("Enter")
        eyes.page.wait_for_url("**/demo/personas/")
        eyes.tab_to(f"Be {name}")
        eyes.press("Enter")
        eyes.page.wait_for_url("**/mine/")
        eyes.says(f"You are {name}")

    return be


def test_one_is_one_person_after_the_other(eyes: Eyes, become: Become) -> None:
    eyes.go("/")
    eyes.says("Everybody here is invented")
    assert eyes.fits_everybody() == []
    eyes.go("/demo/personas/")
    assert eyes.fits_everybody() == []
    become("Wren Okafor")
    eyes.says("headteacher of Vega House School")
    eyes.says("again, or withdraw the invitation")
    assert eyes.fits_everybody() == []
    become("Priya Nair")
    eyes.says("Nothing is yours to do.")
    assert eyes.fits_everybody() == []
    become("Amara Lindqvist")
    eyes.says("Settle the doubts of")
    assert eyes.fits_everybody() == []


def test_a_duty_leads_to_where_it_is_done(eyes: Eyes, become: Become) -> None:
    eyes.go("/")
    become("Amara Lindqvist")
    eyes.tab_to("Settle the doubts of")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/register/?doubts=some")
    eyes.says("@sulafat_art")
    eyes.tab_to("Mine to do")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/mine/")


def test_makes_a_calendar_feed_and_takes_it_back(eyes: Eyes, become: Become, demo: Site) -> None:
    eyes.go("/")
    become("Priya Nair")
    eyes.tab_to("Be reminded by mail, or in your calendar")
    eyes.press("Enter")
    eyes.tab_to("Make a calendar feed")
    eyes.press("Enter")
    eyes.says("Copy it now")
    assert eyes.fits_everybody() == []
    address = eyes.page.locator(".ch-hash").inner_text().strip()
    assert eyes.page.request.get(address).headers["content-type"].startswith("text/calendar")
    eyes.tab_to("Take the feed back")
    eyes.press("Enter")
    eyes.says("does not work any more")
    assert eyes.page.request.get(address).status == 404


def test_the_example_knows_no_such_page(site: Site, browser: Browser) -> None:
    eyes = open_window(browser, site.address)
    assert eyes.go("/demo/personas/").status == 404
    assert "invented" not in eyes.page.content()
    eyes.page.context.close()
