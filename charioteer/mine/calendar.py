"""One person's duties as a calendar (RFC 5545). It lands in other people's clouds, so it says kinds, never names."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from charioteer.mine import wording
from charioteer.mine.asking import Thing

PRODUCT = "-//Charioteer//Mine to do//EN"
LASTS = timedelta(minutes=15)
"""How long an entry is drawn where nobody knows how long the duty takes."""


def written(things: Sequence[Thing], since: datetime) -> bytes:
    """Write what has a date as a calendar; the same duties always make the same bytes.

    Args:
        things: what is owed.
        since: the moment that stands for "made" where a duty does not say since when it waits.
    """
    made = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        made.add(name, value)
    made.add("x-wr-calname", "Mine to do")
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for thing in things:
        if thing.owed.due is not None:
            made.add_component(_event(thing, thing.owed.due, since))
    return bytes(made.to_ical())


def _event(thing: Thing, due: datetime, since: datetime) -> Event:
    event = Event()
    event.add("uid", uid(thing))
    event.add("dtstamp", (thing.owed.since or since).astimezone(UTC).replace(microsecond=0))
    if wording.whole_day(due):
        day = timezone.localdate(due)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        # In UTC, a moment is the same whatever a calendar knows of British summer time.
        lasts = timedelta(minutes=thing.owed.minutes) if thing.owed.minutes else LASTS
        end = due.astimezone(UTC).replace(microsecond=0)
        event.add("dtstart", end - lasts)
        event.add("dtend", end)
    event.add("summary", f"Charioteer: {thing.duty.words}")
    event.add("url", settings.SITE_ADDRESS + reverse("mine"))
    event.add("transp", "TRANSPARENT")  # a duty does not make somebody busy
    event.add("class", "PRIVATE")
    return event


def uid(thing: Thing) -> str:
    """The name of an entry, the same for ever; hashed, since a key may hold ids."""
    name = hashlib.sha256(f"{thing.owed.key}/{thing.owed.person_id}".encode()).hexdigest()[:32]
    return f"{name}@{urlsplit(settings.SITE_ADDRESS).hostname}"
