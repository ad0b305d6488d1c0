"""Writes the pages of docs/reference/ that are made from code: settings, roles, commands.

Run it after a change to any of them: `.venv/bin/python script/reference.py`. A test says when they are out of date.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- Made by script/reference.py. Change the code, then run it. -->"


def pages() -> dict[str, str]:
    """Every page made from code, by its file name under docs/reference/."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "charioteer.settings")
    import django

    django.setup()
    return {
        "settings.md": "\n".join(_settings()),
        "roles.md": "\n".join(_roles()),
        "commands.md": "\n".join(_commands()),
    }


def _settings() -> Iterator[str]:
    from charioteer.environment import DECLARED

    yield from ("# Settings", "", MADE, "")
    yield "Each is an environment variable. A wrong one stops every command with a sentence that says how to mend it."
    yield from ("", "| variable | if left out | what it does |", "|---|---|---|")
    for setting in sorted(DECLARED.values(), key=lambda declared: declared.name):
        default = f"`{setting.default}`" if setting.default else "nothing"
        yield f"| `{setting.name}` | {default} | {setting.words} |"
    yield ""


def _roles() -> Iterator[str]:
    from charioteer.people.roles import OFFICES, ROLES

    yield from ("# Roles and offices", "", MADE, "", "## Roles: what somebody who signs in may do", "")
    yield from ("| role | for whom | may | second factor |", "|---|---|---|---|")
    for role in ROLES.values():
        rights = ", ".join(right.value.replace("_", " ") for right in sorted(role.rights))
        yield f"| {role.name} | {role.whom} | {rights} | {'asked for' if role.second_factor else 'offered'} |"
    yield from ("", "## Offices: posts that channels name, never a person", "", "| office | as documents write it |")
    yield "|---|---|"
    for office in OFFICES.values():
        yield f"| {office.name} | {', '.join(office.written)} |"
    yield ""


def _commands() -> Iterator[str]:
    import click

    from charioteer.cli import main

    yield from ("# Commands", "", MADE, "")
    yield "Exit codes: 0 fine, 1 the answer is no, 2 bad use. Every command takes `--json`."
    for name, command in _each(main, click.Context(main, info_name="charioteer")):
        yield from ("", f"## `{name}`", "", "```text")
        yield command.get_help(click.Context(command, info_name=name, max_content_width=100, terminal_width=100))
        yield "```"
    yield ""


def _each(group, context, before="charioteer"):  # type: ignore[no-untyped-def]
    import click

    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _each(command, context, f"{before} {name}")
        else:
            yield f"{before} {name}", command


if __name__ == "__main__":
    folder = ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in pages().items():
        (folder / file).write_text(text, encoding="utf-8")
        print(f"docs/reference/{file}")
