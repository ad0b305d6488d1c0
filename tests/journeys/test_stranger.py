"""Somebody who never signs in asks about accounts and reads the register: by keyboard, without script."""

import json
import urllib.error
import urllib.request

import pytest

from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.steps import fill

pytestmark = pytest.mark.browser

BOX = "Paste a link or type a name"

# What the example lists, what it does not, and what nobody can tell. Nothing imported is official.
ASKED = [
    ("https://twitter.com/HouseCapella?lang=en", "the Trust lists this account"),
    ("facebook.com/FOSSFriendsofStrathmoreSchool", "not by the school"),
    ("https://x.com/HouseCapeIla", "very like"),
    ("https://www.instagram.com/nobody_we_know", "not registered"),
    ("what is this", "cannot tell"),
    ("bespokebeheard", "Accounts of this name on the list"),
]


def test_asks_about_an_official_account(window: Window, names: dict[str, str]) -> None:
    eyes = window(width=320)
    eyes.go("/")
    fill(eyes, BOX, "https://mobile.twitter.com/vegastars/")
    eyes.press("Enter")
    eyes.says("Yes")
    eyes.says("official")
    assert eyes.fits_everybody() == []
    eyes.tab_to("What it is for and who runs it")
    eyes.press("Enter")
    eyes.page.wait_for_url(f"**/channels/{names['ref']}/")
    eyes.says("Headteacher")
    assert "Amara" not in eyes.page.content()


@pytest.mark.parametrize(("account", "words"), ASKED, ids=[account for account, _ in ASKED])
def test_asks_about_an_account(account: str, words: str, site: Site, window: Window) -> None:
    eyes = window(width=390)
    eyes.go("/")
    fill(eyes, BOX, account)
    eyes.press("Enter")
    eyes.page.wait_for_url("**/check/**")
    eyes.says(words)
    eyes.says("We looked in our own register")
    assert eyes.fits_everybody() == []
    assert "no-store" in eyes.documents[-1].headers["cache-control"]


def test_reads_the_register_and_a_channel(site: Site, window: Window) -> None:
    eyes = window()
    eyes.go("/")
    eyes.tab_to("See every channel")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/channels/")
    for name in ("HouseCapella", "Clarendon Cycle Scheme", "bespokebeheard"):
        eyes.says(name)
    eyes.tab_to("Clarendon Cycle Scheme")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/channels/*/")
    eyes.says("13 September 2012")
    assert eyes.page.locator("svg[aria-label^='QR code']").is_visible()
    with eyes.page.expect_download() as poster:
        eyes.tab_to("Download it for a poster (SVG)")
        eyes.press("Enter")
    assert b"<svg" in poster.value.path().read_bytes()


def test_the_address_in_a_code_is_the_channels_own_page(site: Site, window: Window) -> None:
    eyes = window()
    eyes.go("/channels/")
    eyes.page.get_by_role("link", name="Clarendon Cycle Scheme").first.click()
    eyes.says(eyes.page.url)


def test_takes_the_register_along(site: Site, window: Window) -> None:
    eyes = window()
    eyes.go("/channels/")
    for words, first in (("CSV", b"\xef\xbb\xbf"), ("JSON", b"{")):
        with eyes.page.expect_download() as taken:
            eyes.page.get_by_role("link", name=words).first.click()
        assert taken.value.path().read_bytes().startswith(first)


@pytest.mark.parametrize("address", ["/register/", "/register/import/", "/platforms/", "/account/"])
def test_is_asked_to_sign_in(address: str, window: Window) -> None:
    eyes = window()
    eyes.go(address)
    assert eyes.page.url.endswith(f"/sign-in/?next={address}")
    fill(eyes, "E-mail address", "nobody@auriga.example")
    fill(eyes, "Password", "a guess of mine")
    eyes.press("Enter")
    eyes.says("One thing before we go on")
    assert eyes.fits_everybody() == []


@pytest.mark.parametrize(
    ("asked", "status", "answer"),
    [("x.com/HouseCapella", 404, "listed"), ("x.com/HouseCapeIla", 404, "not_registered"), ("%20", 422, "unknown")],
)
def test_a_machine_never_reads_a_yes(asked: str, status: int, answer: str, site: Site) -> None:
    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.urlopen(f"{site.address}/api/v1/verify?q={asked}", timeout=10)  # noqa: S310 (ours)
    body = json.load(told.value)
    assert (told.value.code, body["official"], body["answer"]) == (status, False, answer)
