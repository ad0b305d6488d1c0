"""Showing the heads to the world, once for every full hour: a head that followed each event would betray events."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction

from charioteer.audit import heads
from charioteer.audit.models import Head, PublishedHead
from charioteer.audit.sealing import signing_key


def publish(*, now: datetime) -> int:
    """Publish a head of every log for the last full hour, if that is not done yet. Safe to run twice.

    Returns:
        How many were published.
    """
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    if PublishedHead.objects.filter(at=hour).exists():
        return 0
    with transaction.atomic():
        found = list(_at(hour))
        PublishedHead.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


def _at(hour: datetime) -> Iterator[PublishedHead]:
    signer = signing_key(now=hour)
    for trust_id in Head.objects.order_by().values_list("trust_id", flat=True).distinct():
        head = Head.objects.filter(trust_id=trust_id, at__lte=hour).order_by("-size").first()
        if head is None:
            continue
        text = heads.signed_text(trust_id=trust_id, size=head.size, root=head.root, at=hour)
        kept = {"size": head.size, "root": head.root, "key_id": signer.key_id, "signature": signer.sign(text)}
        yield PublishedHead(trust_id=trust_id, at=hour, **kept)
