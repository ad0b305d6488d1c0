"""What the register does in the background."""

from django.utils import timezone

from charioteer.channels.actions.following import follow_merge
from charioteer.jobs import follows


@follows("people.person.merged", "Let channels name the person that two entries became")
def name_whoever_was_merged(trust_id: int, person_id: int) -> None:
    """Doing it twice changes nothing the second time."""
    follow_merge(person_id=person_id, now=timezone.now())
