"""Who may load an edition."""

from datetime import date

from charioteer.errors import NotAllowed, Refused
from charioteer.people.access import cannot_everywhere
from charioteer.people.models import Person, Trust
from charioteer.people.roles import Right


def cannot_load(person: Person, trust: Trust, day: date) -> Refused | None:
    """Why this person may not load an edition for this trust on that day, or None."""
    if person.trust_id != trust.pk:
        return NotAllowed(f"You do not belong to {trust.name}, so you cannot load its policy.")
    return cannot_everywhere(person, Right.LOAD_POLICY, day)
