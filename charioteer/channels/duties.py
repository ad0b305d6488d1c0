"""What people owe about channels: the doubts of the register."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from charioteer.channels.counted import Doubts
from charioteer.channels.models import Channel
from charioteer.duties import Owed, duty
from charioteer.people.models import RoleHolding
from charioteer.people.roles import ROLES, Right

MOST = 500
"""Counted so far; of a longer list the line says “more than 500”."""
_EDITORS = [role.key for role in ROLES.values() if Right.EDIT_REGISTER in role.rights]


@duty("channels.doubts", "Doubts in the register", "register")
def doubts(people: Collection[int] | None, now: datetime) -> Iterator[Owed]:
    """One line for each person who may change a register that holds doubts, with their number."""
    day = timezone.localdate(now)
    current = (Q(until_date=None) | Q(until_date__gte=day)) & Q(from_date__lte=day)
    editors = RoleHolding.objects.filter(current, role__in=_EDITORS, person__merged_into=None)
    if people is not None:
        editors = editors.filter(person__in=people)
    held = list(editors.values_list("person_id", "person__trust_id").distinct().order_by("person_id"))
    counted = _counts({trust_id for _, trust_id in held})
    for person_id, trust_id in held:
        if count := counted.get(trust_id):
            yield Owed(
                f"channels.doubts:{trust_id}",
                person_id,
                f"Settle the doubts of {_channels(count)}",
                query="doubts=some",
                minutes=min(2 * count, 60),
                why="What the register says of them is not certain.",
            )


def _counts(trusts: set[int]) -> dict[int, int]:
    doubted = Channel.objects.alias(number=Doubts("doubts")).filter(number__gt=0, trust_id__in=trusts).open()
    if len(trusts) > 1:
        return dict(doubted.values_list("trust_id").annotate(Count("pk")).order_by())
    # For one person's page it is not worth counting to the end of a very long list.
    return {trust: doubted.values("pk")[: MOST + 1].count() for trust in trusts}


def _channels(count: int) -> str:
    if count > MOST:
        return f"more than {MOST} channels"
    return f"{count} channel{'' if count == 1 else 's'}"
