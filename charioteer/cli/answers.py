"""How every command answers: words for people, JSON for machines, an exit code for both."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

import click

from charioteer.errors import BadInput, Refused

FINE, NO, BAD_USE = 0, 1, 2

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """Give a command `--json`; it is passed on as `as_json`."""
    return click.option(
        "--json", "as_json", is_flag=True, is_eager=True, callback=_remember, help="Answer in JSON, for machines."
    )(command)


def say(as_json: bool, facts: Mapping[str, Any], words: str) -> None:
    """Print an answer to standard output: the facts for a machine, the words for a person."""
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else words)


def refuse(ctx: click.Context, sentence: str, code: int) -> NoReturn:
    """Say why not on standard error (and as JSON on standard output where it was asked for), and end."""
    if ctx.meta.get("charioteer.json"):
        click.echo(json.dumps({"error": sentence}, ensure_ascii=False))
    click.echo(sentence, err=True)
    ctx.exit(code)


def exit_code(refusal: Refused) -> int:
    """2 if what was given cannot be used, 1 if the answer is no."""
    return BAD_USE if isinstance(refusal, BadInput) else NO


def _remember(ctx: click.Context, parameter: click.Parameter, value: bool) -> bool:
    # `meta` is shared with the group, which writes the refusal.
    ctx.meta["charioteer.json"] = value
    return value
