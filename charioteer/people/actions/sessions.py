"""Ending sessions: one browser, all of them, or all but the one that asks."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.people.models import Device, Person
from charioteer.people.trail import sign_ins

ENDED = kind("people.session.ended", "Signed a browser out", visible=sign_ins)


@transaction.atomic
def end_sessions(*, person: Person, by: Person | None, now: datetime, but: int = 0) -> int:
    """Sign a person out everywhere: at once, in whatever browser.

    Args:
        person: whose sessions.
        by: who ends them; None for the system, when a role or an engagement ends.
        now: when.
        but: the id of the device that stays signed in, if one does.
    Returns:
        How many were ended.
    """
    found = Device.objects.filter(user__person=person).exclude(pk=but)
    return _end(list(found), person, by, now)


@transaction.atomic
def end_session(*, device: Device, by: Person, now: datetime) -> int:
    """Sign one browser out. Of two people who press at once the second ends nothing."""
    return _end([device], device.user.person, by, now)


@transaction.atomic
def forget_sessions(*, now: datetime) -> int:
    """Throw away what is left of sessions that ran out.

    Returns:
        How many devices are no longer remembered.
    """
    Session.objects.filter(expire_date__lte=now).delete()
    gone = Device.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return gone.delete()[0]


def _end(devices: list[Device], person: Person, by: Person | None, now: datetime) -> int:
    Session.objects.filter(session_key__in=[device.session_key for device in devices]).delete()
    ended = Device.objects.filter(pk__in=[device.pk for device in devices]).delete()[0]
    if ended:
        record(ENDED, of=person.user, by=by, now=now, trust_id=person.trust_id, facts={"browsers": ended})
    return ended
