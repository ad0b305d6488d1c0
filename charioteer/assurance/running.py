"""Asks controls, and keeps what they answer: a row where something changed, and for each asking a row that says when.

A control that raises, takes too long or answers for a place that is not there is answered by nobody: its results end,
and until it answers again its clauses are unknown. The others are asked all the same.
"""

import hashlib
import logging
import marshal
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, IntegrityError, transaction

from charioteer import __version__
from charioteer.assurance.keeping import keep
from charioteer.assurance.limits import Overdue, at_most
from charioteer.assurance.models import Occasion, Result, Run
from charioteer.controls import CONTROLS, Control, Finding, Level
from charioteer.people.models import School, Trust

log = logging.getLogger(__name__)

_RAISED = "It broke while it was asked. Whoever looks after the machine finds the reason in its log."
_LATE = "It took longer than {} seconds and was given up."
_MISPLACED = "It answered for a place that is not there, or answered twice for one, so nothing it said was kept."


class Misplaced(Exception):
    """A control answered for a place it was not asked about."""


@dataclass(frozen=True)
class Ground:
    """Every place there is: each school with its trust, and the trusts."""

    schools: dict[int, int]
    trusts: frozenset[int]

    @classmethod
    def now(cls) -> "Ground":
        """As it is at this moment (two questions)."""
        schools = dict(School.objects.order_by().values_list("pk", "trust_id"))
        return cls(schools, frozenset(Trust.objects.order_by().values_list("pk", flat=True)))


def ask(
    controls: Iterable[Control], *, now: datetime, occasion: Occasion = Occasion.SCHEDULE, ground: Ground | None = None
) -> list[Run]:
    """Ask some controls, one after the other; what one of them does is no matter to the next.

    Args:
        controls: which.
        now: when they are asked.
        occasion: why.
        ground: the places, where they are known already.
    Returns:
        How each went. One that somebody else asked later in the meantime is left out.
    """
    ground = ground or Ground.now()
    return [run for control in controls if (run := _ask_one(control, ground, now, occasion)) is not None]


def ask_all(*, now: datetime, occasion: Occasion = Occasion.SCHEDULE) -> list[Run]:
    """Ask every control, and end what those answered that no app declares any more."""
    Result.objects.current().exclude(control__in=CONTROLS).update(valid_until=now)
    return ask(CONTROLS.values(), now=now, occasion=occasion)


def due(now: datetime) -> list[Control]:
    """The controls whose time has come."""
    asked = dict(Run.objects.filter(latest=True).values_list("control", "asked_at"))
    return [one for one in CONTROLS.values() if one.key not in asked or asked[one.key] + one.every <= now]


def _ask_one(control: Control, ground: Ground, now: datetime, occasion: Occasion) -> Run | None:
    started = time.monotonic()
    findings: Sequence[Finding] | None = None
    error, fingerprint, same = "", "", False
    try:
        with at_most(control.most):
            findings = list(control.ask(now))
        fingerprint = _fingerprint(findings)
        same = _as_before(control, fingerprint)
        if not same:
            check(control, findings, ground)
    except Overdue:
        error = _LATE.format(f"{control.most / timedelta(seconds=1):g}")
        log.warning("The control %s was given up after %s", control.key, control.most)
    except Misplaced as why:
        error = _MISPLACED
        log.error("The control %s: %s", control.key, why)
    except Exception:
        error = _RAISED
        log.exception("The control %s broke", control.key)
    run = Run(
        control=control.key,
        version=control.version,
        code=__version__,
        occasion=occasion,
        asked_at=now,
        took_ms=int((time.monotonic() - started) * 1000),
        ok=not error,
        error=error,
        fingerprint="" if error else fingerprint,
    )
    return _write(run, () if error else findings or (), same)


def _fingerprint(findings: Sequence[Finding]) -> str:
    """Of all that was answered, to the last id. In another order it is another one, and then all is compared."""
    # Marshal and not JSON: it is done every quarter of an hour for every school there is, and read back by nobody.
    return hashlib.sha256(marshal.dumps([_plain(one) for one in findings])).hexdigest()


def _plain(one: Finding) -> tuple[object, ...]:
    if not one.failing and not one.unknown and one.state is None:
        return tuple(one)
    return (*one[:3], tuple(one.failing), tuple(one.unknown), one.note, one.state and one.state.value, *one[7:])


def _as_before(control: Control, fingerprint: str) -> bool:
    given = {"control": control.key, "version": control.version, "fingerprint": fingerprint}
    return Run.objects.filter(latest=True, ok=True, **given).exists()


def _write(run: Run, findings: Sequence[Finding], same: bool) -> Run | None:
    try:
        with transaction.atomic():
            last = Run.objects.select_for_update().filter(control=run.control, latest=True).first()
            if last is not None and last.asked_at > run.asked_at:
                return None
            if same and (last is None or last.fingerprint != run.fingerprint):
                return None  # somebody asked in between, and got another answer: that one stands
            Run.objects.filter(control=run.control, latest=True).update(latest=False)
            run.save(force_insert=True)
            run.changed = 0 if same else keep(run.control, run.version, findings, now=run.asked_at)
            run.places = len(findings)
            Run.objects.filter(pk=run.pk).update(places=run.places, changed=run.changed)
        return run
    except IntegrityError:
        # Two asked at the same moment, the first time ever: the other's answer stands.
        log.info("The control %s was asked twice at once", run.control)
        return None
    except DatabaseError:
        log.exception("What the control %s answered could not be kept", run.control)
        return None


def check(control: Control, findings: Iterable[Finding], ground: Ground) -> None:
    """Hold every finding against the places there are.

    Raises:
        Misplaced: a school of another trust or of none, the same place twice, a place this control is not asked about,
            or figures that cannot be.
    """
    seen: set[tuple[int, int | None]] = set()
    of_trust, of_school = Level.TRUST in control.levels, Level.SCHOOL in control.levels
    for one in findings:
        place = (one.trust_id, one.school_id)
        if one.school_id is None:
            known = of_trust and one.trust_id in ground.trusts
        else:
            known = of_school and ground.schools.get(one.school_id) == one.trust_id
        if not known or place in seen:
            raise Misplaced(f"school {one.school_id} of trust {one.trust_id}")
        if one.fails + one.doubted > one.total:
            raise Misplaced(f"{one.fails} and {one.doubted} of {one.total} at {place}")
        seen.add(place)
