"""`serve`: the web server, in this process, and beside it a worker if that is asked for."""

import os
import socket

import click
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from charioteer.backup.queries import unfinished
from charioteer.cli import answers
from charioteer.cli.beside import Beside
from charioteer.errors import BadInput, NotNow
from charioteer.jobs import queries
from charioteer.jobs.declared import JOBS

# What time alone brings about: done at the start where no worker has done it. No answer waits for it: whoever answers
# the public works a lapsed standing out anew.
AT_START = ("channels.refresh_lapsed", "intake.expire")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option("--with-worker", is_flag=True, help="Also do the work in the background, as `charioteer worker` does.")
@answers.json_option
def serve(host: str, port: int, workers: int, with_worker: bool, as_json: bool) -> None:
    """Answer requests until told to stop (Ctrl-C, or the TERM signal)."""
    address = "127.0.0.1" if host == "localhost" else host  # Granian takes numbers only
    _must_be_ready(address)
    _check_free(address, port)
    _keep_house()
    call_command("collectstatic", interactive=False, verbosity=0)
    shown = f"http://{f'[{address}]' if ':' in address else address}:{port}"
    answers.say(as_json, {"address": shown, "data": str(settings.DATA)}, f"Charioteer answers at {shown}")
    server = Granian(
        "charioteer.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=min(8, 2 * (os.cpu_count() or 1)),
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    with Beside.running(with_worker):
        server.serve()


def _must_be_ready(address: str) -> None:
    if settings.DEMO and address not in {"127.0.0.1", "::1"}:
        raise BadInput("The demonstration answers this machine alone. Leave --host out.", where="--host")
    if unfinished(settings.DATA):
        raise NotNow(f"{settings.DATA} holds a restore that was never finished. Delete it, and restore again.")


def _keep_house() -> None:
    if not queries.alive(timezone.now()):
        for name in AT_START:
            JOBS[name].do()


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as why:
            raise NotNow(
                f"Port {port} on {host} cannot be used ({why.strerror}). Choose another with --port."
            ) from None
