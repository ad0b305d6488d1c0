"""Loading an edition of the policy from the trust's own file."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.jobs import announce
from charioteer.people.models import Person, Trust
from charioteer.people.trail import within_reach
from charioteer.policy import rules
from charioteer.policy.models import Citation, Edition, Section
from charioteer.policy.reading import Reading, read

EDITION_LOADED = kind("policy.edition.loaded", "Policy loaded", visible=within_reach)
LOADED = "policy.edition.loaded"
_LONGEST = 200


@dataclass(frozen=True)
class Loaded:
    """The edition, what was read in it, and whether it was new."""

    edition: Edition
    reading: Reading
    created: bool


def load_edition(*, trust: Trust, file_name: str, data: bytes, by: Person | None, now: datetime) -> Loaded:
    """Make an edition of the policy from a file. The same bytes twice are one edition, and write nothing.

    It arrives as a draft: what the document says about its approval is kept as written and believed by nobody yet.

    Args:
        trust: whose policy it is.
        file_name: as it was sent.
        data: the file's bytes.
        by: the person; None for the command line of the machine it runs on.
        now: when.
    Raises:
        BadInput: the file cannot be read, or is no policy.
        NotAllowed: this person may not load a policy for this trust.
    """
    if by and (refusal := rules.cannot_load(by, trust, timezone.localdate(now))):
        raise refusal
    reading = read(file_name, data)
    if known := _known(trust, reading):
        return Loaded(known, reading, created=False)
    try:
        return Loaded(_insert(trust, file_name, reading, by, now), reading, created=True)
    except IntegrityError:
        # Two people sent the same file in the same moment: whoever came second gets the first one's edition.
        if known := _known(trust, reading):
            return Loaded(known, reading, created=False)
        raise


def _known(trust: Trust, reading: Reading) -> Edition | None:
    return Edition.objects.filter(trust=trust, sha256=reading.document.sha256).first()


@transaction.atomic
def _insert(trust: Trust, file_name: str, reading: Reading, by: Person | None, now: datetime) -> Edition:
    said = {f"{field}_as_written": words for field, words in asdict(reading.stated).items()}
    edition = Edition.objects.create(
        trust=trust,
        title=reading.title,
        file_name=file_name[-_LONGEST:],
        media_type=reading.document.media_type,
        sha256=reading.document.sha256,
        size=reading.document.size,
        source_text=reading.document.text,
        loaded_at=now,
        loaded_by=by,
        **said,
    )
    Section.objects.bulk_create(_sections(edition, reading))
    Citation.objects.bulk_create(_citations(edition, reading))
    words = {"title": edition.title, "file_name": edition.file_name, **said}
    announce(LOADED, trust_id=trust.pk)
    record(EDITION_LOADED, of=edition, by=by, now=now, trust_id=trust.pk, facts=_facts(edition, reading), words=words)
    return edition


def _sections(edition: Edition, reading: Reading) -> list[Section]:
    return [
        Section(edition=edition, number=part.number, order=order, heading=part.heading[:_LONGEST], as_read=part.text)
        for order, part in enumerate(reading.sections)
    ]


def _citations(edition: Edition, reading: Reading) -> list[Citation]:
    return [
        Citation(
            edition=edition,
            order=order,
            section=mention.section,
            register=mention.register,
            key=mention.key,
            as_written=mention.as_written[:_LONGEST],
            cited_edition=mention.edition,
            provisions=list(mention.provisions),
        )
        for order, mention in enumerate(reading.cited)
    ]


def _facts(edition: Edition, reading: Reading) -> dict[str, object]:
    return {
        "sha256": edition.sha256,
        "size": edition.size,
        "media_type": edition.media_type,
        "sections": len(reading.numbered),
        "citations": len(reading.cited),
    }
