"""`script/reference`: writes the pages of docs/reference/, or with `--check` says which are stale."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs/reference"
PAGES = ("settings", "commands", "roles", "states", "addresses", "api", "controls")
FOOT = "\n<!-- Made from the code by script/reference; a change made here by hand is lost. -->\n"


def page(name: str) -> str:
    """Make one page.

    Args:
        name: one of `PAGES`; its module has a function `markdown`.
    Returns:
        The page, as it should lie in docs/reference/.
    """
    markdown: Callable[[], str] = import_module(f"script.pages.{name}").markdown
    return markdown().rstrip() + "\n" + FOOT


def stale() -> list[str]:
    """The pages whose files are not what the code says today."""
    return [name for name in PAGES if not _file(name).exists() or _file(name).read_text() != page(name)]


def _file(name: str) -> Path:
    return FOLDER / f"{name}.md"


def main() -> int:
    """Write, or check."""
    options = argparse.ArgumentParser(prog="script/reference", description=__doc__)
    options.add_argument("--check", action="store_true", help="write nothing; fail if a page is stale")
    if options.parse_args().check:
        old = stale()
        if old:
            print(f"Stale: {', '.join(f'docs/reference/{name}.md' for name in old)}. Run script/reference.")
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        _file(name).write_text(page(name))
    print(f"{len(PAGES)} pages are up to date in docs/reference/.")
    return 0


def _prepare() -> None:
    # The pages say what the code says, whatever this machine has set; and its data folder is left alone.
    for name in [name for name in os.environ if name.startswith("CHARIOTEER_") or name == "DATABASE_URL"]:
        del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "charioteer.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHARIOTEER_DATA"] = folder
        import django

        django.setup()


if __name__ == "__main__":
    _prepare()
    sys.exit(main())
