"""Taking people away as a file."""

from datetime import datetime

from charioteer.audit.actions import record
from charioteer.people import kinds, rules
from charioteer.people.models import Person


def note_people_export(*, form: str, about: str, count: int, by: Person, now: datetime) -> None:
    """Write into the log who took which people away, before they leave.

    Args:
        form: "csv", "xlsx" or "json".
        about: what was searched and filtered, in words.
        count: how many.
    Raises:
        NotAllowed: this person may not; nothing leaves.
    """
    if refusal := rules.cannot_export_people(by, now):
        raise refusal
    # What was searched for is likely somebody's name, so it stands among the words that can be erased.
    facts = {"format": form, "count": count}
    record(kinds.EXPORTED, of=by.trust, by=by, now=now, trust_id=by.trust_id, facts=facts, words={"about": about})
