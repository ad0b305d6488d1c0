"""How the outbox stands, and which addresses mail came back from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.db.models.functions import Lower

from charioteer.mail.models import Message, State

CHUNK = 500


@dataclass(frozen=True)
class Bounce:
    """Mail to one address came back: when last, and the server's code."""

    address: str
    at: datetime | None
    code: str


@dataclass(frozen=True)
class Outbox:
    """How the mail of one trust stands."""

    waiting: int
    oldest: datetime | None
    sent: int
    refused: int
    bounced: int


def waiting() -> tuple[int, datetime | None]:
    """How many messages wait in the whole house, and since when the oldest does."""
    found = Message.objects.filter(state__in=[State.WAITING, State.SENDING])
    seen = found.aggregate(count=Count("pk"), oldest=Min("queued_at"))
    return seen["count"], seen["oldest"]


def outbox(trust_id: int) -> Outbox:
    """How the mail of a trust stands."""
    going = Q(state__in=[State.WAITING, State.SENDING])
    seen = Message.objects.filter(trust_id=trust_id).aggregate(
        waiting=Count("pk", filter=going),
        oldest=Min("queued_at", filter=going),
        **{state.value: Count("pk", filter=Q(state=state)) for state in (State.SENT, State.REFUSED, State.BOUNCED)},
    )
    return Outbox(**seen)


def not_delivered(trust_id: int, at_most: int = 20) -> list[Message]:
    """The latest messages of a trust that were refused, came back, or waited longer than their link was good."""
    lost = [State.REFUSED, State.BOUNCED, State.LAPSED]
    found = Message.objects.filter(trust_id=trust_id, state__in=lost)
    return list(found.order_by("-queued_at")[:at_most])


def bounced(addresses: Collection[str]) -> dict[str, Bounce]:
    """Which of these addresses mail came back from, unless a later message arrived there.

    Args:
        addresses: as they are written anywhere; capitals make no difference.
    Returns:
        The bounces, by the address in small letters.
    """
    wanted = sorted({address.lower() for address in addresses if address})
    found: dict[str, Bounce] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = (
            Message.objects.annotate(small=Lower("to"))
            .filter(small__in=wanted[start : start + CHUNK], state__in=[State.BOUNCED, State.SENT])
            .order_by("queued_at", "pk")
            .values_list("small", "state", "bounced_at", "last_error")
        )
        for address, state, at, code in rows:
            found.pop(address, None)
            if state == State.BOUNCED:
                found[address] = Bounce(address, at, code)
    return found
