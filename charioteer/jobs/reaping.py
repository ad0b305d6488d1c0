"""What dead workers left behind is taken up again."""

from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult, get_date_max

from charioteer.jobs import claiming, turns, waits
from charioteer.jobs.living import Watch
from charioteer.jobs.models import Schedule, Worker


def reap(watch: Watch, *, ticks: float, now: datetime) -> int:
    """Give back the rows and turns of dead workers, and free what a clock set back has put out of reach.

    Args:
        watch: what we have seen of the others.
        ticks: our stopwatch, in seconds.
        now: the clock.
    Returns:
        How many rows and turns were given back.
    """
    running = list(DBTaskResult.objects.filter(status=claiming.RUNNING, backend_name="default").defer("traceback"))
    held = set(Schedule.objects.exclude(holder="").values_list("holder", flat=True))
    names = held | {_holder(row) for row in running}
    workers = Worker.objects.in_bulk(names)
    dead = {name for name in names if watch.dead(workers.get(name), ticks=ticks, now=now)}
    given = sum(claiming.give_back(row, now) for row in running if _holder(row) in dead)
    given += sum(turns.free(name, now, cut_off=True) for name in held & dead)
    _within_reach(now)
    return given


def _within_reach(now: datetime) -> None:
    # No wait before another try is longer than `waits.LONGEST`. One that seems to be was reckoned by a clock that has
    # been set back since.
    far = DBTaskResult.objects.filter(status=claiming.READY, run_after__gt=now + waits.LONGEST + timedelta(seconds=1))
    tried = far.exclude(run_after=get_date_max()).exclude(exception_class_path="")
    if tried.exists():
        tried.update(run_after=now)


def _holder(row: claiming.Row) -> str:
    return str(row.worker_ids[-1]) if row.worker_ids else ""
