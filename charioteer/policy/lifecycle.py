"""The states of an edition and the legal steps between them."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where an edition stands. What arrives from a file is a draft: nobody here has approved it yet."""

    DRAFT = "draft", "Draft"
    REVIEWED = "reviewed", "Reviewed"
    APPROVED = "approved", "Approved"
    IN_FORCE = "in_force", "In force"
    RETIRED = "retired", "Retired"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.REVIEWED, State.RETIRED}),
    State.REVIEWED: frozenset({State.DRAFT, State.APPROVED, State.RETIRED}),
    State.APPROVED: frozenset({State.IN_FORCE, State.RETIRED}),
    State.IN_FORCE: frozenset({State.RETIRED}),
    State.RETIRED: frozenset(),
}
