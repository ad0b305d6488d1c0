"""What people do in a browser, by keyboard, as often as a journey needs it."""

from tests.journeys.authenticator import code
from tests.journeys.eyes import Eyes
from tests.journeys.site import Site

PASSWORD = "lantern gravel otter plum"


def fill(eyes: Eyes, label: str, words: str) -> None:
    """Go to a field with the keyboard and type over what is in it."""
    eyes.tab_to(label)
    eyes.press("Control+A")
    eyes.page.keyboard.type(words)


def arrive(eyes: Eyes, site: Site, name: str, email: str) -> str:
    """Accept an invitation, choose a password, set up the second factor, keep the recovery codes.

    Returns:
        The key of the authenticator, for signing in again.
    """
    link = site.charioteer("invite", email)["link"]
    eyes.go(link.removeprefix(site.address))
    fill(eyes, "Your name", name)
    eyes.press("Tab")
    eyes.page.keyboard.type(PASSWORD)
    eyes.press("Tab")
    eyes.page.keyboard.type(PASSWORD)
    eyes.press("Enter")
    eyes.says("Set up your second factor")
    secret = eyes.page.locator("p .ch-hash").inner_text()
    fill(eyes, "The six digits", code(secret))
    eyes.press("Enter")
    eyes.says("Recovery codes")
    return secret
