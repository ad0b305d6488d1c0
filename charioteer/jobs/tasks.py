"""What the house of the workers itself needs done."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from charioteer.jobs import job
from charioteer.jobs.models import Effect, Progress, Waiting, Worker

KEPT = timedelta(days=30)
WORKERS_KEPT = timedelta(days=7)
# Longer than anything that could still be tried again by hand, and than a school year.
EFFECTS_KEPT = timedelta(days=400)


@job("Clear away work that ended a month ago", every=timedelta(days=1))
def prune() -> None:
    """Rows that ended more than 30 days ago go, and what hung on them."""
    clear_away(timezone.now())


def clear_away(now: datetime) -> dict[str, int]:
    """Delete what is old. Returns how many rows of each kind."""
    old = DBTaskResult.objects.filter(finished_at__lt=now - KEPT, status__in=["SUCCESSFUL", "FAILED"])
    gone = {"work": old.delete()[0]}
    known = DBTaskResult.objects.values("pk")
    gone["progress"] = Progress.objects.filter(began_at__lt=now - KEPT).exclude(task_id__in=known).delete()[0]
    ready = DBTaskResult.objects.filter(status="READY").values("pk")
    gone["keys"] = Waiting.objects.exclude(task_id__in=ready).delete()[0]
    gone["workers"] = Worker.objects.filter(seen_at__lt=now - WORKERS_KEPT).delete()[0]
    gone["effects"] = Effect.objects.filter(at__lt=now - EFFECTS_KEPT).delete()[0]
    return gone
