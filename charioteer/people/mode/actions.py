"""Asking to go live, deciding it, and going back."""

from datetime import datetime

from django.db import IntegrityError, transaction

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.errors import BadInput, NotNow
from charioteer.people.mode import rules
from charioteer.people.models import Mode, ModeDecision, ModeRequest, Outcome, Person, Trust
from charioteer.people.preconditions import stand
from charioteer.people.trail import within_reach

ASKED = kind("people.mode.asked", "Asked to go live", visible=within_reach)
WITHDRAWN = kind("people.mode.withdrawn", "Took the question back whether to go live", visible=within_reach)
TURNED_DOWN = kind("people.mode.turned_down", "Turned going live down", visible=within_reach)
DECIDED = kind("people.mode.decided", "Changed the mode of the Trust", visible=within_reach)
LONGEST = 1000


def ask(*, trust: Trust, words: str, by: Person, now: datetime) -> ModeRequest:
    """Ask whoever decides to let the trust go live. Preconditions may still be open; the decision looks at them.

    Raises:
        NotAllowed: `by` neither sets up nor decides.
        NotNow: it is live, or somebody has asked already.
    """
    if refusal := rules.cannot_ask(by, trust, now):
        raise refusal
    words = _text(words)
    try:
        with transaction.atomic():
            asked = ModeRequest.objects.create(trust=trust, asked_by=by, asked_at=now, words=words)
            record(ASKED, of=asked, by=by, now=now, trust_id=trust.pk, words={"words": words} if words else None)
    except IntegrityError:
        raise NotNow("Somebody has asked already, and it waits for a decision.") from None
    return asked


@transaction.atomic
def withdraw(*, asked: ModeRequest, by: Person, now: datetime) -> None:
    """Take one's own question back.

    Raises:
        NotAllowed: somebody else asked.
        NotNow: it was answered.
    """
    if refusal := rules.cannot_withdraw(by, asked):
        raise refusal
    _close(asked, Outcome.WITHDRAWN, by, now, "")
    record(WITHDRAWN, of=asked, by=by, now=now, trust_id=asked.trust_id)


@transaction.atomic
def turn_down(*, asked: ModeRequest, reason: str, by: Person, now: datetime) -> None:
    """Say no, and why.

    Raises:
        NotAllowed: `by` does not decide, or asked themselves.
        NotNow: it was answered.
        BadInput: there is no reason.
    """
    if refusal := rules.cannot_answer(by, asked, now):
        raise refusal
    reason = _reason(reason)
    _close(asked, Outcome.TURNED_DOWN, by, now, reason)
    record(TURNED_DOWN, of=asked, by=by, now=now, trust_id=asked.trust_id, words={"reason": reason})


@transaction.atomic
def go_live(*, asked: ModeRequest, reason: str, by: Person, now: datetime) -> ModeDecision:
    """Agree: the trust is live from now on.

    Raises:
        NotAllowed: `by` does not decide, or asked themselves.
        NotNow: it was answered, or preconditions are not met; lists them.
        BadInput: there is no reason.
    """
    if refusal := rules.cannot_answer(by, asked, now):
        raise refusal
    reason = _reason(reason)
    trust = Trust.objects.select_for_update().get(pk=asked.trust_id)
    if refusal := rules.cannot_ask(by, trust, now):
        raise refusal  # it went live meanwhile
    stands = stand(trust, now)
    if refusal := rules.cannot_go_live(stands):
        raise refusal
    _close(asked, Outcome.AGREED, by, now, reason)
    kept = [one.kept() for one in stands]
    return _decided(trust, Mode.LIVE, by, now, reason, asked=asked, preconditions=kept)


@transaction.atomic
def change(*, trust: Trust, mode: Mode, reason: str, by: Person, now: datetime) -> ModeDecision:
    """Change to trying out or to a pilot, from wherever the trust stands.

    Raises:
        NotAllowed: back from live `by` must be somebody who decides; else somebody who sets up will do.
        NotNow: it is in that mode, or `mode` is live, which takes two people.
        BadInput: there is no reason.
    """
    trust = Trust.objects.select_for_update().get(pk=trust.pk)
    if refusal := rules.cannot_change(by, trust, mode, now):
        raise refusal
    return _decided(trust, mode, by, now, _reason(reason))


def _decided(
    trust: Trust,
    mode: Mode,
    by: Person,
    now: datetime,
    reason: str,
    *,
    asked: ModeRequest | None = None,
    preconditions: list[dict[str, str]] | None = None,
) -> ModeDecision:
    made = ModeDecision.objects.create(
        trust=trust,
        before=trust.mode,
        mode=mode,
        request=asked,
        started_by_id=asked.asked_by_id if asked else None,
        decided_by=by,
        at=now,
        reason=reason,
        preconditions=preconditions or [],
    )
    met = {one["key"]: one["met"] for one in made.preconditions}
    facts = {"before": made.before, "mode": mode.value, "started_by": made.started_by_id, "preconditions": met}
    Trust.objects.filter(pk=trust.pk).update(mode=mode)
    record(DECIDED, of=made, by=by, now=now, trust_id=trust.pk, facts=facts, words={"reason": reason})
    return made


def _close(asked: ModeRequest, outcome: Outcome, by: Person, now: datetime, words: str) -> None:
    waiting = ModeRequest.objects.filter(pk=asked.pk, outcome=Outcome.WAITING)
    if not waiting.update(outcome=outcome, closed_by=by, closed_at=now, closing_words=words):
        raise NotNow("This was answered a moment ago. Reload to see it.")


def _reason(reason: str) -> str:
    if not (reason := _text(reason)):
        raise BadInput("Say why. It is kept with the decision.", where="reason")
    return reason


def _text(words: str) -> str:
    words = words.strip()
    if len(words) > LONGEST:
        raise BadInput(f"That is longer than {LONGEST:,} letters. Make it shorter.", where="reason")
    return words
