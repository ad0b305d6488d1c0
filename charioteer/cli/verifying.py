"""`verify`: recompute what is claimed, and say whether it holds."""

import json
import sys
from pathlib import Path

import click
from django.utils import timezone

from charioteer.audit import heads
from charioteer.audit.heads import SignedHead
from charioteer.audit.verifying import Report
from charioteer.audit.verifying import verify as verify_log
from charioteer.cli import answers
from charioteer.cli.files import files
from charioteer.errors import BadInput
from charioteer.people.models import Trust
from charioteer.people.queries import the_trust

NOT_PROVEN = (
    "Without a head kept elsewhere this does not prove that nothing was cut off or replaced by whoever holds this"
    " server and its keys. Bring one with --head."
)


@click.group()
def verify() -> None:
    """Recompute what is claimed, and say whether it holds."""


verify.add_command(files)


@verify.command()
@click.option("--trust", "slug", default="", help="Only the log of the trust with this short name.")
@click.option(
    "--head",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A head kept elsewhere, with which the log must be consistent.",
)
@answers.json_option
@click.pass_context
def audit(ctx: click.Context, slug: str, file: Path | None, as_json: bool) -> None:
    """Recompute the log: every entry, place, head and signature. Ends with 1 if anything is wrong.

    Entries that are not sealed within a minute count as wrong: then nothing seals them.
    """
    trust = the_trust(slug) if slug else None
    outside = read_head(file) if file else None
    if outside and trust and outside.trust_id != trust.pk:
        raise BadInput(f"The head in {file} is of another log than that of {trust.name}.", where="--head")
    report = verify_log(
        now=timezone.now(), trust_id=trust.pk if trust else None, only=bool(trust), outside=outside, progress=_progress
    )
    answers.say(as_json, report.as_json(), _words(report, outside))
    ctx.exit(answers.FINE if report.holds else answers.NO)


def read_head(file: Path) -> SignedHead:
    """Read a head from a file.

    Raises:
        BadInput: it holds none.
    """
    try:
        return heads.read(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as why:
        raise BadInput(f"{file} cannot be read as JSON ({why}).", where=str(file)) from None


def _progress(done: int, total: int) -> None:
    if total >= 100_000 and (done % 100_000 < 500 or done == total):
        click.echo(f"\r{done:,} of {total:,} entries", err=True, nl=done == total or not sys.stderr.isatty())


def _words(report: Report, outside: SignedHead | None) -> str:
    names = {trust.pk: trust.name for trust in Trust.objects.all()}
    lines = [finding.sentence for finding in report.findings]
    if report.untold:
        lines.append(f"And {report.untold} findings more.")
    for log in report.logs:
        whose = "the installation itself" if log.trust_id is None else names.get(log.trust_id, f"trust {log.trust_id}")
        lines.append(f"{log.size:,} entries of {whose}, {log.heads:,} heads; root {log.root}")
    waiting = report.awaiting
    lines.append(f"{waiting.count} awaiting seal" + (f" (oldest {waiting.oldest:.0f} s)" if waiting.count else ""))
    if report.outside:
        lines.append(report.outside)
    if report.holds:
        lines += ["What is here holds together."] + ([] if outside else [NOT_PROVEN])
    return "\n".join(lines)
