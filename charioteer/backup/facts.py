"""What a database says of itself, to be kept in the manifest and compared when it is restored."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max

from charioteer.audit.models import Entry
from charioteer.backup import contents
from charioteer.files import queries
from charioteer.files.models import Blob, StoredFile


def facts() -> dict[str, Any]:
    """How much there is, and for each trust how far its log reaches."""
    logs = Entry.objects.values("trust_id").annotate(entries=Count("pk"), last=Max("pk")).order_by("trust_id")
    hashes = dict(Entry.objects.filter(pk__in=[log["last"] for log in logs]).values_list("pk", "hash"))
    return {
        "logs": [
            {"trust": log["trust_id"], "entries": log["entries"], "last_hash": hashes[log["last"]]} for log in logs
        ],
        "files": StoredFile.objects.count(),
        "blobs": queries.counted(),
    }


def write_index(folder: Path) -> None:
    """Write down which files this state of the database knows, where each lies, and its hash."""
    with (folder / contents.INDEX).open("w", encoding="ascii") as index:
        for blob in queries.on_disk():
            place = queries.place_of(settings.DATA, blob).relative_to(settings.DATA)
            index.write(f"{blob.pk} {blob.sha256} {place.as_posix()}\n")


def still_kept(blob_pk: int, sha256: str) -> bool:
    """Whether the living database still keeps these bytes, or they were erased while the backup was made."""
    return Blob.objects.filter(pk=blob_pk, sha256=sha256, erased_at=None).exists()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
