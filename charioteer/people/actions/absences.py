"""Being away and being back. Why somebody is away is nobody's business here."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.errors import BadInput, NotNow
from charioteer.jobs import announce
from charioteer.people import kinds, rules
from charioteer.people.models import Absence, Person
from charioteer.people.models.acting import lasting
from charioteer.people.queries import school_of


@transaction.atomic
def note_absence(
    *,
    person: Person,
    from_date: date,
    until_date: date | None,
    deputy: Person | None,
    by: Person | None,
    now: datetime,
) -> Absence:
    """Note that somebody is away; for that time their deputy has their roles, and whoever stands in acts.

    Args:
        until_date: the last day away; None while nobody knows.
    Raises:
        NotAllowed: see `rules.cannot_note_absence`.
        BadInput: the days or the deputy do not fit.
        NotNow: they are away then already.
    """
    if refusal := rules.cannot_note_absence(by, person, deputy, now):
        raise refusal
    if until_date is not None and until_date < from_date:
        raise BadInput("The last day away is before the first one. Mend one of the two.", where="until_date")
    if deputy is not None:
        _check_deputy(person, deputy, now)
    overlapping = person.absences.filter(Q(until_date=None) | Q(until_date__gte=from_date))
    if overlapping.filter(from_date__lte=until_date or date.max).exists():
        raise NotNow(f"{person.name} is noted as away in that time already. End that one first.")
    made = Absence.objects.create(person=person, deputy=deputy, from_date=from_date, until_date=until_date)
    _record(kinds.AWAY, made, by, now)
    return made


@transaction.atomic
def end_absence(*, absence: Absence, last_day: date, by: Person | None, now: datetime) -> None:
    """Note that somebody is back: `last_day` was the last day away. One that has not begun by then is taken back.

    Raises:
        NotAllowed: see `rules.cannot_note_absence`.
        NotNow: it is over already.
    """
    if refusal := rules.cannot_note_absence(by, absence.person, None, now):
        raise refusal
    today = timezone.localdate(now)
    if absence.until_date is not None and absence.until_date < today - timedelta(days=1):
        raise NotNow(f"{absence.person.name} is back already.")
    _record(kinds.BACK, absence, by, now, last_day)
    if absence.from_date > last_day:
        absence.delete()
    else:
        absence.until_date = last_day
        absence.save(update_fields=["until_date"])


def _check_deputy(person: Person, deputy: Person, now: datetime) -> None:
    if deputy.pk == person.pk:
        raise BadInput("Nobody is their own deputy. Name somebody else, or leave it blank.", where="deputy")
    if deputy.trust_id != person.trust_id or deputy.merged_into_id is not None:
        raise BadInput("That deputy is not on the list of this trust.", where="deputy")
    day = timezone.localdate(now)
    if not (deputy.engagements.filter(lasting(day)).exists() or deputy.roles.filter(lasting(day)).exists()):
        raise BadInput(f"{deputy.name} has left, so they cannot be a deputy. Name somebody else.", where="deputy")


def _record(kind: str, absence: Absence, by: Person | None, now: datetime, last_day: date | None = None) -> None:
    person, until = absence.person, last_day or absence.until_date
    facts = {
        "absence": absence.pk,
        "deputy": absence.deputy_id,
        "from": absence.from_date.isoformat(),
        "until": until.isoformat() if until else None,
    }
    at = school_of(person, timezone.localdate(now))
    record(kind, of=person, by=by, now=now, trust_id=person.trust_id, school_id=at, facts=facts)
    announce("people.absence.changed", trust_id=person.trust_id, person_id=person.pk)
