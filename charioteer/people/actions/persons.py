"""Adding somebody, and correcting what is known of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.errors import BadInput
from charioteer.jobs import announce
from charioteer.people import kinds, rules, written
from charioteer.people.actions.engagements import Place, put
from charioteer.people.models import Person, Trust
from charioteer.people.queries import school_of


@dataclass(frozen=True)
class Details:
    """What is known of somebody wherever they are."""

    name: str
    email: str = ""
    payroll_number: str = ""

    def plain(self) -> "Details":
        """The same, checked.

        Raises:
            BadInput: one of them cannot be used.
        """
        return Details(written.name(self.name), written.email(self.email), written.payroll_number(self.payroll_number))


def add(*, trust: Trust, details: Details, place: Place, by: Person | None, now: datetime) -> Person:
    """Add somebody at their first place.

    Raises:
        NotAllowed: `by` does not say who is at that place.
        BadInput: something cannot be used, or the address or number is somebody else's.
    """
    if refusal := rules.cannot_edit_at(by, place.spot, now):
        raise refusal
    said = details.plain()
    _must_be_free(said, trust, None, by)
    try:
        with transaction.atomic():
            person = Person.objects.create(
                trust=trust, name=said.name, email=said.email, payroll_number=said.payroll_number
            )
            record(
                kinds.ADDED,
                of=person,
                by=by,
                now=now,
                trust_id=trust.pk,
                school_id=place.spot.school_id,
                words={"name": said.name},
            )
            put(person=person, place=place, by=by, now=now)
    except IntegrityError:
        _must_be_free(said, trust, None, by)  # somebody else took it a moment ago
        raise
    return person


@transaction.atomic
def correct(*, person: Person, details: Details, by: Person | None, now: datetime) -> list[str]:
    """Correct a name, an address or a payroll number. The address they sign in with is their own affair.

    Returns:
        The fields that were different.
    Raises:
        NotAllowed, NotNow: see `rules.cannot_edit`.
        BadInput: something cannot be used, or the address or number is somebody else's.
    """
    if refusal := rules.cannot_edit(by, person, now):
        raise refusal
    said = details.plain()
    _must_be_free(said, person.trust, person, by)
    was = {name: getattr(person, name) for name in vars(said)}
    changed = [name for name, value in vars(said).items() if was[name] != value]
    if not changed:
        return []
    for name in changed:
        setattr(person, name, getattr(said, name))
    person.save(update_fields=changed)
    words = {"was": {name: was[name] for name in changed}, "now": {name: getattr(said, name) for name in changed}}
    school_id = school_of(person, timezone.localdate(now))
    facts = {"fields": changed}
    record(
        kinds.CORRECTED,
        of=person,
        by=by,
        now=now,
        trust_id=person.trust_id,
        school_id=school_id,
        facts=facts,
        words=words,
    )
    announce("people.person.corrected", trust_id=person.trust_id, person_id=person.pk)
    return changed


def _must_be_free(said: Details, trust: Trust, person: Person | None, by: Person | None) -> None:
    """Tell whose an address or a number is already; by name only to who may read of them."""
    others = Person.objects.filter(trust=trust)
    if person:
        others = others.exclude(pk=person.pk)
    if said.email and (other := others.filter(email__iexact=said.email).first()):
        raise BadInput(f"{said.email} is the address of {_whose(other, by)}", where="email")
    if said.payroll_number and (other := others.filter(payroll_number=said.payroll_number).first()):
        raise BadInput(f"{said.payroll_number} is the payroll number of {_whose(other, by)}", where="payroll_number")


def _whose(other: Person, by: Person | None) -> str:
    if by is None or Person.objects.visible_to(by).filter(pk=other.pk).exists():
        return f"{other.name}. If they are one person, merge the two entries; if not, mend the one that is wrong."
    return "somebody at another place of the Trust. Ask an administrator or human resources of the Trust."
