"""What people need done without anybody asking."""

from datetime import timedelta

from django.utils import timezone

from charioteer.jobs import job
from charioteer.people.actions.sessions import forget_sessions


@job("Forget sessions that ran out", every=timedelta(days=1))
def forget_old_sessions() -> None:
    """Sessions end by themselves; what is left of them goes too."""
    forget_sessions(now=timezone.now())
