"""`mail`: what a mail server tells us."""

import sys
from pathlib import Path

import click
from django.utils import timezone

from charioteer.cli import answers
from charioteer.errors import BadInput
from charioteer.mail import bouncing, reports


@click.group()
def mail() -> None:
    """Mail that came back."""


@mail.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@answers.json_option
def bounced(file: Path, as_json: bool) -> None:
    """Read a delivery report (RFC 3464) from FILE, or from standard input if that is “-”.

    A mail server may pipe into this whatever arrives at CHARIOTEER_MAIL_BOUNCES.
    """
    found = bouncing.take(_read(file), now=timezone.now())
    words = {0: "It names no message of ours.", 1: "It names a message of ours."}.get(
        found.named, f"It names {found.named} messages of ours."
    )
    noted = f" {found.noted} noted as come back." if found.noted else " Nothing new came back."
    answers.say(as_json, {"named": found.named, "noted": found.noted}, words + (noted if found.named else ""))


def _read(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read(reports.LARGEST + 1)
    try:
        with file.open("rb") as opened:
            return opened.read(reports.LARGEST + 1)
    except OSError as why:
        raise BadInput(f"{file} cannot be read ({why.strerror}).", where="FILE") from None
