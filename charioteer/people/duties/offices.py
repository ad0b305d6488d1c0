"""What people owe the house itself: filling its gaps."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils import timezone

from charioteer.duties import Owed, duty
from charioteer.people.gaps import Gap, by_place, gaps
from charioteer.people.models import RoleHolding
from charioteer.people.roles import ROLES, Right

_SET_UP = [role.key for role in ROLES.values() if Right.SET_UP in role.rights]


@duty("people.offices", "Offices to fill", "set_up_place")
def offices(people: Collection[int] | None, now: datetime) -> Iterator[Owed]:
    """Each kind of gap at each place, owed by everybody who may set the trust up."""
    day = timezone.localtime(now).date()
    setting_up = RoleHolding.objects.on(day).filter(role__in=_SET_UP, school=None, stands_in=False)
    if people is not None:
        setting_up = setting_up.filter(person__in=people)
    owing: dict[int, list[int]] = {}
    for person_id, trust_id in setting_up.order_by("person").values_list("person", "person__trust").distinct():
        owing.setdefault(trust_id, []).append(person_id)
    if not owing:
        return
    for (trust_id, school_id, lack), found in by_place(gaps(day, trust_ids=list(owing))).items():
        for person_id in owing[trust_id]:
            key = f"people.offices:{trust_id}:{school_id or 'trust'}:{lack.value}"
            yield Owed(
                key,
                person_id,
                _verb(found),
                args=(school_id or 0,),
                minutes=min(len(found), 10),
                why=" ".join(gap.words for gap in found[:3]),
            )


def _verb(found: list[Gap]) -> str:
    gap = found[0]
    return {
        "vacant": f"Fill {len(found)} office{'' if len(found) == 1 else 's'} at {gap.at}",
        "no_stand_in": f"Say who stands in at {gap.at}",
        "clearing": f"Say who clears posts at {gap.at}",
        "custody": f"Say who keeps custody at {gap.at}",
        "terms": f"Enter the terms of {gap.at}",
    }[gap.lack.value]
