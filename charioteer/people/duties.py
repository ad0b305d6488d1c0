"""What people owe each other."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils import timezone

from charioteer.duties import Owed, duty
from charioteer.people.models import HelpRequest
from charioteer.people.queries import who_could_help


@duty("people.help_back_in", "People to help back in", "help_back_in")
def help_back_in(people: Collection[int] | None, now: datetime) -> Iterator[Owed]:
    """Whoever may vouch for somebody who lost their second factor, until one of them has."""
    waiting = HelpRequest.objects.open_at(now).filter(helped_at=None).order_by("asked_at", "pk")
    found = list(waiting.select_related("person").prefetch_related("person__roles", "person__engagements"))
    helpers = who_could_help([one.person for one in found], timezone.localtime(now).date(), among=people)
    for one in found:
        for helper in helpers[one.person_id]:
            yield Owed(
                key=f"people.help_back_in:{one.pk}",
                person_id=helper.pk,
                words=f"Speak to {one.person.name} and help them back in",
                args=(one.pk,),
                due=one.expires_at,
                since=one.asked_at,
                minutes=10,
                why="They lost their second factor and cannot sign in.",
            )
