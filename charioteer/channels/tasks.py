"""What time alone brings about in the register."""

from datetime import timedelta

from django.utils import timezone

from charioteer.channels import deriving
from charioteer.jobs import job


@job("Store the standings that have run out", every=timedelta(minutes=5))
def refresh_lapsed() -> None:
    """No answer waits for it: whoever answers the public works a lapsed standing out anew."""
    deriving.refresh_lapsed(now=timezone.now())
