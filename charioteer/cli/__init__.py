"""The one console command, `charioteer`."""

import os

import click
import django

from charioteer import __version__


@click.group()
@click.version_option(__version__, prog_name="charioteer")
def main() -> None:
    """Runs a school trust's social media policy."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "charioteer.settings")
    django.setup()
