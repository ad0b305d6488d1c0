"""docs/reference/commands.md: every command, its arguments and its options."""

from collections.abc import Iterator

import click

from charioteer.cli import main
from script.pages.markdown import code, table

INTRODUCTION = """# Commands

One command, `charioteer`. With `--json` a command answers for machines on standard output. Its exit code means
something: 0 fine (or `official`), 1 the answer is no, 2 bad use (or `unknown`). A refusal is a sentence on standard
error.
"""


def markdown() -> str:
    """The page."""
    context = click.Context(main, info_name="charioteer")
    return INTRODUCTION + "".join(_sections(main, context))


def _sections(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            raise LookupError(f"{context.command_path} lists {name} and does not have it")
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from _sections(command, inner)
        else:
            yield _section(command, inner)


def _section(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    help_text = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
    options = [
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)) is not None
    ]
    rows = [(code(written), words) for written, words in options]
    parts = [f"\n## {context.command_path}", f"```\n{usage}\n```", help_text, table(("option", "what it does"), rows)]
    return "\n\n".join(parts) + "\n"
