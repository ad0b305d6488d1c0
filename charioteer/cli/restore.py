"""`restore`: the way back. It asks for no settings, because on a new machine there are none yet."""

from datetime import datetime
from pathlib import Path

import click

from charioteer.backup.restoring import Request, Restored
from charioteer.backup.restoring import restore as bring_back
from charioteer.cli import answers
from charioteer.cli.identities import identities
from charioteer.environment import is_postgres
from charioteer.errors import BadInput

_PATH = click.Path(path_type=Path)
_JOURNAL = "charioteer.erasures"


@click.command()
@click.argument("file", type=_PATH)
@click.option("--identity", type=_PATH, required=True, help="A file with the offline key; “-” reads it as it is typed.")
@click.option("--into", type=_PATH, required=True, help="An empty folder; it becomes the data folder.")
@click.option("--database-url", default="", help="An empty PostgreSQL database, for a backup of one.")
@click.option("--erasures", type=_PATH, help=f"The journal of erasures; {_JOURNAL} beside FILE if left out.")
@answers.json_option
@click.pass_context
def restore(
    ctx: click.Context, file: Path, identity: Path, into: Path, database_url: str, erasures: Path | None, as_json: bool
) -> None:
    """Bring a backup back into an empty folder, erase anew what was erased since, and look at all of it.

    Exit codes: 0 whole, 1 not whole or not done, 2 the file, the key or the folder cannot be used.
    """
    if database_url and not is_postgres(database_url):
        raise BadInput(
            "--database-url is written like postgres://user:password@host:5432/name.", where="--database-url"
        )
    beside = file.with_name(_JOURNAL)
    if erasures is None and beside.is_file():
        erasures = beside
    asked = Request(file, into.absolute(), identities(identity), database_url, erasures)
    done = bring_back(asked, lambda words: click.echo(f"{words} …", err=True))
    answers.say(as_json, _facts(done, asked), "\n".join(_words(done, asked)))
    ctx.exit(answers.NO if done.wrong else answers.FINE)


def _facts(done: Restored, asked: Request) -> dict[str, object]:
    return {
        "into": str(asked.into),
        "made_at": done.made_at,
        "app": done.app,
        "engine": done.engine,
        "logs": done.facts["logs"],
        "checks": done.checks,
        "wrong": done.wrong,
        "erasures": str(asked.erasures) if asked.erasures else None,
        "erased_again": done.erased,
    }


def _words(done: Restored, asked: Request) -> list[str]:
    made_at = datetime.fromisoformat(done.made_at)
    lines = [f"Restored into {asked.into}: the house as it was on {made_at:%-d %B %Y, %H:%M %Z}."]
    lines += [f"{'WRONG' if one['wrong'] else 'ok   '} {one['wrong'] or one['asked']}" for one in done.checks]
    if asked.erasures:
        lines.append(f"{done.erased} erasures that were made after the backup were done again ({asked.erasures.name}).")
    else:
        lines.append(
            "No journal of erasures was given: what was erased after that day is back. If the old data folder or the "
            f"newest backup folder is still there, restore again with --erasures ({_JOURNAL})."
        )
    there = f"CHARIOTEER_DATA={asked.into}" + (" and DATABASE_URL to the new database" if asked.database_url else "")
    return [
        *lines,
        "What is next:",
        f"  1. Give the folder to the user that runs Charioteer, and set {there}.",
        "  2. `charioteer doctor`, then `charioteer verify files`.",
        "  3. Make sure that the old server is off: two houses must not write the same history.",
        "  4. Start the server, and make a backup.",
    ]
