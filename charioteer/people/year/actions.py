"""Changing the calendar: terms and closures added, changed, removed; a bank holiday added or taken off."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.errors import BadInput, NotNow, Refused
from charioteer.people import holidays, typed
from charioteer.people.models import Closure, Person, School, Term, Trust
from charioteer.people.trail import within_reach
from charioteer.people.year import rules
from charioteer.reference import actions as reference
from charioteer.reference.models import Overlay

TERM_ADDED = kind("people.term.added", "Added a term", visible=within_reach)
TERM_CHANGED = kind("people.term.changed", "Changed a term", visible=within_reach)
TERM_REMOVED = kind("people.term.removed", "Removed a term", visible=within_reach)
CLOSURE_ADDED = kind("people.closure.added", "Added a closure", visible=within_reach)
CLOSURE_CHANGED = kind("people.closure.changed", "Changed a closure", visible=within_reach)
CLOSURE_REMOVED = kind("people.closure.removed", "Removed a closure", visible=within_reach)
HOLIDAY_SET = kind("people.bank_holiday.set", "Changed a bank holiday for the Trust", visible=within_reach)

Entry = Term | Closure
_KINDS = {
    Term: (TERM_ADDED, TERM_CHANGED, TERM_REMOVED),
    Closure: (CLOSURE_ADDED, CLOSURE_CHANGED, CLOSURE_REMOVED),
}


@dataclass(frozen=True)
class Days:
    """What is typed about a term or a closure."""

    name: str
    first_day: date
    last_day: date


@transaction.atomic
def add(*, what: type[Entry], trust: Trust, school: School | None, days: Days, by: Person, now: datetime) -> Entry:
    """Add a term or a closure, of one school or (None) of the whole trust.

    Raises:
        NotAllowed: `by` may not change the calendar there.
        BadInput: the days cannot be one; says why and how to mend it.
    """
    if refusal := rules.cannot_edit(by, trust, school, now):
        raise refusal
    _lock(trust)
    days = _checked(what, trust, school, days, but=0)
    made: Entry = what(trust=trust, school=school, **asdict(days))
    made.save(force_insert=True)
    _record(_KINDS[what][0], made, by, now)
    return made


@transaction.atomic
def change(*, entry: Entry, days: Days, reason: str, by: Person, now: datetime) -> Entry:
    """Change the name or the days of a term or closure.

    Raises:
        NotAllowed: `by` may not change the calendar there.
        NotNow: it was removed meanwhile.
        BadInput: the days cannot be one, or there is no reason.
    """
    reason = _reason(reason)
    if refusal := rules.cannot_edit(by, entry.trust, entry.school, now):
        raise refusal
    _lock(entry.trust)
    days = _checked(type(entry), entry.trust, entry.school, days, but=entry.pk)
    before = Days(entry.name, entry.first_day, entry.last_day)
    entry.name, entry.first_day, entry.last_day = days.name, days.first_day, days.last_day
    if not type(entry)._default_manager.filter(pk=entry.pk).update(**asdict(days)):
        raise _gone(entry)
    _record(_KINDS[type(entry)][1], entry, by, now, reason=reason, before=before)
    return entry


@transaction.atomic
def remove(*, entry: Entry, reason: str, by: Person, now: datetime) -> None:
    """Take a term or closure out of the calendar. The log keeps what it was.

    Raises:
        NotAllowed: `by` may not change the calendar there.
        NotNow: it was removed already.
        BadInput: there is no reason.
    """
    reason = _reason(reason)
    if refusal := rules.cannot_edit(by, entry.trust, entry.school, now):
        raise refusal
    _record(_KINDS[type(entry)][2], entry, by, now, reason=reason)
    gone, _ = type(entry)._default_manager.filter(pk=entry.pk).delete()
    if not gone:
        raise _gone(entry)


@transaction.atomic
def set_bank_holiday(
    *, trust: Trust, day: date, name: str, kept: bool, reason: str, by: Person, now: datetime
) -> Overlay:
    """Add a bank holiday the packaged list does not have, or take one off it, for one trust.

    Args:
        trust: whose calendar.
        day: which day.
        name: what it is called; "" keeps the name it has.
        kept: whether the day is a holiday.
        reason: why the trust says so.
        by: who.
        now: when.
    Raises:
        NotAllowed: `by` may not change the calendar of the whole trust.
        BadInput: no reason or name; the day is no weekday; or nothing would change.
    """
    reason = _reason(reason)
    if refusal := rules.cannot_edit(by, trust, None, now):
        raise refusal
    days = holidays.of_trust(trust.pk)
    if refused := _cannot_set(days.get(day), day, kept):
        raise refused
    changes: dict[str, object] = {"kept": kept}
    if day.isoformat() not in holidays.packaged():
        own = {
            "date": day.isoformat(),
            "name": typed.name(name or days.get(day, "")),
            "instead_of": "",
            "basis": "proclamation",
        }
        changes |= {**own, "certainty": "H"}
    row = reference.overlay(
        trust_id=trust.pk,
        register=holidays.REGISTER,
        key=day.isoformat(),
        changes=changes,
        reason=reason,
        by=by,
        now=now,
    )
    facts = {"day": day.isoformat(), "kept": kept, "name": name}
    record(HOLIDAY_SET, of=trust, by=by, now=now, trust_id=trust.pk, facts=facts, words={"reason": reason})
    return row


def _cannot_set(known: str | None, day: date, kept: bool) -> BadInput | None:
    if kept and known:
        return BadInput(f"That day is on the list already, as {known}.", where="day")
    if kept and day.weekday() > 4:
        return BadInput("That day is a Saturday or Sunday. Type the weekday that is kept for it.", where="day")
    if not kept and not known:
        return BadInput("That day is no bank holiday, so there is nothing to take off.", where="day")
    return None


def _checked(what: type[Entry], trust: Trust, school: School | None, days: Days, *, but: int) -> Days:
    name = typed.name(days.name)
    refusal: Refused | None
    if len(name) > 80:
        refusal = BadInput("The name can hold 80 letters. Make it shorter.", where="name")
    elif what is Term:
        refusal = rules.cannot_be_a_term(trust, school, days.first_day, days.last_day, but=but)
    else:
        first, last = days.first_day, days.last_day
        refusal = rules.cannot_be_a_closure(first, last) or rules.same_closure(trust, school, first, last, but=but)
    if refusal:
        raise refusal
    return Days(name, days.first_day, days.last_day)


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise BadInput("Say why. It is kept with the calendar’s history.", where="reason")
    return reason


def _gone(entry: Entry) -> NotNow:
    return NotNow(f"Somebody removed “{entry.name}” a moment ago.")


def _lock(trust: Trust) -> None:
    # Two people who add the same term at once: the second sees the first's.
    Trust.objects.select_for_update().get(pk=trust.pk)


def _record(
    what: str, entry: Entry, by: Person, now: datetime, *, reason: str = "", before: Days | None = None
) -> None:
    facts = {"name": entry.name, "first_day": entry.first_day.isoformat(), "last_day": entry.last_day.isoformat()}
    if before:
        facts |= {f"{key}_before": str(value) for key, value in asdict(before).items()}
    words = {"reason": reason} if reason else None
    record(
        what,
        of=entry,
        by=by,
        now=now,
        trust_id=entry.trust_id,
        school_id=entry.school_id,
        facts=facts,
        words=words,
    )
