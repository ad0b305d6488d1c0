"""The round of mail in the morning."""

from datetime import timedelta

from django.utils import timezone

from charioteer.jobs import job
from charioteer.mine import actions
from charioteer.people.models import Trust


@job("Write to people what is theirs to do", every=timedelta(minutes=10))
def send_digests() -> None:
    """Each trust's round, where it is due."""
    for trust in Trust.objects.order_by("pk"):
        actions.send_round(trust=trust, now=timezone.now())
