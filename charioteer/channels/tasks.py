"""What the register does in the background."""

from datetime import timedelta

from django.utils import timezone

from charioteer.channels import deriving
from charioteer.channels.actions.following import follow_merge
from charioteer.jobs import follows, job


@job("Store the standings that have run out", every=timedelta(minutes=5))
def refresh_lapsed() -> None:
    """No answer waits for it: whoever answers the public works a lapsed standing out anew."""
    deriving.refresh_lapsed(now=timezone.now())


@follows("people.person.merged", "Let channels name the person that two entries became")
def name_whoever_was_merged(trust_id: int, person_id: int) -> None:
    """Doing it twice changes nothing the second time."""
    follow_merge(person_id=person_id, now=timezone.now())
