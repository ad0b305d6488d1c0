"""Making the invented trust, step by step. Each app that gains something to show adds its step to `STEPS`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.demo import channels, people
from charioteer.demo.ground import Ground
from charioteer.demo.offices import LYRA
from charioteer.errors import BadInput
from charioteer.jobs.declared import JOBS
from charioteer.people.actions import load_trust
from charioteer.people.models import Trust
from charioteer.people.trail import within_reach

LOADED = kind("demo.trust.loaded", "Loaded the demonstration", visible=within_reach)


@dataclass(frozen=True)
class Step:
    """One part of the demonstration: whose, and what makes it; it returns what it made, in words."""

    app: str
    make: Callable[[Ground], str]


STEPS: tuple[Step, ...] = (
    Step("people", people.founders),
    Step("people", people.everybody),
    Step("people", people.offices),
    Step("people", people.leavers),
    Step("people", people.absences),
    Step("people", people.calendar),
    Step("people", people.invitations),
    Step("channels", channels.imported),
    Step("channels", channels.by_hand),
)


def load(*, now: datetime) -> list[str]:
    """Make the whole demonstration in one go, or nothing of it; done already, it is left as it is.

    Returns:
        What was made, line by line.
    Raises:
        BadInput: this installation is not the demonstration's.
    """
    if not settings.DEMO:
        raise BadInput("Set CHARIOTEER_DEMO=yes, and CHARIOTEER_DATA to a folder of its own.", where="--demo")
    if Trust.objects.filter(slug=LYRA["slug"]).exists():
        return ["The demonstration is there already."]
    return invent(now=now)


def invent(*, now: datetime) -> list[str]:
    """Make the invented trust in whatever database this is; `load` says where that may be."""
    with transaction.atomic():
        ground = Ground(load_trust(data=LYRA, now=now), now)
        made = [f"{step.app}: {step.make(ground)}" for step in STEPS]
        record(LOADED, of=ground.trust, by=None, now=now, trust_id=ground.trust.pk, facts={"steps": len(made)})
    return made


def work_once() -> None:
    """Do each job of the schedule once, so that what a worker keeps up to date is there from the first page on."""
    for job in JOBS.values():
        if job.every is not None:
            job.do()
