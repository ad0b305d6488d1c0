"""`script/screenshots`: the pictures of README and docs, taken from the example as it is served."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys.eyes import ARGUMENTS, CHROMIUM, open_window
from tests.journeys.site import example
from tests.journeys.steps import arrive

FOLDER = Path(__file__).resolve().parent.parent / "docs/images"
LARGEST = 200_000
EMAIL = "amara.lindqvist@auriga.example"


@dataclass(frozen=True)
class Picture:
    """One picture: its file's name, what it shows, whether somebody signed in, how wide the window is."""

    name: str
    path: str
    signed_in: bool = False
    width: int = 1280
    height: int = 900


PICTURES = (
    Picture("home", "/"),
    Picture("home-phone", "/", width=390, height=844),
    Picture("check-official", "/check/?q=https://x.com/VegaStars"),
    Picture("check-listed", "/check/?q=https://x.com/HouseCapella"),
    Picture("check-partner", "/check/?q=https://x.com/friendsof_strat"),
    Picture("check-look-alike", "/check/?q=https://x.com/HouseCapeIla"),
    Picture("channels", "/channels/"),
    Picture("channel-public", "/channels/{ref}/"),
    Picture("policy", "/policy/"),
    Picture("register", "/register/", signed_in=True),
    Picture("channel", "/register/{ref}/", signed_in=True),
    Picture("import", "/register/import/{batch}/", signed_in=True),
    Picture("platforms", "/platforms/", signed_in=True),
    Picture("mine", "/mine/", signed_in=True),
    Picture("board", "/board/", signed_in=True),
    Picture("people", "/people/", signed_in=True),
    Picture("set-up", "/set-up/", signed_in=True),
    Picture("log", "/trail/", signed_in=True),
)


def main() -> None:
    """Take every picture. Raises SystemExit if one is too large for the repository."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = example(Path(folder))
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            eyes = open_window(browser, site.address)
            arrive(eyes, site, "Amara Lindqvist", EMAIL)
            state = str(Path(folder) / "amara.json")
            eyes.page.context.storage_state(path=state)
            names = json.loads(site.run("tests.journeys.world", "auriga", EMAIL))
            for picture in PICTURES:
                eyes = open_window(
                    browser, site.address, width=picture.width, state=state if picture.signed_in else None
                )
                eyes.page.set_viewport_size({"width": picture.width, "height": picture.height})
                eyes.go(picture.path.format(**names))
                file = FOLDER / f"{picture.name}.png"
                eyes.page.screenshot(path=file)
                eyes.page.context.close()
                if file.stat().st_size > LARGEST:
                    raise SystemExit(f"{file.name} has {file.stat().st_size} bytes; the most is {LARGEST}.")
            browser.close()
        finally:
            site.stop()
    print(f"{len(PICTURES)} pictures in docs/images/.")


if __name__ == "__main__":
    main()
