"""What the register does when something changed beneath it."""

from datetime import datetime

from charioteer.channels.models import Slot


def follow_merge(*, person_id: int, now: datetime) -> int:
    """Two entries of people became one: what the other held on a channel is held by the one that stays.

    The people app has said in the log who became whom; as written, a slot still says what the document said.

    Returns:
        How many slots moved.
    """
    return Slot.objects.filter(person__merged_into=person_id).update(person=person_id)
