"""Readings that leave a mark in the log."""

from datetime import datetime

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.people.models import Person
from charioteer.people.trail import within_reach

PEOPLE_READ = kind("people.list.read", "Read the list of people by program", visible=within_reach)


def note_people_read(*, by: Person, now: datetime) -> None:
    """A program began to read the list of people."""
    record(PEOPLE_READ, of=by.trust, by=by, now=now, trust_id=by.trust_id)
