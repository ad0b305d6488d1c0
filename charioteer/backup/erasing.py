"""Every erasure there was, for the journal; and the same erasures done again on a house that was restored.

The log's own words are asked for here, in one place, as long as the log has no query of its own for them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from charioteer.audit.models import Entry, Words
from charioteer.files import actions as files
from charioteer.files import queries
from charioteer.files.models import StoredFile
from charioteer.offline.journal import Erased

ERASED_WORDS = "audit.words"


def every() -> Iterator[Erased]:
    """Every erasure that the database knows of."""
    for ref, at in queries.erased():
        yield Erased(files.ERASED_FILE, ref, at.isoformat())
    for ref in _erased_words():
        yield Erased(ERASED_WORDS, ref, "")


def again(entries: Sequence[Erased], *, now: datetime) -> int:
    """Erase anew what came back with a backup. What is erased already, or never was, is passed over.

    Returns:
        How many came back and are gone again.
    """
    words = {entry.ref for entry in entries if entry.what == ERASED_WORDS}
    count = 0
    for ref in words:
        count += Words.objects.filter(ref=ref).delete()[0]
    for entry in entries:
        stored = StoredFile.objects.living().filter(ref=entry.ref).first() if entry.what == files.ERASED_FILE else None
        if stored:
            files.erase(stored=stored, by=None, now=now, again=True)
            count += 1
    return count


def _erased_words() -> Iterator[str]:
    """Entries that had words about somebody, and have none any more."""
    left = Words.objects.filter(ref=OuterRef("ref"))
    bare = Entry.objects.filter(body__contains='"words":"').exclude(Exists(left))
    return bare.order_by("pk").values_list("ref", flat=True).iterator(chunk_size=5_000)
