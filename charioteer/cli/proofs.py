"""`proof`: a file with which a stranger can check an entry, or a head to keep elsewhere."""

import json
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from charioteer.audit import proving, queries, sealing
from charioteer.cli import answers
from charioteer.cli.verifying import read_head
from charioteer.errors import BadInput, NotNow
from charioteer.people.queries import the_trust

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("ref", default="")
@click.option("--out", type=_FILE, help="Write it into this file instead of printing it.")
@click.option("--with-words", is_flag=True, help="Also what the entry says about people.")
@click.option("--head", "wants_head", is_flag=True, help="The newest head of the log, to be kept elsewhere.")
@click.option(
    "--since",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --head: prove that it grew out of an earlier head, in this file.",
)
@click.option("--trust", "slug", default="", help="With --head: the trust's short name, where several live together.")
@click.option("--installation", is_flag=True, help="With --head: the log of the installation itself.")
@answers.json_option
def proof(
    ref: str,
    out: Path | None,
    with_words: bool,
    wants_head: bool,
    since: Path | None,
    slug: str,
    installation: bool,
    as_json: bool,
) -> None:
    """Write a proof that the entry REF stands in the log, or (with --head) a head to keep elsewhere.

    docs/verify_proof.py checks either with Python alone.
    """
    if bool(ref) == wants_head:
        raise BadInput("Write either the reference of one entry, or --head.", where="REF")
    sealing.seal(now=timezone.now())
    made = _head(slug, installation, since) if wants_head else proving.proof(ref=ref, with_words=with_words)
    if out is None:
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    try:
        out.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as why:
        raise BadInput(f"{out} cannot be written ({why.strerror}).", where="--out") from None
    words = f"{out} is written. Check it with: python3 -I verify_proof.py {out.name}"
    answers.say(as_json, {"file": str(out)}, words)


def _head(slug: str, installation: bool, since: Path | None) -> dict[str, Any]:
    trust_id = None if installation else the_trust(slug).pk
    head = queries.latest_head(trust_id)
    if head is None:
        raise NotNow("Nothing is sealed in this log yet, so it has no head.")
    return proving.head_since(head=head, since=read_head(since) if since else None)
