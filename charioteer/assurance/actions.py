"""What may be done with the board: have it asked, take it away; and with the log: take it away."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from charioteer.assurance import kinds, rules
from charioteer.assurance.models import Run
from charioteer.audit.actions import record
from charioteer.errors import NotNow
from charioteer.jobs import announce
from charioteer.people.models import Person

BOARD_WANTED = "assurance.board.wanted"
A_MOMENT = timedelta(seconds=30)
KEPT_WHOLE = timedelta(days=30)


@transaction.atomic
def ask_board(*, by: Person, now: datetime) -> None:
    """Have every control asked, by the worker and soon.

    Raises:
        NotAllowed: this person may not.
        NotNow: it was asked a moment ago.
    """
    if refusal := rules.cannot_ask_board(by, timezone.localdate(now)):
        raise refusal
    if Run.objects.filter(latest=True, asked_at__gt=now - A_MOMENT).exists():
        raise NotNow("The board was asked less than half a minute ago. What it shows is as new as it gets.")
    announce(BOARD_WANTED, trust_id=by.trust_id)
    record(kinds.BOARD_ASKED, of=by.trust, by=by, now=now, trust_id=by.trust_id)


def note_board_export(*, form: str, about: str, by: Person, now: datetime) -> None:
    """Write into the log who took the board away, before it leaves.

    Args:
        form: "csv", "xlsx" or "json".
        about: which part of it, in words.
    Raises:
        NotAllowed: this person may not; nothing leaves.
    """
    if refusal := rules.cannot_export_board(by, timezone.localdate(now)):
        raise refusal
    facts = {"format": form}
    record(kinds.BOARD_EXPORTED, of=by.trust, by=by, now=now, trust_id=by.trust_id, facts=facts, words={"about": about})


def note_trail_export(*, form: str, asked: Mapping[str, str], by: Person, now: datetime) -> None:
    """Write into the log who took which part of it away, before it leaves.

    Args:
        form: "csv", "xlsx" or "json".
        asked: what was searched and filtered.
    Raises:
        NotAllowed: this person may not; nothing leaves.
    """
    if refusal := rules.cannot_export_trail(by, timezone.localdate(now)):
        raise refusal
    # What was searched for may be somebody's name, so it stands among the words that can be erased.
    words = {"asked": dict(asked)} if asked else None
    record(
        kinds.TRAIL_EXPORTED,
        of=by.trust,
        by=by,
        now=now,
        trust_id=by.trust_id,
        facts={"format": form, "narrowed": bool(asked)},
        words=words,
    )


def let_old_runs_go(*, now: datetime) -> int:
    """Keep every asking of the last month, and before that the last of each day and each that failed.

    What was answered stays for ever, in the results; a run only says how fresh it was.

    Returns:
        How many were let go.
    """
    old = Run.objects.filter(asked_at__lt=now - KEPT_WHOLE, latest=False, ok=True)
    last = old.annotate(day=TruncDate("asked_at")).order_by().values("control", "day").annotate(pk_last=Max("pk"))
    gone, _ = old.exclude(pk__in=last.values("pk_last")).delete()
    return gone
