"""What the worker does for the log."""

from datetime import timedelta

from django.utils import timezone

from charioteer.audit import publishing, sealing
from charioteer.jobs import job


@job("Seal the entries of the log that wait for it", every=timedelta(seconds=1))
def seal() -> None:
    """Until none is left, since a large import waits in one piece."""
    while sealing.seal(now=timezone.now()):
        pass


@job("Publish the head of each log for the full hour", every=timedelta(minutes=1))
def publish_heads() -> None:
    """Tried every minute, so that an hour with a worker in it is never missed; done once."""
    publishing.publish(now=timezone.now())
