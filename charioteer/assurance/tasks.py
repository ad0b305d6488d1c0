"""When controls are asked: as their time comes, after what they follow, and because somebody wants to know now."""

from datetime import datetime, timedelta

from django.utils import timezone

from charioteer.assurance import running
from charioteer.assurance.actions import BOARD_WANTED, let_old_runs_go
from charioteer.assurance.models import Occasion, Run
from charioteer.controls import CONTROLS, Control
from charioteer.jobs import Job, follows, job, later

TOGETHER = timedelta(seconds=20)
"""What is announced within so short a time of an asking is answered together, in one more."""


@job("Ask the controls whose time has come", every=timedelta(minutes=1), tries=1)
def ask_due() -> None:
    """Ask what is due."""
    now = timezone.now()
    running.ask(running.due(now), now=now)


@follows(BOARD_WANTED, "Ask every control, because somebody wants to know now", tries=1)
def ask_now(trust_id: int) -> None:
    """Ask all of them, unless that was done a moment ago because somebody else wanted it too."""
    now = timezone.now()
    if not Run.objects.filter(latest=True, occasion=Occasion.PERSON, asked_at__gt=now - TOGETHER).exists():
        running.ask_all(now=now, occasion=Occasion.PERSON)


@job("Ask again what changed while it was being asked", tries=2)
def ask_again(event: str, since: str) -> None:
    """Ask what follows an event, unless it was asked since."""
    _ask(event, datetime.fromisoformat(since))


@job("Let old notes of askings go", every=timedelta(days=1))
def tidy_runs() -> None:
    """Keep every asking of a month, and the last of each day before."""
    let_old_runs_go(now=timezone.now())


def _after(event: str) -> Job:
    def ask_after(**ids: int | str) -> None:
        """Ask what follows this event; what was asked a moment ago is asked once more, a moment later."""
        now = timezone.now()
        if Run.objects.filter(latest=True, control__in=_keys(event), asked_at__gt=now - TOGETHER).exists():
            later(ask_again, after=TOGETHER, event=event, since=now.isoformat())
        else:
            _ask(event, now)

    ask_after.__name__ = f"ask_after_{event.replace('.', '_')}"
    return follows(event, f"Ask what depends on {event}")(ask_after)


def _ask(event: str, since: datetime) -> None:
    fresh = set(Run.objects.filter(latest=True, asked_at__gte=since).values_list("control", flat=True))
    wanted = [one for one in _following(event) if one.key not in fresh]
    if wanted:
        running.ask(wanted, now=timezone.now(), occasion=Occasion.EVENT)


def _following(event: str) -> list[Control]:
    return [one for one in CONTROLS.values() if event in one.on]


def _keys(event: str) -> list[str]:
    return [one.key for one in _following(event)]


# Every app's `controls.py` has been read by now: this app comes before `jobs`, which reads the `tasks.py`.
FOLLOWING = {event: _after(event) for event in sorted({event for one in CONTROLS.values() for event in one.on})}
