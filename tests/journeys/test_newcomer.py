"""A newcomer, from the printed link to the board: by keyboard, in an empty house, no page with a barrier on the way.

One journey in chapters, because each stands on what the one before it did.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.eyes import Eyes, open_window
from tests.journeys.house_steps import name_somebody
from tests.journeys.site import Site, example
from tests.journeys.steps import arrive, enter_link, fill, second_factor

pytestmark = pytest.mark.browser

JO = "jo.marsh@auriga.example"
SCHOOL = "Capella House School"
OFFICES = (("Headteacher", "Daniel Reyes"), ("Designated safeguarding lead", "Samira Khan"))
OFFICES += (("Deputy safeguarding lead", "Owen Price"),)
DUTY = f"Fill {len(OFFICES)} offices at {SCHOOL}"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Site]:
    """A house of its own, because this journey fills what others need empty."""
    site = example(tmp_path / "house")
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture
def newcomer(house: Site, browser: Browser) -> Iterator[Eyes]:
    """The newcomer's browser."""
    yield from _window(house, browser)


@pytest.fixture
def colleague(house: Site, browser: Browser) -> Iterator[Eyes]:
    """A colleague's browser, on a phone."""
    yield from _window(house, browser, width=390)


def test_from_the_printed_link_to_the_board(house: Site, newcomer: Eyes, colleague: Eyes) -> None:
    arrives(newcomer, house)
    sees_what_is_to_do(newcomer)
    fills_the_offices_of_a_school(newcomer)
    finds_the_duty_done(newcomer)
    accepts(colleague, invites_the_headteacher(newcomer, house))
    sees_the_invitation_accepted(newcomer)
    reads_the_board(newcomer, house)


def arrives(eyes: Eyes, house: Site) -> None:
    """Open the link that was printed, choose a password, set the second factor up, keep the recovery codes."""
    arrive(eyes, house, "Jo Marsh", JO)
    assert eyes.fits_everybody() == []
    _follow(eyes, "I have kept them: go on", "**/mine/")


def sees_what_is_to_do(eyes: Eyes) -> None:
    """The first page after signing in says what this house still needs."""
    eyes.says(DUTY)
    assert "Set up your second factor" not in eyes.page.inner_text("main")
    assert eyes.fits_everybody() == []


def fills_the_offices_of_a_school(eyes: Eyes) -> None:
    """The duty leads to the school; saving one office leads on to the next."""
    _follow(eyes, DUTY, "**/set-up/place/*/")
    eyes.says("gaps here")
    _follow(eyes, "Fill Headteacher", "**/set-up/office/**")
    for office, name in OFFICES:
        eyes.says(office)
        name_somebody(eyes, name, "auriga.example")
        eyes.says(f"{name} is")
    assert eyes.fits_everybody() == []


def finds_the_duty_done(eyes: Eyes) -> None:
    """Its line is gone, and the next thing is there; the page of the offices agrees."""
    _follow(eyes, "Mine to do", "**/mine/")
    eyes.says(f"Say who stands in at {SCHOOL}")
    assert DUTY not in eyes.page.inner_text("main")
    _follow(eyes, "People", "**/people/")
    _follow(eyes, "Who holds which office", "**/people/offices/")
    row = eyes.page.get_by_role("row").filter(has_text=SCHOOL).inner_text()
    assert all(name in row for _, name in OFFICES), row
    assert eyes.fits_everybody() == []


def invites_the_headteacher(eyes: Eyes, house: Site) -> str:
    """From “More” to an invitation.

    Returns:
        Where its link leads: what the newcomer hands over.
    """
    _follow(eyes, "More", "**/more/")
    _follow(eyes, "Invitations", "**/invitations/")
    _follow(eyes, "Invite somebody", "**/invitations/new/")
    fill(eyes, "E-mail address", "daniel.reyes@auriga.example")
    for words in ("Headteacher", SCHOOL):
        eyes.press("Tab")
        eyes.page.keyboard.type(words)
    eyes.tab_to("Make the link")
    eyes.press("Enter")
    eyes.says("It is shown this once")
    assert eyes.fits_everybody() == []
    return eyes.page.locator(".ch-panel .ch-hash").inner_text().removeprefix(house.address)


def accepts(eyes: Eyes, link: str) -> None:
    """The colleague opens the link, and is who the offices say: the headteacher, once."""
    enter_link(eyes, link, "Daniel Reyes")
    second_factor(eyes)
    _follow(eyes, "Daniel Reyes", "**/account/")
    eyes.says(f"Headteacher, {SCHOOL}")
    assert eyes.page.inner_text("main").count("Headteacher") == 1
    assert eyes.fits_everybody() == []


def sees_the_invitation_accepted(eyes: Eyes) -> None:
    """Whoever invited can see what became of it."""
    _follow(eyes, "Back to the invitations", "**/invitations/")
    row = eyes.page.get_by_role("row").filter(has_text="daniel.reyes@auriga.example").inner_text()
    assert "Accepted" in row, row
    assert eyes.fits_everybody() == []


def reads_the_board(eyes: Eyes, house: Site) -> None:
    """Before it was asked, nothing is known and nothing looks well; one run of the worker asks every question."""
    _follow(eyes, "Board", "**/board/")
    eyes.says("Nobody has asked yet")
    house.charioteer("worker", "--once")
    _follow(eyes, "Board", "**/board/")
    eyes.says("clauses are answered by machine")
    assert "Nobody has asked yet" not in eyes.page.inner_text("main")
    assert eyes.fits_everybody() == []
    cell = eyes.page.locator(".ch-board a.ch-cell").first
    eyes.tab_onto(cell, "the first cell of the board")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/board/*/*/")
    assert eyes.fits_everybody() == []


def _window(house: Site, browser: Browser, *, width: int = 1280) -> Iterator[Eyes]:
    eyes = open_window(browser, house.address, width=width)
    yield eyes
    eyes.page.context.close()
    assert eyes.faults == []


def _follow(eyes: Eyes, words: str, to: str) -> None:
    eyes.tab_to(words)
    eyes.press("Enter")
    eyes.page.wait_for_url(to)
