"""`verify`: what can be checked by reading all of it again."""

import click

from charioteer.cli.files import files


@click.group()
def verify() -> None:
    """Check by reading all of it again."""


verify.add_command(files)
