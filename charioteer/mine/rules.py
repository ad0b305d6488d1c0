"""When a round of mail is due."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from charioteer.mine import working
from charioteer.mine.models import Round

STARTS, ENDS = time(7, 30), time(18, 0)
"""In the site's own zone. A worker that was down in the morning still writes until the evening, never at night."""


def round_due(trust_id: int, now: datetime) -> bool:
    """Whether today's round is still to go out."""
    local = timezone.localtime(now)
    if not STARTS <= local.time() < ENDS or Round.objects.filter(trust_id=trust_id, day=local.date()).exists():
        return False
    return working.works(trust_id, local.date())


def first_of_week(trust_id: int, now: datetime) -> bool:
    """Whether no round went out this week yet, so that those who chose once a week are written to now."""
    day = timezone.localdate(now)
    monday = day - timedelta(days=day.weekday())
    return not Round.objects.filter(trust_id=trust_id, day__gte=monday, day__lt=day, weekly=True).exists()
