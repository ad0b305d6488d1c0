"""The states a channel is put into by somebody, and the legal steps between them. What it *is* now is its standing."""

from django.db.models import TextChoices


class Status(TextChoices):
    """What the Trust has done with a channel."""

    LISTED = "listed", "Listed"
    IN_SET_UP = "in_set_up", "In set-up"
    SUSPENDED = "suspended", "Suspended"
    CLOSING = "closing", "Closing"
    CLOSED = "closed", "Closed"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.IN_SET_UP: frozenset({Status.LISTED, Status.CLOSED}),
    Status.LISTED: frozenset({Status.SUSPENDED, Status.CLOSING, Status.CLOSED}),
    Status.SUSPENDED: frozenset({Status.LISTED, Status.CLOSING, Status.CLOSED}),
    Status.CLOSING: frozenset({Status.LISTED, Status.CLOSED}),
    # Not a re-opening: the one way back is to correct a closing date that was wrong.
    Status.CLOSED: frozenset({Status.LISTED}),
}
