"""The head of the log, mailed every day to two offices: whoever keeps one can later show if the log was changed."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from charioteer.audit import queries
from charioteer.audit.heads import SignedHead
from charioteer.mail.actions import send
from charioteer.people.models import Person, RoleHolding, Trust

INSTEAD = "ceo"
"""Who gets it where one of the offices is not filled."""


def mail_heads(*, now: datetime) -> int:
    """Put today's messages into the outbox. Safe to run twice: a day is mailed once.

    Returns:
        How many messages were new.
    """
    day = timezone.localdate(now)
    sent = 0
    for trust in Trust.objects.order_by("pk"):
        head = queries.published(trust.pk)
        if head is not None:
            sent += sum(_mail(trust, head, person, day, now) for person in recipients(trust, day))
    return sent


def recipients(trust: Trust, day: date) -> list[Person]:
    """Who keeps the heads of a trust: a holder of each office in CHARIOTEER_HEADS_TO, or the chief executive."""
    found = [person for role in settings.HEADS_TO if (person := _holder(trust, role, day))]
    if len(found) < len(settings.HEADS_TO) and (instead := _holder(trust, INSTEAD, day)):
        found.append(instead)
    return list({person.pk: person for person in found}.values())


def _holder(trust: Trust, role: str, day: date) -> Person | None:
    held = RoleHolding.objects.filter(Q(until_date=None) | Q(until_date__gte=day), from_date__lte=day)
    held = held.filter(person__trust=trust, role=role, school=None, person__merged_into=None)
    first = held.order_by("stands_in", "from_date", "pk").select_related("person__user").first()
    return first.person if first and _address(first.person) else None


def _address(person: Person) -> str:
    user = getattr(person, "user", None)
    return str(user.email if user and user.is_active else person.email)


def _mail(trust: Trust, head: SignedHead, person: Person, day: date, now: datetime) -> bool:
    link = settings.SITE_ADDRESS + reverse("log_heads")
    message = send(
        to=_address(person),
        subject="The log today",
        lines=list(_lines(trust, head)),
        link=link,
        trust_id=trust.pk,
        key=f"audit.heads:{day.isoformat()}:{person.pk}",
        now=now,
    )
    return message is not None


def _lines(trust: Trust, head: SignedHead) -> Iterator[str]:
    yield f"Please keep this message. It is the head of the log of {trust.name} for today."
    yield f"Entries: {head.size}"
    yield f"Root: {head.root}"
    yield f"As of: {head.as_json()['at']}"
    yield f"Key: {head.key_id}"
    yield f"Public key: {head.public}"
    yield f"Signature: {head.signature}"
    yield "If anybody ever doubts the log, these lines show whether it was changed since. You need do nothing else."
