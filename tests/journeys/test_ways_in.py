"""Passkeys in a real browser with a key made of software, and getting back in with a second person, by keyboard.

Browsers keep passkeys for names, so this site is reached as localhost, not by its number.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.authenticator import code
from tests.journeys.eyes import Eyes, open_window
from tests.journeys.site import Site
from tests.journeys.steps import PASSWORD, fill

pytestmark = pytest.mark.browser
Opens = Callable[..., Eyes]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def by_name(site: Site, browser: Browser) -> Iterator[Opens]:
    """Opens windows that reach the site by name; asks at the end what went wrong in any of them."""
    opened: list[Eyes] = []

    def opens(*, key: bool = False, script: bool = True) -> Eyes:
        eyes = open_window(browser, f"http://localhost:{site.port}", script=script)
        if key:
            hand = eyes.page.context.new_cdp_session(eyes.page)
            hand.send("WebAuthn.enable")
            hand.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        opened.append(eyes)
        return eyes

    yield opens
    faults = [fault for eyes in opened for fault in eyes.faults]
    for eyes in opened:
        eyes.page.context.close()
    assert faults == []


def test_a_passkey_from_the_invitation_on(site: Site, by_name: Opens) -> None:
    eyes = by_name(key=True)
    begin(eyes, site, "Ines Ferreira", "ines.ferreira@auriga.example")
    eyes.says("A code from an app")
    assert eyes.fits_everybody() == []
    eyes.tab_to("Use a passkey")
    eyes.press("Enter")
    eyes.says("Add a passkey")
    assert eyes.fits_everybody() == []
    fill(eyes, "Name it", "work laptop")
    eyes.tab_onto(eyes.page.get_by_role("checkbox", name="Sign in with it alone"), "the box")
    eyes.press("Space")
    eyes.tab_to("Add it")
    eyes.press("Enter")
    eyes.says("Recovery codes")
    eyes.says("Your passkey is added.")
    eyes.go("/account/passkeys/")
    eyes.says("work laptop")
    eyes.says("Alone, without a password")
    leave(eyes)
    eyes.go("/sign-in/")
    assert eyes.page.locator("script").count() == 0
    eyes.tab_to("Sign in with a passkey")
    eyes.press("Enter")
    eyes.says("That counts as two factors.")
    assert eyes.fits_everybody() == []
    eyes.tab_to("Use my passkey")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/mine/")
    leave(eyes)
    eyes.go("/sign-in/")
    fill(eyes, "E-mail address", "ines.ferreira@auriga.example")
    fill(eyes, "Password", PASSWORD)
    eyes.press("Enter")
    eyes.page.wait_for_url("**/sign-in/code/**")
    assert eyes.fits_everybody() == []
    eyes.tab_to("Use my passkey")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/mine/")


def test_a_browser_without_script_is_told(by_name: Opens) -> None:
    eyes = by_name(script=False)
    eyes.go("/sign-in/passkey/")
    eyes.says("Your browser runs no script for this page.")
    eyes.tab_to("Use my passkey")
    eyes.press("Enter")
    eyes.says("Nothing came from your browser.")
    assert eyes.fits_everybody() == []


def test_only_these_pages_may_run_a_script(by_name: Opens) -> None:
    eyes = by_name()
    policies = {}
    for path in ("/", "/sign-in/", "/sign-in/lost/", "/sign-in/passkey/", "/policy/"):
        eyes.go(path)
        policies[path] = "script-src" in eyes.documents[-1].headers["content-security-policy"]
    assert [path for path, may in policies.items() if may] == ["/sign-in/passkey/"]
    assert "script-src 'self'" in eyes.go("/sign-in/passkey/").headers["content-security-policy"]


def test_a_second_person_helps_back_in(site: Site, by_name: Opens) -> None:
    helper, lost = by_name(), by_name()
    app(begin(helper, site, "Olu Balogun", "olu.balogun@auriga.example"))
    app(begin(lost, site, "Petra Novak", "petra.novak@auriga.example"))
    leave(lost)
    lost.go("/sign-in/")
    lost.tab_to("I have lost my phone")
    lost.press("Enter")
    fill(lost, "E-mail address", "petra.novak@auriga.example")
    fill(lost, "Password", PASSWORD)
    lost.press("Enter")
    lost.says("You have asked to be helped back in")
    assert lost.fits_everybody() == []
    helper.go("/help-back-in/")
    helper.tab_to("Petra Novak")
    helper.press("Enter")
    helper.tab_onto(helper.page.get_by_label("In person"), "In person")
    helper.press("Space")
    fill(helper, "Where, or on which number", "In the staff room.")
    helper.press("Tab", "Space")
    helper.tab_to("I am sure: get the link")
    helper.press("Enter")
    helper.says("It is shown this once")
    assert helper.fits_everybody() == []
    link = helper.page.locator(".ch-panel .ch-hash").inner_text()
    lost.go(link.removeprefix(site.address))
    fill(lost, "Your password", PASSWORD)
    lost.press("Enter")
    app(lost)
    assert lost.go("/account/").status == 200
    assert helper.go(link.removeprefix(site.address)).status == 404


def begin(eyes: Eyes, site: Site, name: str, email: str) -> Eyes:
    """Accept an invitation, as far as the choice of a second factor."""
    eyes.go(site.charioteer("invite", email)["link"].removeprefix(site.address))
    fill(eyes, "Your name", name)
    for _ in range(2):
        eyes.press("Tab")
        eyes.page.keyboard.type(PASSWORD)
    eyes.press("Enter")
    eyes.says("Set up your second factor")
    return eyes


def app(eyes: Eyes) -> None:
    """Choose the app and set it up."""
    eyes.tab_to("Use an app")
    eyes.press("Enter")
    eyes.says("The six digits")
    fill(eyes, "The six digits", code(eyes.page.locator("p .ch-hash").inner_text()))
    eyes.press("Enter")
    eyes.says("Recovery codes")


def leave(eyes: Eyes) -> None:
    """Sign out."""
    eyes.go("/sign-out/")
    eyes.page.get_by_role("main").get_by_role("button", name="Sign out").focus()
    eyes.press("Enter")
    eyes.says("Staff sign in")
