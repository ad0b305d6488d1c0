"""`init` and `migrate`: the house itself."""

import json
from collections.abc import Callable
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from charioteer import keyring
from charioteer.cli import answers
from charioteer.errors import BadInput
from charioteer.people.actions import load_trust
from charioteer.people.queries import trusts


def load_example_trust(folder: Path) -> str:
    """Set up the example's trust and schools."""
    trust = load_trust(data=json.loads((folder / "trust.json").read_text()), now=timezone.now())
    return f"{trust.name}, {trust.schools.count()} schools"


# What `init --example` does, in order; each step may be done twice and returns what it did, in words.
EXAMPLE_STEPS: list[Callable[[Path], str]] = [load_example_trust]


@click.command()
@click.option("--example", metavar="NAME", help="Also load an example, such as “auriga”.")
@answers.json_option
def init(example: str | None, as_json: bool) -> None:
    """Make the data folder, the keys and the database. Doing it again changes nothing."""
    folder = _example(example) if example else None
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    keyring.derive(settings.DATA, "django")
    _migrate()
    done = [step(folder) for step in EXAMPLE_STEPS] if folder else []
    names = [trust.name for trust in trusts()]
    words = [f"The data folder is {settings.DATA}. Back it up whole: its keys folder opens everything else.", *done]
    answers.say(as_json, {"data": str(settings.DATA), "trusts": names, "done": done}, "\n".join(words))


@click.command()
@answers.json_option
def migrate(as_json: bool) -> None:
    """Bring the database up to date, with the triggers that keep the log append-only."""
    _migrate()
    answers.say(as_json, {"migrated": True}, "The database is up to date.")


def _migrate() -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _example(name: str) -> Path:
    # In a checkout the examples lie beside the package; in a wheel, inside it.
    package = Path(__file__).resolve().parent.parent
    shelves = [shelf for shelf in (package / "examples", package.parent / "examples") if shelf.is_dir()]
    for shelf in shelves:
        if name in {folder.name for folder in shelf.iterdir() if (folder / "trust.json").is_file()}:
            return shelf / name
    known = sorted({path.parent.name for shelf in shelves for path in shelf.glob("*/trust.json")})
    raise BadInput(f"There is no example called “{name}”. There is: {', '.join(known)}.", where="--example")
