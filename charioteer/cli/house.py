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
from charioteer.cli.register import load_example_register
from charioteer.demo import loading
from charioteer.environment import demonstration
from charioteer.errors import BadInput
from charioteer.people.actions import load_trust
from charioteer.people.queries import trusts


def load_example_trust(folder: Path) -> str:
    """Set up the example's trust and schools."""
    return _load_trust(folder / "trust.json")


# What `init --example` does, in order; each step may be done twice and returns what it did, in words.
EXAMPLE_STEPS: list[Callable[[Path], str]] = [load_example_trust, load_example_register]


@click.command()
@click.option("--example", metavar="NAME", help="Also load an example, such as “auriga”.")
@click.option(
    "--trust", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Set up your trust."
)
@click.option("--demo", is_flag=True, help="Also invent a trust to try everything in; needs CHARIOTEER_DEMO=yes.")
@answers.json_option
def init(example: str | None, file: Path | None, demo: bool, as_json: bool) -> None:
    """Make the data folder, the keys and the database. Doing it again changes nothing.

    examples/auriga/trust.json shows how a trust and its schools are written for --trust.
    """
    _check_demo(demo, example, file)
    folder = _example(example) if example else None
    if not any(settings.DATA.glob("*.sqlite3")):
        settings.DATA.mkdir(parents=True, exist_ok=True)
        settings.DATA.chmod(0o700)  # names and addresses will live here; widening it later is the owner's choice
    keyring.derive(settings.DATA, "django")
    _migrate()
    done = [step(folder) for step in EXAMPLE_STEPS] if folder else []
    done += [_load_trust(file)] if file else []
    done += _invent() if demo else []
    names = [trust.name for trust in trusts()]
    words = [f"The data folder is {settings.DATA}. Back it up whole: its keys folder opens everything else.", *done]
    answers.say(as_json, {"data": str(settings.DATA), "trusts": names, "done": done}, "\n".join(words))


def _check_demo(demo: bool, example: str | None, file: Path | None) -> None:
    """The demonstration and a trust never share a folder."""
    if demo and not settings.DEMO:
        raise BadInput("Set CHARIOTEER_DEMO=yes, and CHARIOTEER_DATA to a folder of its own.", where="--demo")
    if settings.DEMO and (example or file or not demo):
        raise BadInput("CHARIOTEER_DEMO is on, so this folder is for `charioteer init --demo` alone.", where="--demo")
    if demo:
        demonstration.mark(settings.DATA)
    elif (settings.DATA / demonstration.MARKER).exists():
        raise BadInput(
            f"{settings.DATA} holds the demonstration. Give your trust a folder of its own with CHARIOTEER_DATA.",
            where="CHARIOTEER_DATA",
        )


def _invent() -> list[str]:
    done = loading.load(now=timezone.now())
    loading.work_once()
    return done


def _load_trust(file: Path) -> str:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as why:
        raise BadInput(f"{file.name} is not JSON in UTF-8 ({why}). Mend it and try again.", where=file.name) from None
    if not isinstance(data, dict):
        raise BadInput(f"{file.name} must hold one trust: {{“name”: …, “slug”: …, “schools”: […]}}.", where=file.name)
    trust = load_trust(data=data, now=timezone.now())
    return f"{trust.name}, {trust.schools.count()} schools"


@click.command()
@answers.json_option
def migrate(as_json: bool) -> None:
    """Bring the database up to date, with the triggers that keep the log append-only."""
    _migrate()
    answers.say(as_json, {"migrated": True}, "The database is up to date.")


def _migrate() -> None:
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
