"""One person's page: what is theirs by when, and what they do for somebody who is away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from charioteer.duties import Duty
from charioteer.look import dates
from charioteer.mine import standing_in, wording
from charioteer.mine.asking import Thing, ask
from charioteer.mine.standing_in import Away
from charioteer.people.models import Person

MOST = 50
"""Lines one page shows. Nobody does more in a day; what is behind them moves up as they are done."""
TODAY, WEEK, LATER, ANY_DAY = "Today", "This week", "Later", "When you can"


@dataclass(frozen=True)
class Line:
    """One thing, ready to be shown."""

    words: str
    href: str
    when: str
    pressing: bool
    said: str


@dataclass(frozen=True)
class Group:
    """Lines under one heading."""

    heading: str
    lines: list[Line]


@dataclass(frozen=True)
class Mine:
    """Everything of one person.

    Args:
        lead: how many, how pressing, how long, in one or two sentences.
        groups: their own, by when.
        others: what they do for people who are away, each under a name.
        unknown: kinds of which nobody can tell whether anything is owed.
        count: how many in all.
        more: how many of them stand behind what is shown.
    """

    lead: str
    groups: list[Group]
    others: list[Group] = field(default_factory=list)
    unknown: list[Duty] = field(default_factory=list)
    count: int = 0
    more: int = 0


def of(person: Person, now: datetime) -> Mine:
    """Everything this person owes, themselves and for others. The number of questions does not grow with it."""
    away = standing_in.of(person, timezone.localdate(now))
    asked = ask({person.pk, *(one.person_id for one in away)}, now)
    own = [thing for thing in asked.things if thing.owed.person_id == person.pk]
    others = _for_others(away, asked.things)
    standing = sum(len(things) for things in others.values())
    left, shown = MOST - len(own[:MOST]), []
    for one, things in others.items():
        if things[:left]:
            shown.append(_group(_heading(one, now), things[:left], now))
            left -= len(things[:left])
    return Mine(
        lead=lead(own, standing, now),
        groups=_by_when(own[:MOST], now),
        others=shown,
        unknown=asked.unknown,
        count=len(own) + standing,
        more=max(0, len(own) + standing - MOST),
    )


def lead(own: Sequence[Thing], standing: int, now: datetime) -> str:
    """“Five things, two of them today. About eight minutes in all.” ""  where there is nothing."""
    sentences = [_counted(own, now), _lasting(own)] if own else []
    if standing:
        more = f"{wording.number(standing)} more" if own else wording.things(standing)
        sentences.append(f"{more} for somebody who is away.")
    return " ".join(words[:1].upper() + words[1:] for words in sentences if words)


def _counted(own: Sequence[Thing], now: datetime) -> str:
    today = sum(_heading_of(thing, now) == TODAY for thing in own)
    if not today:
        return f"{wording.things(len(own))}."
    if today == len(own):
        return (
            f"{wording.things(today)}, {'both' if today == 2 else 'all'} today." if today > 1 else "One thing, today."
        )
    return f"{wording.things(len(own))}, {wording.number(today)} of them today."


def _lasting(own: Sequence[Thing]) -> str:
    known = [thing.owed.minutes for thing in own if thing.owed.minutes > 0]
    if not known:
        return ""
    if len(known) == len(own):
        return f"{wording.minutes(sum(known))} in all."
    return f"{wording.minutes(sum(known))} for {wording.number(len(known))} of them; of the rest we do not know."


def _for_others(away: Sequence[Away], things: Sequence[Thing]) -> dict[Away, list[Thing]]:
    found: dict[int, list[Thing]] = {one.person_id: [] for one in away}
    for thing in things:
        if thing.owed.person_id in found and not thing.duty.personal:
            found[thing.owed.person_id].append(thing)
    return {one: found[one.person_id] for one in away}


def _heading(one: Away, now: datetime) -> str:
    if one.until is None:
        return f"For {one.name}, who is away"
    year = timezone.localdate(now).year
    return f"For {one.name}, who is away until {dates.long_date(one.until).removesuffix(f' {year}')}"


def _by_when(things: Sequence[Thing], now: datetime) -> list[Group]:
    groups = (
        _group(heading, [thing for thing in things if _heading_of(thing, now) == heading], now)
        for heading in (TODAY, WEEK, LATER, ANY_DAY)
    )
    return [group for group in groups if group.lines]


def _group(heading: str, things: Sequence[Thing], now: datetime) -> Group:
    return Group(heading, [_line(thing, now) for thing in things])


def _heading_of(thing: Thing, now: datetime) -> str:
    due = thing.owed.due
    if due is None:
        return ANY_DAY
    today: date = timezone.localdate(now)
    if wording.late(due, now) or wording.last_day(due) <= today:
        return TODAY
    return WEEK if wording.last_day(due) <= wording.end_of_week(today) else LATER


def _line(thing: Thing, now: datetime) -> Line:
    owed = thing.owed
    if owed.due is not None:
        when = wording.by_when(owed.due, now)
    else:
        when = wording.waiting_since(owed.since, now) if owed.since else ""
    lasts = wording.minutes(owed.minutes)
    said = " ".join(filter(None, [owed.why, f"{lasts[:1].upper()}{lasts[1:]}." if lasts else ""]))
    return Line(owed.words, thing.href, when, _heading_of(thing, now) == TODAY, said)
