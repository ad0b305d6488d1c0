"""What may not be done to files, and why. Who may do it at all, the room above asks first."""

from charioteer.errors import NotAllowed, NotNow, Refused
from charioteer.files.lifecycle import State
from charioteer.files.models import Member, StoredFile


def cannot_release(person: Member, stored: StoredFile, person_id: int) -> Refused | None:
    """Why this person may not let a file out of quarantine, or None. Never whoever brought it (design rule 1)."""
    if refusal := _not_theirs(person, stored):
        return refusal
    if stored.erased_at or stored.blob.state != State.QUARANTINED:
        return NotNow("This file is not in quarantine. Reload to see what became of it.")
    brought_it_too = stored.blob.files.living().filter(made_by_id=person_id).exists()
    if brought_it_too or person_id == stored.blob.quarantined_for_id:
        return NotAllowed(
            "You added this file yourself, so somebody else must look at it first.",
            who_can="Anybody else with the same right",
        )
    return None


def cannot_erase(person: Member | None, stored: StoredFile) -> Refused | None:
    """Why this file may not be erased, or None. No person is the system itself, which keeps to what is due."""
    if person is not None and (refusal := _not_theirs(person, stored)):
        return refusal
    if stored.erased_at:
        return NotNow("This file was erased already.")
    return None


def cannot_take(stored: StoredFile) -> Refused | None:
    """Why nobody may take this file, or None."""
    if stored.erased_at:
        return NotNow("This file was erased. What is left is that it was here.")
    if stored.blob.state == State.QUARANTINED:
        return NotNow("This file is in quarantine, so it is not handed out. A second person looks at it first.")
    return None


def _not_theirs(person: Member, stored: StoredFile) -> Refused | None:
    return NotAllowed("This file is another trust’s.") if stored.blob.trust_id != person.trust_id else None
