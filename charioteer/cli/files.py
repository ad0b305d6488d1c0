"""`verify files`: every kept file, read from beginning to end."""

import click
from django.conf import settings

from charioteer.cli import answers
from charioteer.files import queries
from charioteer.files.verifying import verify

_SAY_EVERY = 1_000


@click.command()
@answers.json_option
@click.pass_context
def files(ctx: click.Context, as_json: bool) -> None:
    """Read every kept file and say which are gone, damaged, or not known. Ends with 1 if one is.

    A damaged file is never handed out. Its bytes may still be in a backup.
    """
    findings = list(verify(settings.DATA, progress=_progress))
    counted = queries.counted()
    facts = {"well": not findings, "counted": counted, "findings": [vars(finding) for finding in findings]}
    lines = [f"{finding.about}: {finding.seen}" for finding in findings]
    kept, held = counted["clean"], counted["quarantined"]
    lines.append(f"{kept:,} files kept, {held:,} in quarantine; {len(findings) or 'nothing'} wrong.")
    answers.say(as_json, facts, "\n".join(lines))
    ctx.exit(answers.NO if findings else answers.FINE)


def _progress(count: int) -> None:
    if count % _SAY_EVERY == 0:
        click.echo(f"{count:,} read …", err=True)
