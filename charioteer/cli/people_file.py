"""`import people`: everybody the policy covers, from a list of the payroll or the office."""

import sys
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from django.utils import timezone

from charioteer.cli import answers
from charioteer.intake.actions import discard
from charioteer.intake.lifecycle import Outcome
from charioteer.intake.models import Batch
from charioteer.people.actions.importing import PeopleImporter, confirm_people, preview_people
from charioteer.people.models import Missing, Trust
from charioteer.people.queries import the_trust

_MOST_SHOWN = 200
_ASK_FIRST = "Nothing was written. Look it through, then run it again with --yes."


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--trust", "slug", default="", help="The trust's short name, where several live together.")
@click.option("--dry-run", is_flag=True, help="Only read it and show what was understood; write nothing.")
@click.option("--yes", is_flag=True, help="Take it in without asking.")
@click.option("--end-leavers", is_flag=True, help="End the places an earlier file named and this one does not.")
@answers.json_option
@click.pass_context
def people(
    ctx: click.Context, file: Path, slug: str, dry_run: bool, yes: bool, end_leavers: bool, as_json: bool
) -> None:
    """Import people from FILE (.csv or .xlsx), told apart by payroll number or e-mail address.

    Rows that would change something, or are in doubt, are shown. Nothing is written before you say yes; nobody is
    taken to have left unless you say --end-leavers; the same file twice changes nothing the second time.
    """
    trust, now = the_trust(slug), timezone.now()
    asks = not yes and not dry_run and not as_json and sys.stdin.isatty()
    if dry_run or not (yes or asks):
        with transaction.atomic():
            batch = preview_people(trust=trust, file_name=file.name, data=file.read_bytes(), by=None, now=now)
            _say(as_json, trust, batch, "Nothing was written." if dry_run else _ASK_FIRST)
            transaction.set_rollback(True)  # not even the preview stays
        ctx.exit(answers.FINE if dry_run else answers.NO)
    batch = preview_people(trust=trust, file_name=file.name, data=file.read_bytes(), by=None, now=now)
    if asks:
        _say(False, trust, batch, "")
        if not click.confirm(f"Take in {batch.to_write} row{'' if batch.to_write == 1 else 's'}?"):
            discard(batch=batch, by=None, now=timezone.now())
            answers.refuse(ctx, "Nothing was written.", answers.NO)
    missing = list(_missing(batch)) if end_leavers else []
    end = {one["engagement"] for one in missing}
    done = confirm_people(batch=batch, end=end, by=None, now=timezone.now())
    _say(as_json, trust, done, _outcome(done), missing=missing)


def _missing(batch: Batch) -> list[dict[str, Any]]:
    rows = Missing.objects.filter(batch=batch).order_by("engagement__person__name", "pk")
    names = ("engagement_id", "engagement__person__name", "engagement__school__name", "engagement__kind", "elsewhere")
    return [
        {"engagement": pk, "name": name, "school": school or "", "capacity": kind, "elsewhere": elsewhere}
        for pk, name, school, kind, elsewhere in rows.values_list(*names)
    ]


def _outcome(done: Batch) -> str:
    if done.repeat_of_id:
        return "This very file was taken in before. Nothing was changed."
    said = done.written
    return (
        f"Taken in: {said['people']:,} new people, {said['places']:,} new places, {said['changed']:,} changed, "
        f"{said['left']:,} ended."
    )


def _say(as_json: bool, trust: Trust, batch: Batch, last: str, *, missing: list[dict[str, Any]] | None = None) -> None:
    rows, left_off = _rows(batch)
    if missing is None:
        missing = _missing(batch)
    facts = {
        "trust": trust.slug,
        "file": batch.file_name,
        "sha256": batch.sha256,
        "table": batch.table_where,
        "notes": batch.notes,
        "counts": batch.counts,
        "written": bool(batch.state == "confirmed" and not batch.repeat_of_id),
        "wrote": batch.written,
        "left": missing,
        "rows": rows,
        "rows_left_off": left_off,
    }
    answers.say(as_json, facts, "\n".join([*_words(batch, rows, left_off, missing), *([last] if last else [])]))


def _rows(batch: Batch) -> tuple[list[dict[str, Any]], int]:
    """The rows that would change something or are in doubt, a screenful of them, and how many more there are."""
    shown = batch.lines.exclude(outcome=Outcome.SAME, doubts=[]).order_by("pk")
    names = ("number", "place", "understood", "doubts", "outcome")
    rows = [dict(zip(names, row, strict=True)) for row in shown.values_list(*names)[:_MOST_SHOWN]]
    return rows, max(0, shown.count() - len(rows))


def _words(batch: Batch, rows: list[dict[str, Any]], left_off: int, missing: list[dict[str, Any]]) -> list[str]:
    importer = PeopleImporter(now=batch.made_at)
    lines = [f"{batch.file_name}, {batch.table_where}" if batch.table_where else batch.file_name, *batch.notes, ""]
    for row in rows:
        said = ", ".join(f"{term}: {words}" for term, words in importer.says(row["understood"]))
        lines.append(f"{row['place']}  [{Outcome(row['outcome']).label}]  {said}")
        lines += [f"    ? {doubt}" for doubt in row["doubts"]]
    if left_off:
        lines.append(f"… and {left_off:,} more rows. The page shows them all.")
    if missing:
        lines += ["", "Left? An earlier file of this kind named them, and this one does not:"]
        lines += [f"  - {one['name']}, {one['school'] or 'the Trust itself'}" for one in missing[:_MOST_SHOWN]]
        lines.append("Nothing of theirs ends unless you say --end-leavers.")
    counted = "; ".join(f"{batch.counts.get(outcome, 0):,} {outcome.label.lower()}" for outcome in Outcome)
    return [*lines, "", f"{batch.total:,} row{'' if batch.total == 1 else 's'}: {counted}."]
