"""The work in the background: for whoever looks after the machine, and for whoever waits for a piece of it."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from charioteer.jobs import claiming, queries
from charioteer.mail import queries as mail
from charioteer.people import access
from charioteer.people.roles import Right
from charioteer.web import actions

PARTS = 100


@never_cache
@require_safe
@access.signed_in
def work(request: HttpRequest) -> HttpResponseBase:
    """Is anybody at work, what comes when, what waits, what failed, and how the mail stands."""
    person, now = access.require_everywhere(request, Right.SEE_WORK), timezone.now()
    ours = queries.work(person.trust_id)
    counts = dict(ours.order_by().values_list("status").annotate(Count("pk")))
    context = {
        "now": now,
        "alive": queries.alive(now),
        "last_seen": queries.last_seen(),
        "schedule": queries.schedule(),
        "waiting": counts.get(claiming.READY, 0),
        "oldest": queries.oldest(ours, now),
        "running": queries.pieces(ours, claiming.RUNNING),
        "tried": [one for one in queries.pieces(ours.exclude(exception_class_path=""), claiming.READY) if one.tries],
        "failed": queries.pieces(ours, claiming.FAILED),
        "failed_count": counts.get(claiming.FAILED, 0),
        "done": counts.get(claiming.DONE, 0),
        "sends_mail": settings.SENDS_MAIL,
        "outbox": mail.outbox(person.trust_id),
        "not_delivered": mail.not_delivered(person.trust_id),
    }
    return render(request, "web/work.html", context)


@require_POST
@access.signed_in
def again(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Have failed work tried again."""
    asking = access.who(request)
    row = queries.work(asking.trust_id).filter(pk=ref).first() if asking else None
    if row is None:
        raise Http404
    person = access.require_everywhere(request, Right.SEE_WORK)
    actions.try_again(row=row, by=person, now=timezone.now())
    messages.success(request, f"“{claiming.words_of(row)}” is tried again.")
    return redirect("work")


@never_cache
@require_safe
@access.signed_in
def begun(request: HttpRequest, ref: str) -> HttpResponseBase:
    """How far something is that this person began. Nobody else finds it."""
    person = access.who(request)
    found = queries.begun_by(ref, person.pk) if person else None
    if found is None:
        raise Http404
    progress, row = found
    status = row.status if row else claiming.DONE
    context = {
        "progress": progress,
        "status": status.lower(),
        "said": row.traceback if row else "",
        "ended_at": row.finished_at if row else progress.told_at,
        "share": min(PARTS, progress.done * PARTS // progress.total) if progress.total else None,
        "now": timezone.now(),
        "alive": bool(queries.alive(timezone.now())),
    }
    return render(request, "web/work_begun.html", context)
