"""`import register`: the channels, from a spreadsheet or straight from the policy document's own table."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from django.utils import timezone

from charioteer.channels.actions.importing import RegisterImporter
from charioteer.cli import answers
from charioteer.intake.actions import confirm, discard, preview
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.models import Batch
from charioteer.people.models import Trust
from charioteer.people.queries import the_trust

_INSIDE = {"read", "doubts"}  # of what is kept with a row: told apart as "read" and "doubted"
_ASK_FIRST = "Nothing was written. Look it through, then run it again with --yes."


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--trust", "slug", default="", help="The trust's short name, where several live together.")
@click.option("--dry-run", is_flag=True, help="Only read it and show what was understood; write nothing.")
@click.option("--yes", is_flag=True, help="Take it in without asking.")
@answers.json_option
@click.pass_context
def register(ctx: click.Context, file: Path, slug: str, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Import the register from FILE (.csv, .xlsx, .docx, .pdf or .txt).

    Each row is shown as understood, with each doubt. Nothing is written before you say yes; the same file twice
    changes nothing the second time.
    """
    trust, now = the_trust(slug), timezone.now()
    asks = not yes and not dry_run and not as_json and sys.stdin.isatty()
    if dry_run or not (yes or asks):
        with transaction.atomic():
            batch, rows = _read(trust, file, now)
            transaction.set_rollback(True)  # not even the preview stays
        _say(as_json, trust, batch, rows, "Nothing was written." if dry_run else _ASK_FIRST)
        ctx.exit(answers.FINE if dry_run else answers.NO)
    batch, rows = _read(trust, file, now)
    if asks:
        _say(False, trust, batch, rows, "")
        if not click.confirm(f"Take in {batch.to_write} row{'' if batch.to_write == 1 else 's'}?"):
            discard(batch=batch, by=None, now=timezone.now())
            answers.refuse(ctx, "Nothing was written.", answers.NO)
    done = confirm(batch=batch, importer=RegisterImporter(now=now), by=None, now=timezone.now())
    _say(as_json, trust, done, rows if not asks else [], _outcome(done))


def load_example_register(folder: Path) -> str:
    """Take in the example's register, for the example's trust."""
    trust = the_trust(json.loads((folder / "trust.json").read_text())["slug"])
    now = timezone.now()
    batch, _ = _read(trust, folder / "register.csv", now)
    if batch.to_write == 0 or Batch.objects.first_of(batch.fingerprint):
        discard(batch=batch, by=None, now=now)
        return "The register was taken in before."
    return _outcome(confirm(batch=batch, importer=RegisterImporter(now=now), by=None, now=now))


def _read(trust: Trust, file: Path, now: datetime) -> tuple[Batch, list[dict[str, Any]]]:
    importer = RegisterImporter(now=now)
    batch = preview(importer=importer, file_name=file.name, data=file.read_bytes(), trust_id=trust.pk, by=None, now=now)
    lines = batch.lines.order_by("pk").values_list("number", "place", "understood", "doubts", "outcome")
    rows = [
        {
            "row": number,
            "place": place,
            "read": understood["read"],
            "understood": {key: value for key, value in understood.items() if key not in _INSIDE},
            "doubted": doubts,
            "outcome": outcome,
        }
        for number, place, understood, doubts, outcome in lines.iterator(chunk_size=2_000)
    ]
    return batch, rows


def _outcome(done: Batch) -> str:
    if done.repeat_of_id:
        return "This very file was taken in before. Nothing was changed."
    listed, changed = done.written.get("channels", 0), done.written.get("changed", 0)
    return f"Taken in: {listed} new channel{'' if listed == 1 else 's'}, {changed} changed."


def _say(as_json: bool, trust: Trust, batch: Batch, rows: list[dict[str, Any]], last: str) -> None:
    facts = {
        "trust": trust.slug,
        "file": batch.file_name,
        "sha256": batch.sha256,
        "table": batch.table_where,
        "notes": batch.notes,
        "counts": batch.counts,
        "written": bool(batch.state == "confirmed" and not batch.repeat_of_id),
        "wrote": batch.written,
        "rows": rows,
    }
    answers.say(as_json, facts, "\n".join([*_words(batch, rows), *([last] if last else [])]))


def _words(batch: Batch, rows: list[dict[str, Any]]) -> list[str]:
    if not rows:
        return [f"{batch.file_name}: there is no row under the header of this table."] if batch.is_open else []
    importer = RegisterImporter(now=batch.made_at)
    named = f"{batch.file_name}, {batch.table_where}" if batch.table_where else batch.file_name
    lines = [named, *batch.notes, ""]
    for row in rows:
        said = ", ".join(f"{term}: {words}" for term, words in importer.says(row["understood"]))
        lines.append(f"{row['place']}  [{Outcome(row['outcome']).label}]  {said}")
        lines += [f"    ? {doubt}" for doubt in row["doubted"]]
    counted = "; ".join(f"{batch.counts.get(outcome, 0)} {outcome.label.lower()}" for outcome in Outcome)
    return [*lines, "", f"{len(rows)} row{'' if len(rows) == 1 else 's'}: {counted}."]
