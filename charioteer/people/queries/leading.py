"""Who leads whom."""

from collections.abc import Sequence
from datetime import date

from charioteer.people.models import Engagement, Person
from charioteer.people.models.acting import lasting


def loop_of_leaders(person: Person, leader: Person, day: date) -> list[str]:
    """The names of a chain of leaders that would close if `leader` led `person`; [] if none would.

    From the person downwards: who leads whom, ending with the person again.
    """
    led_by: dict[int, int] = {}
    frontier = {leader.pk}
    seen = {leader.pk}
    while frontier and person.pk not in seen:
        found = Engagement.objects.filter(lasting(day), person_id__in=frontier).exclude(leader=None)
        frontier = set()
        for led, above in found.values_list("person_id", "leader_id"):
            if above not in seen:
                led_by[above] = led
                frontier.add(above)
        seen |= frontier
    if person.pk not in seen:
        return []
    chain = [person.pk]
    while chain[-1] != leader.pk:
        chain.append(led_by[chain[-1]])
    names = dict(Person.objects.filter(pk__in=chain).values_list("pk", "name"))
    return [*(names[one] for one in chain), person.name]


def chain_words(names: Sequence[str]) -> str:
    """ "Ana leads Ben, who leads Cy, who leads Ana"."""
    return f"{names[0]} leads " + ", who leads ".join(names[1:])
