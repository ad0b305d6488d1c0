"""Who may decide an import, and when."""

from datetime import datetime

from django.db import models

from charioteer.errors import NotAllowed, NotNow, Refused
from charioteer.intake.lifecycle import TRANSITIONS, State
from charioteer.intake.models import KEPT_FOR, Batch


def cannot_decide(person: models.Model | None, batch: Batch, now: datetime) -> Refused | None:
    """Whether this person may confirm, change or discard an import now. None for the system stands for a command.

    What a person may import at all is the importing app's own rule.
    """
    if person is not None and getattr(person, "trust_id", None) != batch.trust_id:
        return NotAllowed("This import belongs to another trust. Nothing was changed.")
    if not TRANSITIONS[State(batch.state)]:
        return already_decided()
    if now - batch.made_at >= KEPT_FOR:
        return NotNow(f"This preview is older than {KEPT_FOR.days} days. Choose the file again to see it as it is now.")
    return None


def already_decided() -> NotNow:
    """What the second of two people is told."""
    return NotNow("This import was already decided. Reload the page to see what became of it.")
