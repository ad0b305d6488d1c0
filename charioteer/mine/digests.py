"""Who is written to in one round, and what the mail says: how many things, never which."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from charioteer.mine import queries, standing_in, wording
from charioteer.mine.asking import ask
from charioteer.mine.models import Digest

_NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True)
class Letter:
    """One message to be sent."""

    person_id: int
    to: str
    subject: str
    lines: list[str]
    key: str


def letters(trust_id: int, now: datetime, *, weekly: bool) -> Iterator[Letter]:
    """Everybody of a trust who is to be written to this morning.

    Somebody who chose “never” is still told, once a week, that something which keeps people safe is overdue: that
    cannot be switched off. Nobody with nothing to do gets anything, and no leaver does.

    Args:
        trust_id: whose people.
        now: the moment of the round.
        weekly: whether it is the week's first round, so that those who chose once a week are written to as well.
    """
    day = timezone.localdate(now)
    counted, unknown = _counted(now)
    deputies = standing_in.everybody(trust_id, day)
    people = queries.here(day).filter(trust_id=trust_id).order_by("pk")
    columns = ("pk", "email", "user__email", "notices__digest")
    for pk, email, sign_in, digest in people.values_list(*columns).iterator(chunk_size=2_000):
        own = counted.get(pk, _NOTHING)
        others = sum(counted.get(absent, _NOTHING).get("for a deputy", 0) for absent in deputies.get(pk, ()))
        chosen = digest or Digest.WEEKLY
        if chosen == Digest.NEVER:
            own, others = {"all": own.get("unsafe", 0), "late": own.get("unsafe", 0)}, 0
        if (chosen == Digest.DAILY or weekly) and (own.get("all") or others):
            yield Letter(pk, email or sign_in, *_written(own, others, unknown), _key(pk, chosen, day))


def _counted(now: datetime) -> tuple[dict[int, Counter[str]], bool]:
    asked = ask(None, now)
    found: dict[int, Counter[str]] = {}
    for thing in asked.things:
        late = thing.owed.due is not None and wording.late(thing.owed.due, now)
        counter = found.setdefault(thing.owed.person_id, Counter())
        counter["all"] += 1
        counter["late"] += late
        counter["unsafe"] += late and thing.duty.safety
        counter["for a deputy"] += not thing.duty.personal
    return found, bool(asked.unknown)


def _written(own: Mapping[str, int], others: int, unknown: bool) -> tuple[str, list[str]]:
    every, late = own.get("all", 0), own.get("late", 0)
    count = every + others
    lines = []
    if every:
        overdue = "" if not late else ", overdue" if late == every else f", {wording.number(late)} of them overdue"
        lines.append(f"{_start(wording.things(every))} wait{'s' if every == 1 else ''} for you{overdue}.")
    if others:
        more = f"{wording.number(others)} more" if every else wording.things(others)
        lines.append(
            f"{_start(more)} wait{'s' if others == 1 else ''} for somebody who is away and whom you stand in for."
        )
    if unknown:
        lines.append("There may be more: some of it could not be asked this morning.")
    lines.append(f"How often this comes is yours to choose: {settings.SITE_ADDRESS}{reverse('notices')}")
    return f"Mine to do: {wording.things(count)}", lines


def _key(person_id: int, chosen: str, day: date) -> str:
    year, week, _ = day.isocalendar()
    when = day.isoformat() if chosen == Digest.DAILY else f"{year}-W{week:02}"
    return f"mine.digest:{person_id}:{when}"


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
