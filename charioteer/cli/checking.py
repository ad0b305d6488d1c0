"""`check-account`: the public's one question, asked at a terminal."""

import click
from django.utils import timezone

from charioteer.channels import bodies, checking
from charioteer.channels.answers import Answer
from charioteer.cli import answers

_EXIT = {Answer.OFFICIAL: answers.FINE, Answer.UNKNOWN: answers.BAD_USE}


@click.command(name="check-account")
@click.argument("text")
@answers.json_option
@click.pass_context
def check_account(ctx: click.Context, text: str, as_json: bool) -> None:
    """Say whether TEXT (an address, or a platform and a name) is an official account.

    Exit codes: 0 official, 1 any other answer, 2 we cannot tell which account is meant.
    """
    now = timezone.now()
    verdict, reading = checking.check(text, now=now)
    said = bodies.body(verdict, reading, now=now)
    answers.say(as_json, said, _words(said))
    ctx.exit(_EXIT.get(verdict.answer, answers.NO))


def _words(said: dict[str, object]) -> str:
    lines = [f"{said['heading']}.", str(said["lead"])]
    understood, channel = said["understood"], said["channel"]
    if isinstance(understood, dict) and understood["words"]:
        lines.append(f"We read it as: {understood['words']}.")
    reasons, advice = said["reasons"], said["advice"]
    assert isinstance(reasons, list)
    assert isinstance(advice, list)
    lines += [*reasons, *(line for line in advice if line != said["lead"])]
    if isinstance(channel, dict):
        lines.append(str(channel["page"]))
    return "\n".join([*lines, str(said["note"])])
