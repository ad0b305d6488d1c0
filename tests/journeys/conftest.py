"""For the journeys: a real site, a real browser, and somebody who has signed in."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.eyes import ARGUMENTS, CHROMIUM, Eyes, open_window
from tests.journeys.site import Site, example
from tests.journeys.steps import arrive

Window = Callable[..., Eyes]
AMARA = "amara.lindqvist@auriga.example"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example, served; one for all journeys of this process."""
    found = example(tmp_path_factory.mktemp("site"))
    try:
        yield found
    finally:
        found.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def window(site: Site, browser: Browser) -> Iterator[Window]:
    """Opens windows, and at the end asks what went wrong in any of them."""
    opened: list[Eyes] = []

    def opens(**how: object) -> Eyes:
        opened.append(open_window(browser, site.address, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield opens
    faults = [fault for eyes in opened for fault in eyes.faults]
    for eyes in opened:
        eyes.page.context.close()
    assert faults == []


@pytest.fixture(scope="session")
def signed_in(site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The cookies of an administrator who came by invitation and set up a second factor."""
    eyes = open_window(browser, site.address)
    arrive(eyes, site, "Amara Lindqvist", AMARA)
    kept: Path = tmp_path_factory.mktemp("cookies") / "amara.json"
    eyes.page.context.storage_state(path=kept)
    eyes.page.context.close()
    assert eyes.faults == []
    return str(kept)


@pytest.fixture(scope="session")
def names(site: Site, signed_in: str) -> dict[str, str]:
    """What fills the routes of this site's addresses; needs Amara, in whose name things are made."""
    found: dict[str, str] = json.loads(site.run("tests.journeys.world", "auriga", AMARA))
    return found
