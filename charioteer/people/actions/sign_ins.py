"""Closing and opening again the way in of somebody; whoever has neither place nor role has none."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.errors import NotNow
from charioteer.people import kinds, rules
from charioteer.people.models import ApiToken, Engagement, Person, RoleHolding, Trust, User
from charioteer.people.models.acting import lasting
from charioteer.people.queries import school_of


@transaction.atomic
def close_sign_in(*, person: Person, by: Person | None, now: datetime) -> None:
    """Close somebody's sign-in: every session and token ends, and their password is forgotten.

    Raises:
        NotAllowed: `by` may not change this person.
        NotNow: they have none that is open, or they are the last administrator.
    """
    Trust.objects.select_for_update().get(pk=person.trust_id)
    if refusal := rules.cannot_close_sign_in(by, person, now):
        raise refusal
    if not _close(person, by, now):
        raise NotNow(f"{person.name} has no sign-in that is open.")


@transaction.atomic
def reopen_sign_in(*, person: Person, by: Person | None, now: datetime) -> None:
    """Open a closed sign-in again. They choose a new password by a link; the old one and old sessions stay dead.

    Raises:
        NotAllowed: `by` may not change this person.
        NotNow: it is open, or they have neither a place nor a role.
    """
    if refusal := rules.cannot_edit(by, person, now):
        raise refusal
    if not _has_something_left(person, now):
        raise NotNow(f"{person.name} is nowhere now. Note where they are first, then open their sign-in.")
    user = User.objects.filter(person=person, is_active=False).first()
    if user is None:
        raise NotNow(f"{person.name} has no sign-in that is closed.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record(kinds.REOPENED, person, by, now)


def close_if_nothing_is_left(*, person: Person, now: datetime) -> bool:
    """Close the sign-in of somebody who has neither a place nor a role from today on; inside a caller's transaction.

    Returns:
        Whether there was one to close.
    """
    return not _has_something_left(person, now) and _close(person, None, now)


def close_for_leavers(*, now: datetime) -> int:
    """Close the sign-in of everybody who had a place or a role, and has none from today on.

    Returns:
        How many there were.
    """
    day, count = timezone.localdate(now), 0
    lasting = Q(until_date=None) | Q(until_date__gte=day)
    engaged = Engagement.objects.filter(person=OuterRef("person_id"))
    holds = RoleHolding.objects.filter(lasting, person=OuterRef("person_id"))
    left = User.objects.filter(~Exists(engaged.filter(lasting)), ~Exists(holds), is_active=True)
    for user in left.select_related("person").order_by("pk").iterator():
        with transaction.atomic():
            count += close_if_nothing_is_left(person=user.person, now=now)
    return count


def _has_something_left(person: Person, now: datetime) -> bool:
    day = timezone.localdate(now)
    return person.engagements.filter(lasting(day)).exists() or person.roles.filter(lasting(day)).exists()


def _close(person: Person, by: Person | None, now: datetime) -> bool:
    user = User.objects.filter(person=person, is_active=True).first()
    if user is None:
        return False
    # A session is bound to the password, so none outlives it, not even if the sign-in is opened again.
    user.set_unusable_password()
    user.is_active = False
    user.save(update_fields=["is_active", "password"])
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
    _record(kinds.CLOSED, person, by, now)
    return True


def _record(kind: str, person: Person, by: Person | None, now: datetime) -> None:
    at = school_of(person, timezone.localdate(now))
    record(kind, of=person, by=by, now=now, trust_id=person.trust_id, school_id=at)
