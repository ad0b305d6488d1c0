"""Where the architecture tests look: the tracked files, the modules, and the steps of the staircase."""

import ast
import configparser
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git would commit, new ones included: what a fresh clone will hold."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in sorted(listed.splitlines()) if (path := ROOT / name).is_file())


def name_of(path: Path) -> str:
    """A file's path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


def modules(*, tests: bool = False) -> Iterator[tuple[str, Path]]:
    """Our own modules, without migrations (Django writes those): their path in words, and the file."""
    for path in tracked():
        parts = path.relative_to(ROOT).parts
        if path.suffix != ".py" or parts[0] != "charioteer" or "migrations" in parts:
            continue
        if tests or "tests" not in parts:
            yield name_of(path), path


@cache
def tree(path: Path) -> ast.Module:
    """A module, read."""
    return ast.parse(path.read_text())


@cache
def steps() -> dict[str, int]:
    """Each room of the package and its step, counted from the bottom, as .importlinter has them."""
    read = configparser.ConfigParser()
    read.read(ROOT / ".importlinter")
    layers = read["importlinter:contract:staircase"]["layers"].split("\n")
    rooms = [layer.replace(":", "|").split("|") for layer in layers if layer.strip()]
    return {room.strip(): step for step, layer in enumerate(reversed(rooms)) for room in layer}
