"""What whoever looks after the machine may do to the work in the background."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import get_date_max

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.errors import NotNow
from charioteer.jobs import claiming
from charioteer.jobs.claiming import Row
from charioteer.people.access import cannot_everywhere
from charioteer.people.models import Person
from charioteer.people.roles import Right
from charioteer.people.trail import within_reach

TRIED_AGAIN = kind("jobs.work.tried_again", "Had failed work tried again", visible=within_reach)


@transaction.atomic
def try_again(*, row: Row, by: Person, now: datetime) -> None:
    """Have a piece of work that failed tried anew, with all its tries.

    Args:
        row: the row of the queue; one that is about another trust is not to be had (see `queries.work`).
        by: who wants it.
        now: when.
    Raises:
        NotAllowed: `by` may not see to the work.
        NotNow: it did not fail, or somebody else was first.
    """
    if refusal := cannot_everywhere(by, Right.SEE_WORK, timezone.localtime(now).date()):
        raise refusal
    fresh = {"status": claiming.READY, "worker_ids": [], "run_after": get_date_max(), "finished_at": None}
    if not type(row).objects.filter(pk=row.pk, status=claiming.FAILED).update(**fresh, traceback=""):
        raise NotNow("This work is not waiting to be tried again: somebody else was first, or it was done since.")
    facts = {"job": claiming.name_of(row)}
    record(TRIED_AGAIN, of=row, by=by, now=now, trust_id=by.trust_id, facts=facts)
