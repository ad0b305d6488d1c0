"""`import`: everything that comes in from a file."""

import click

from charioteer.cli.people_file import people
from charioteer.cli.policy import policy
from charioteer.cli.register import register


@click.group("import")
def imports() -> None:
    """Bring something in from a file."""


imports.add_command(policy)
imports.add_command(register)
imports.add_command(people)
