"""A private calendar feed: made, made anew, taken back."""

import secrets
from datetime import datetime

from django.db import transaction

from charioteer.audit.actions import record
from charioteer.errors import NotNow
from charioteer.mine import kinds
from charioteer.mine.models import CalendarFeed, hash_of
from charioteer.people.models import Person


@transaction.atomic
def make_feed(*, by: Person, now: datetime) -> str:
    """Make the address of one's own feed. An earlier one stops working.

    Returns:
        The secret part of it. It is returned once and kept nowhere.
    """
    secret = secrets.token_urlsafe(32)
    made = {"secret_hash": hash_of(secret), "made_at": now, "changed_at": now, "etag": ""}
    feed, first = CalendarFeed.objects.update_or_create(person=by, defaults=made)
    record(kinds.FEED_MADE, of=feed, by=by, now=now, trust_id=by.trust_id, facts={"anew": not first})
    return secret


@transaction.atomic
def revoke_feed(*, by: Person, now: datetime) -> None:
    """Take one's own feed back: its address stops working at once.

    Raises:
        NotNow: there is none.
    """
    feed = CalendarFeed.objects.select_for_update().filter(person=by).first()
    if feed is None:
        raise NotNow("You have no calendar feed, so there is nothing to take back.")
    record(kinds.FEED_REVOKED, of=feed, by=by, now=now, trust_id=by.trust_id)
    feed.delete()


def note_handed_out(*, feed: CalendarFeed, etag: str, now: datetime) -> None:
    """Remember since when the feed is what it is. Not a change anybody made, so the log is left alone."""
    feed.etag, feed.changed_at = etag, now
    # Somebody may make the feed anew at this very moment: what belongs to the old address is not written over it.
    CalendarFeed.objects.filter(pk=feed.pk, secret_hash=feed.secret_hash).update(etag=etag, changed_at=now)
