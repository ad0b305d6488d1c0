"""What people need done while nobody looks."""

from datetime import timedelta

from django.utils import timezone

from charioteer.jobs import job
from charioteer.people.actions.sign_ins import close_for_leavers


@job("Close the sign-in of whoever has left", every=timedelta(hours=1))
def close_sign_ins_of_leavers() -> None:
    """The last day of somebody is over: nothing of theirs opens a door any more."""
    close_for_leavers(now=timezone.now())
