"""The one console command, `charioteer`.

Each family of commands is a module of its own, loaded when one of its commands is asked for, so that
`charioteer --help` needs neither settings nor database.
"""

import os
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
import django
from django.db import DatabaseError

from charioteer import __version__, keyring
from charioteer.cli import answers
from charioteer.environment import BadSetting
from charioteer.errors import Refused


@dataclass(frozen=True)
class Listed:
    """One command: the module that holds it, its line of help, and its name there where that is another.

    `alone`: it works without settings and database, because it is there before they are.
    """

    module: str
    words: str
    name: str = ""
    alone: bool = False


COMMANDS: dict[str, Listed] = {
    "init": Listed("charioteer.cli.house", "Make the data folder, the keys and the database."),
    "migrate": Listed("charioteer.cli.house", "Bring the database up to date."),
    "serve": Listed("charioteer.cli.serving", "Answer requests."),
    "worker": Listed("charioteer.cli.working", "Do the work in the background."),
    "import": Listed("charioteer.cli.imports", "Bring something in from a file.", "imports"),
    "check-account": Listed("charioteer.cli.checking", "Say whether an account is official."),
    "board": Listed("charioteer.cli.board", "Say how each clause of the policy stands."),
    "invite": Listed("charioteer.cli.people", "Print a one-time link for somebody."),
    "mail": Listed("charioteer.cli.mail", "Take in mail that came back."),
    "help-back-in": Listed("charioteer.cli.people", "Let somebody back in who lost their second factor."),
    "verify": Listed("charioteer.cli.verifying", "Recompute what is claimed, and say whether it holds."),
    "proof": Listed("charioteer.cli.proofs", "Write a proof that a stranger can check."),
    "keys": Listed("charioteer.cli.keys", "Look after the server's keys."),
    "backup": Listed("charioteer.cli.backup", "Copy database, keys and files into one sealed file."),
    "restore": Listed("charioteer.cli.restore", "Bring a backup back into an empty folder.", alone=True),
    "doctor": Listed("charioteer.cli.health", "Say what is well, what is not, and how to mend it."),
}


class Families(click.Group):
    """Finds a command in its family's module, and turns refusals into a sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command. Settings are read here, so a wrong one is told before anything is done."""
        listed = COMMANDS.get(cmd_name)
        if listed is None:
            return None
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "charioteer.settings")
        if not listed.alone:
            django.setup()
        command: click.Command = getattr(import_module(listed.module), listed.name or cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.words) for name, listed in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run. A refusal or a wrong setting is a sentence on standard error, never a traceback."""
        try:
            return super().invoke(ctx)
        except (BadSetting, keyring.Unusable) as wrong:
            answers.refuse(ctx, str(wrong), answers.BAD_USE)
        except Refused as refusal:
            answers.refuse(ctx, refusal.reason, answers.exit_code(refusal))
        except DatabaseError as why:
            first_line = str(why).strip().partition("\n")[0]
            answers.refuse(
                ctx, f"The database cannot do this: {first_line}. `charioteer doctor` says more.", answers.NO
            )


@click.group(cls=Families)
@click.version_option(__version__, prog_name="charioteer")
def main() -> None:
    """Runs a school trust's social media policy.

    Exit codes: 0 fine, 1 the answer is no, 2 bad use.
    """
