"""The life of some bytes."""

from django.db import models


class State(models.TextChoices):
    """What became of the bytes. Only what is clean is ever served."""

    CLEAN = "clean", "Kept"
    QUARANTINED = "quarantined", "In quarantine"
    ERASED = "erased", "Erased"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.CLEAN: frozenset({State.ERASED}),
    State.QUARANTINED: frozenset({State.CLEAN, State.ERASED}),
    # The same bytes may be brought again, and are looked at anew.
    State.ERASED: frozenset({State.CLEAN, State.QUARANTINED}),
}
