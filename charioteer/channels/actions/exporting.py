"""Taking the register away as a file."""

from datetime import datetime

from charioteer.audit.actions import record
from charioteer.channels import kinds, rules
from charioteer.people.models import Person, Trust


def note_export(*, trust: Trust, form: str, about: str, count: int, by: Person, now: datetime) -> None:
    """Write into the log who took which part of the register, before it leaves.

    Args:
        trust: whose register.
        form: "csv", "xlsx" or "json".
        about: what was searched and filtered, in words.
        count: how many channels.
    Raises:
        NotAllowed: this person may not; nothing leaves.
    """
    if refusal := rules.cannot_export(by, now):
        raise refusal
    # What was searched for may be somebody's name, so it stands among the words that can be erased.
    facts = {"format": form, "count": count}
    record(kinds.EXPORTED, of=trust, by=by, now=now, trust_id=trust.pk, facts=facts, words={"about": about})
