"""A browser that notices: what went wrong in the page, who was asked for something, what the page promised."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Request, Response

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 390, 1280)
HEIGHT = 900
PATIENCE = 10


@dataclass
class Eyes:
    """One page in one browser window, and everything seen in it.

    Args:
        page: Playwright's page.
        home: the site's address; a request to anywhere else is a fault.
    """

    page: Page
    home: str
    faults: list[str] = field(default_factory=list)
    documents: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error in the page: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def go(self, path: str) -> Response:
        """Open an address of the site."""
        response = self.page.goto(self.home + path)
        assert response is not None
        return response

    def says(self, words: str) -> None:
        """The page shows these words, or does so as soon as the next one is there."""
        wanted, text, until = " ".join(words.split()).casefold(), "", time.monotonic() + PATIENCE
        while wanted not in " ".join(text.split()).casefold():
            assert time.monotonic() < until, f"{self.page.url} does not say “{words}”:\n{text}"
            with suppress(Error):  # a page on its way out cannot be read
                text = self.page.locator("body").inner_text()
            time.sleep(0.05)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, words: str, *, at_most: int = 80) -> None:
        """Go with the Tab key to what has these words as its name, as somebody without a mouse does.

        Raises:
            AssertionError: it cannot be reached, or the browser shows no mark on it when it is.
        """
        links, buttons = (self.page.get_by_role(role, name=words) for role in ("link", "button"))
        self.tab_onto(links.or_(buttons).first, words, at_most=at_most)

    def tab_onto(self, wanted: Locator, words: str, *, at_most: int = 80) -> None:
        """The same for anything that can be found; `words` say what it is when it is not reached."""
        wanted.wait_for()
        for _ in range(at_most):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("it => it === document.activeElement"):
                return
        raise AssertionError(f"“{words}” on {self.page.url} is not reached by {at_most} presses of Tab")

    def fits_everybody(self) -> list[str]:
        """What is wrong with the page as it stands, at every width: axe's findings, and scrolling sideways."""
        wrong = []
        with self._mirror() as page:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                wrong += [f"{page.url} at {width} px: {barrier}" for barrier in _barriers(page)]
                if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
                    wrong.append(f"{page.url} at {width} px: {over} px too wide")
        return wrong

    @contextmanager
    def _mirror(self) -> Iterator[Page]:
        # axe is a script and never wakes in a window without script: it looks at the same page in another window.
        seen, browser = self.page.content(), self.page.context.browser
        assert browser is not None
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        here = self.page.url.split("#")[0]
        page.route(lambda url: url == here, lambda route: route.fulfill(body=seen, content_type="text/html"))
        page.goto(here)
        try:
            yield page
        finally:
            context.close()

    def _console(self, message: ConsoleMessage) -> None:
        # A refusal's own status is told on the console too, and is no fault of the page.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.faults.append(f"on the console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and not request.url.startswith(self.home + "/"):
            self.faults.append(f"asks {parts.netloc or request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} at {response.url}")
        if response.request.resource_type == "document":
            self.documents.append(response)
            self.faults.extend(promises_broken(response))
        elif response.status >= 400:
            self.faults.append(f"{response.status} for {response.url}, which the page needs")


def _barriers(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {one['help']} ({node['html'][:160]})" for one in found for node in one["nodes"]]


def promises_broken(response: Response) -> list[str]:
    """What a page's headers ought to say and do not."""
    headers = response.headers
    policy = headers.get("content-security-policy", "")
    if 300 <= response.status < 400:
        return []
    broken = [f"no {name}" for name in ("content-security-policy", "x-content-type-options") if name not in headers]
    if "unsafe" in policy or "http" in policy or "*" in policy:
        broken.append(f"a loose policy: {policy}")
    return [f"{response.url}: {words}" for words in broken]


def open_window(
    browser: Browser, home: str, *, width: int = 1280, script: bool = False, state: str | None = None
) -> Eyes:
    """A window of its own, without anything remembered.

    Args:
        width: in pixels.
        script: whether pages may run scripts; none of ours needs one.
        state: a file with the cookies of somebody who signed in.
    """
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        java_script_enabled=script,
        locale="en-GB",
        timezone_id="Europe/London",
        storage_state=state,
    )
    context.set_default_timeout(PATIENCE * 1000)
    return Eyes(context.new_page(), home)
