"""Every erasure there was, for the journal; and the same erasures done again on a house that was restored."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from charioteer.audit.actions import ERASED_WORDS, erase_words
from charioteer.audit.models import Entry
from charioteer.audit.queries import erased_refs
from charioteer.files import actions as files
from charioteer.files import queries
from charioteer.files.models import StoredFile
from charioteer.offline.journal import Erased


def every() -> Iterator[Erased]:
    """Every erasure that the database knows of."""
    for ref, at in queries.erased():
        yield Erased(files.ERASED_FILE, ref, at.isoformat())
    for ref in sorted(erased_refs()):
        yield Erased(ERASED_WORDS, ref, "")


def again(entries: Sequence[Erased], *, now: datetime) -> int:
    """Erase anew what came back with a backup. What is erased already, or never was, is passed over.

    Returns:
        How many came back and are gone again.
    """
    words = {entry.ref for entry in entries if entry.what == ERASED_WORDS}
    count = _words(words, now)
    for entry in entries:
        stored = StoredFile.objects.living().filter(ref=entry.ref).first() if entry.what == files.ERASED_FILE else None
        if stored:
            files.erase(stored=stored, by=None, now=now, again=True)
            count += 1
    return count


def _words(refs: set[str], now: datetime) -> int:
    logs = Entry.objects.order_by().values_list("trust_id", flat=True).distinct()
    reason = "erased before the restore"
    return sum(erase_words(refs=refs, by=None, now=now, trust_id=one, reason=reason, again=True) for one in logs)
