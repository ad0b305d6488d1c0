"""`import policy`: an edition of the policy from the trust's own document."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from charioteer.cli import answers
from charioteer.people.queries import the_trust
from charioteer.policy import findings
from charioteer.policy.actions import Loaded, load_edition
from charioteer.policy.findings import Finding
from charioteer.policy.queries import world
from charioteer.policy.reading import Reading, read


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--trust", "slug", default="", help="The trust's short name, where several live together.")
@click.option("--dry-run", is_flag=True, help="Only read it and say what was found; write nothing.")
@answers.json_option
def policy(file: Path, slug: str, dry_run: bool, as_json: bool) -> None:
    """Load the Trust's policy from FILE (.docx, .pdf or .txt). The same file twice is loaded once."""
    trust = the_trust(slug)
    data = file.read_bytes()
    now = timezone.now()
    if dry_run:
        loaded, reading = None, read(file.name, data)
    else:
        loaded = load_edition(trust=trust, file_name=file.name, data=data, by=None, now=now)
        reading = loaded.reading
    found = (
        *findings.unstated(reading.stated, bool(reading.numbered)),
        *findings.moved(reading.cited, world(trust.pk), timezone.localdate(now)),
    )
    answers.say(as_json, _facts(trust.slug, loaded, reading, found), _words(trust.name, loaded, reading, found))


def _facts(trust: str, loaded: Loaded | None, reading: Reading, found: tuple[Finding, ...]) -> dict[str, Any]:
    return {
        "trust": trust,
        "written": bool(loaded and loaded.created),
        "edition": loaded.edition.pk if loaded else None,
        "state": loaded.edition.state if loaded else None,
        "title": reading.title,
        "sha256": reading.document.sha256,
        "size": reading.document.size,
        "media_type": reading.document.media_type,
        "stated": asdict(reading.stated),
        "sections": [{"number": part.number, "heading": part.heading} for part in reading.numbered],
        "citations": [asdict(mention) for mention in reading.cited],
        "findings": [asdict(finding) for finding in found],
        "notes": list(reading.notes),
    }


def _words(trust: str, loaded: Loaded | None, reading: Reading, found: tuple[Finding, ...]) -> str:
    if loaded is None:
        head = f"Read “{reading.title}” for {trust}. Nothing was written."
    elif loaded.created:
        head = f"Loaded “{reading.title}” for {trust}, as a draft."
    else:
        head = f"“{reading.title}” was loaded before, letter for letter. Nothing was written."
    lines = [
        head,
        f"Fingerprint {reading.document.sha256}",
        f"{len(reading.numbered)} sections, {len(reading.cited)} mentions of guidance and law.",
        *reading.notes,
    ]
    if found:
        lines += ["", f"{len(found)} things to mend in it:", *(f"- {finding.words}" for finding in found)]
    return "\n".join(lines)
