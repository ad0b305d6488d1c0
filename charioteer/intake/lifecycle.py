"""The states of an import, the legal steps between them, and what can become of one line."""

from django.db import models


class State(models.TextChoices):
    """Where an import stands."""

    PREVIEWED = "previewed", "Previewed, nothing written"
    CONFIRMED = "confirmed", "Taken in"
    DISCARDED = "discarded", "Thrown away"
    EXPIRED = "expired", "Left too long, and erased"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.PREVIEWED: frozenset({State.CONFIRMED, State.DISCARDED, State.EXPIRED}),
    State.CONFIRMED: frozenset(),
    State.DISCARDED: frozenset(),
    State.EXPIRED: frozenset(),
}


class Outcome(models.TextChoices):
    """What would become of a line if it were confirmed now."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    SAME = "same", "Already there, the same"
    CANNOT = "cannot", "Cannot be taken in"
