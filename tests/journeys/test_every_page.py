"""Every page in a real browser: no barrier at any width, no script, nothing fetched from elsewhere, a strict policy."""

import pytest

from tests.journeys.addresses import TABLE
from tests.journeys.asked import Address, Door
from tests.journeys.conftest import Window

pytestmark = pytest.mark.browser

PAGES = [address for address in TABLE if address.page and not address.led_on and address.door is not Door.NOBODY]
PUBLIC = {Door.ANYBODY, Door.STRANGERS}


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
def test_it_fits_everybody(address: Address, window: Window, names: dict[str, str], signed_in: str) -> None:
    eyes = window(state=None if address.door in PUBLIC else signed_in)
    wrong = []
    for query in ("", *address.ask):
        eyes.go(address.path(names) + (f"?{query}" if query else ""))
        wrong += eyes.fits_everybody()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", ["/nothing-here/", "/register/nothing-here/", "/policy/99.9/", "/?page=" + "9" * 3000])
def test_what_is_not_there_fits_everybody(path: str, window: Window, signed_in: str) -> None:
    for state in (None, signed_in):
        eyes = window(state=state)
        eyes.go(path)
        assert eyes.fits_everybody() == []


def test_a_page_has_no_script_to_run(window: Window, names: dict[str, str]) -> None:
    eyes = window(script=True)
    for address in PAGES:
        if address.door in PUBLIC:
            eyes.go(address.path(names))
            assert eyes.page.locator("script").count() == 0, eyes.page.url
