"""Who may change the mode, and when."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from charioteer.errors import NotAllowed, NotNow, Refused
from charioteer.people.access import cannot, who_can
from charioteer.people.models import Mode, ModeRequest, Outcome, Person, Trust
from charioteer.people.preconditions import Met, Stands
from charioteer.people.roles import Right


def cannot_ask(by: Person, trust: Trust, now: datetime) -> Refused | None:
    """Whether this person may ask for the trust to go live: whoever sets it up, or decides."""
    if by.trust_id != trust.pk:
        return _outsider(trust)
    if trust.mode == Mode.LIVE:
        return NotNow(f"{trust.name} is live already.")
    if not by.may(Right.DECIDE_MODE, timezone.localtime(now).date()):
        return cannot(by, Right.SET_UP, timezone.localtime(now).date())
    return None


def cannot_answer(by: Person, asked: ModeRequest, now: datetime) -> Refused | None:
    """Whether this person may agree to going live, or turn it down: never whoever asked."""
    if by.trust_id != asked.trust_id:
        return _outsider(asked.trust)
    if refusal := cannot(by, Right.DECIDE_MODE, timezone.localtime(now).date()):
        return refusal
    if asked.asked_by_id == by.pk:
        return NotAllowed("You asked for this, so somebody else decides.", who_can=who_can(Right.DECIDE_MODE))
    return cannot_close(asked)


def cannot_withdraw(by: Person, asked: ModeRequest) -> Refused | None:
    """Whether this person may take the request back: only whoever made it."""
    if asked.asked_by_id != by.pk:
        return NotAllowed("Somebody else asked for this.", who_can=asked.asked_by.name)
    return cannot_close(asked)


def cannot_close(asked: ModeRequest) -> Refused | None:
    """Whether a request still waits."""
    return None if asked.outcome == Outcome.WAITING else NotNow("This was answered a moment ago. Reload to see it.")


def cannot_go_live(stands: Sequence[Stands]) -> Refused | None:
    """Whether every precondition holds; one that nobody can tell does not."""
    open_ones = [one for one in stands if one.met is not Met.OK]
    if not open_ones:
        return None
    said = " ".join(f"{one.words}: {_told(one)}" for one in open_ones)
    count = f"{len(open_ones)} precondition{'' if len(open_ones) == 1 else 's'}"
    return NotNow(f"The Trust cannot go live yet: {count} not met. {said}")


def cannot_change(by: Person, trust: Trust, mode: Mode, now: datetime) -> Refused | None:
    """Whether this person may set another mode than live: back from live only who decides; else who sets up, too."""
    if by.trust_id != trust.pk:
        return _outsider(trust)
    if mode == trust.mode:
        return NotNow(f"{trust.name} is in that mode already.")
    if mode is Mode.LIVE:
        return NotNow("Going live is asked for by one person and decided by another.")
    day = timezone.localtime(now).date()
    if by.may(Right.DECIDE_MODE, day):
        return None
    return cannot(by, Right.DECIDE_MODE if trust.mode == Mode.LIVE else Right.SET_UP, day)


def _outsider(trust: Trust) -> NotAllowed:
    return NotAllowed(f"You do not decide for {trust.name}.", who_can=who_can(Right.DECIDE_MODE))


def _told(one: Stands) -> str:
    return f"unknown. {one.said}" if one.met is Met.UNKNOWN else one.said
