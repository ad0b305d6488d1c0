"""What time alone brings about in imports."""

from datetime import timedelta

from django.utils import timezone

from charioteer.intake import actions
from charioteer.jobs import job


@job("Let go of previews that nobody decided about", every=timedelta(hours=1))
def expire() -> None:
    """A preview holds what a file said of people, so it is not kept for ever."""
    actions.expire(now=timezone.now())
