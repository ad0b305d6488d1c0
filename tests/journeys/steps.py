"""What people do in a browser, by keyboard, as often as a journey needs it."""

import time

from tests.journeys.authenticator import STEP, code
from tests.journeys.eyes import Eyes
from tests.journeys.site import Site

PASSWORD = "lantern gravel otter plum"


def fill(eyes: Eyes, label: str, words: str) -> None:
    """Go to a field with the keyboard and type over what is in it."""
    eyes.tab_onto(eyes.page.get_by_label(label).first, label)
    eyes.press("Control+A")
    eyes.page.keyboard.type(words)


def arrive(eyes: Eyes, site: Site, name: str, email: str) -> str:
    """Accept an invitation of the server, choose a password, set up the second factor, keep the recovery codes.

    Returns:
        The key of the authenticator, for signing in again.
    """
    link = site.charioteer("invite", email)["link"]
    enter_link(eyes, link.removeprefix(site.address), name)
    return second_factor(eyes)


def enter_link(eyes: Eyes, link: str, name: str) -> None:
    """Open the link of an invitation, give a name and choose a password."""
    eyes.go(link)
    fill(eyes, "Your name", name)
    for _ in range(2):
        eyes.press("Tab")
        eyes.page.keyboard.type(PASSWORD)
    eyes.press("Enter")


def second_factor(eyes: Eyes) -> str:
    """Set up an authenticator app, on the page that asks for it.

    Returns:
        Its key.
    """
    eyes.says("Set up your second factor")
    secret = eyes.page.locator("p .ch-hash").inner_text()
    fill(eyes, "The six digits", code(secret))
    eyes.press("Enter")
    eyes.says("Recovery codes")
    return secret


def sign_in(eyes: Eyes, email: str, secret: str) -> None:
    """Sign in with a password and a code of the authenticator.

    A code works once. Whoever set the factor up this half minute has used it, so this waits for the next.
    """
    eyes.go("/sign-in/")
    fill(eyes, "E-mail address", email)
    fill(eyes, "Password", PASSWORD)
    eyes.press("Enter")
    eyes.page.wait_for_url("**/sign-in/code/**")
    used = code(secret)
    until = time.monotonic() + STEP + 1
    while code(secret) == used and time.monotonic() < until:
        time.sleep(0.5)
    fill(eyes, "Code", code(secret))
    eyes.press("Enter")
