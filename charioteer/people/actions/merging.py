"""Two entries that are one person become one; one entry that is two people becomes two. Nothing is lost either way."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from charioteer.audit.actions import record, subject_of
from charioteer.audit.models import Entry, Words
from charioteer.errors import BadInput, NotNow
from charioteer.jobs import announce
from charioteer.people import kinds, rules
from charioteer.people.actions.persons import Details
from charioteer.people.models import Absence, Engagement, Person, RoleHolding, Trust, User
from charioteer.people.models.acting import lasting
from charioteer.people.queries import chain_words, loop_of_leaders, school_of

_OWN = ("email", "payroll_number")


@transaction.atomic
def merge(*, kept: Person, gone: Person, by: Person | None, now: datetime) -> None:
    """Say that two entries are one person. All that `gone` has moves to `kept`; the empty entry stays and points there.

    An address or number that `kept` lacks moves too; where both have one, that of `kept` stays.

    Raises:
        NotAllowed: see `rules.cannot_merge`.
        BadInput: they are the same entry, or of two trusts.
        NotNow: both sign in, or it would make a circle of leaders; says how to mend it.
    """
    if kept.pk == gone.pk or kept.trust_id != gone.trust_id:
        raise BadInput("Choose another entry of this trust.", where="other")
    if refusal := rules.cannot_merge(by, kept, gone, now):
        raise refusal
    Trust.objects.select_for_update().get(pk=kept.trust_id)
    day = timezone.localdate(now)
    at = school_of(kept, day)
    words = {"name": gone.name, **{field: getattr(gone, field) for field in _OWN}}
    facts: dict[str, Any] = {"gone": gone.pk, "kept": kept.pk, "user": _move_sign_in(gone, kept), "day": str(day)}
    facts |= _move(gone, kept)
    facts["took"] = _move_own(gone, kept)
    for leader in Person.objects.filter(led__in=kept.engagements.filter(lasting(day))).distinct():
        if names := loop_of_leaders(kept, leader, day):
            raise NotNow(
                f"As one person they would be led in a circle: {chain_words(names)}. Change one of these first."
            )
    record(kinds.MERGED, of=kept, by=by, now=now, trust_id=kept.trust_id, school_id=at, facts=facts, words=words)
    announce("people.person.merged", trust_id=kept.trust_id, person_id=kept.pk)


@transaction.atomic
def unmerge(*, gone: Person, by: Person | None, now: datetime) -> None:
    """Undo a merge: what moved then and is still there goes back to the entry it came from.

    Raises:
        NotAllowed: see `rules.cannot_unmerge`.
        NotNow: it is not merged, or what moved is not known any more.
    """
    kept = gone.merged_into
    if kept is None:
        raise NotNow(f"{gone.name} is not merged into anybody.")
    found = _merged(kept, gone)
    if found is None:
        raise NotNow("The log does not say any more what moved then. Split the entry instead.")
    entry, facts = found
    roles = list(kept.roles.filter(pk__in=facts["roles"]))
    if refusal := rules.cannot_part(by, kept, roles, now):
        raise refusal
    said = Words.objects.filter(ref=entry.ref).values_list("text", flat=True).first() or {}
    Person.objects.filter(pk=gone.pk).update(merged_into=None)
    _move_back(facts, kept, gone)
    for field in facts["took"]:
        if getattr(kept, field) == said.get(field):
            Person.objects.filter(pk=kept.pk).update(**{field: ""})
    _give_back(gone, said)
    told = {"gone": gone.pk, "merge": entry.ref}
    at = school_of(kept, timezone.localdate(now))
    record(kinds.UNMERGED, of=kept, by=by, now=now, trust_id=kept.trust_id, school_id=at, facts=told)
    for one in (kept, gone):
        announce("people.engagement.changed", trust_id=one.trust_id, person_id=one.pk)


@transaction.atomic
def split(
    *,
    person: Person,
    details: Details,
    engagements: Collection[Engagement],
    roles: Collection[RoleHolding] = (),
    by: Person | None,
    now: datetime,
) -> Person:
    """Say that one entry is two people: named places and roles go to a new entry.

    Raises:
        NotAllowed: see `rules.cannot_part`.
        BadInput: nothing is named, or not theirs, or the new entry's address or number is somebody's.
    """
    if refusal := rules.cannot_part(by, person, list(roles), now):
        raise refusal
    moved = _theirs(person, engagements, roles)
    said = details.plain()
    try:
        with transaction.atomic():
            made = Person.objects.create(
                trust=person.trust, name=said.name, email=said.email, payroll_number=said.payroll_number
            )
    except IntegrityError:
        raise BadInput("The address or the payroll number is somebody else’s already.", where="email") from None
    Engagement.objects.filter(pk__in=moved["engagements"]).update(person=made)
    RoleHolding.objects.filter(pk__in=moved["roles"]).update(person=made)
    _record_split(person, made, moved, by, now)
    return made


def _theirs(
    person: Person, engagements: Collection[Engagement], roles: Collection[RoleHolding]
) -> dict[str, list[int]]:
    """The keys of what is named, once it is sure that all of it is theirs."""
    named = {"engagements": sorted(one.pk for one in engagements), "roles": sorted(one.pk for one in roles)}
    found = {
        "engagements": _keys(person.engagements.filter(pk__in=named["engagements"])),
        "roles": _keys(person.roles.filter(pk__in=named["roles"])),
    }
    if not engagements or found != named:
        raise BadInput("Choose at least one of this entry’s places for the new one.", where="engagements")
    return named


def _record_split(person: Person, made: Person, moved: dict[str, list[int]], by: Person | None, now: datetime) -> None:
    at = school_of(made, timezone.localdate(now))
    facts, words = {"from": person.pk, "into": made.pk, **moved}, {"name": made.name}
    for one in (person, made):
        trust = one.trust_id
        record(kinds.SPLIT, of=one, by=by, now=now, trust_id=trust, school_id=at, facts=facts, words=words)
        announce("people.engagement.changed", trust_id=trust, person_id=one.pk)


def _move(gone: Person, kept: Person) -> dict[str, list[int]]:
    """Move rows; say which."""
    led_by_kept = Engagement.objects.filter(person=gone, leader=kept)
    led_by_gone = Engagement.objects.filter(person=kept, leader=gone)
    own_deputy = Absence.objects.filter(person__in=[gone, kept], deputy__in=[gone, kept])
    moved = {
        "unled": _keys(led_by_kept) + _keys(led_by_gone),
        "undeputised": _keys(own_deputy),
        "engagements": _keys(gone.engagements.all()),
        "roles": _keys(gone.roles.all()),
        "absences": _keys(gone.absences.all()),
        "led": _keys(Engagement.objects.filter(leader=gone).exclude(person=kept)),
        "deputising": _keys(gone.deputising.exclude(person=kept)),
    }
    # Who led, or deputised for, what turns out to be themselves does not any more.
    Engagement.objects.filter(pk__in=moved["unled"]).update(leader=None)
    Absence.objects.filter(pk__in=moved["undeputised"]).update(deputy=None)
    for field, rows, key in _TABLES:
        rows.objects.filter(pk__in=moved[key]).update(**{field: kept})
    return moved


_TABLES: tuple[tuple[str, Any, str], ...] = (
    ("leader", Engagement, "led"),
    ("deputy", Absence, "deputising"),
    ("person", Engagement, "engagements"),
    ("person", RoleHolding, "roles"),
    ("person", Absence, "absences"),
)


def _move_back(facts: dict[str, Any], kept: Person, gone: Person) -> None:
    for field, rows, key in reversed(_TABLES):
        rows.objects.filter(pk__in=facts[key], **{field: kept}).update(**{field: gone})
    if facts["user"]:
        User.objects.filter(person=kept).update(person=gone)


def _move_sign_in(gone: Person, kept: Person) -> bool:
    mine, theirs = (User.objects.filter(person=one).first() for one in (kept, gone))
    if theirs is None:
        return False
    if mine is None:
        User.objects.filter(pk=theirs.pk).update(person=kept)
        return True
    if mine.is_active and theirs.is_active:
        raise NotNow(
            f"Both sign in: {kept.name} as {mine.email}, {gone.name} as {theirs.email}. Ask which address they use, "
            "close the sign-in of the other entry on its own page, then merge the two."
        )
    if theirs.is_active:
        raise NotNow(f"The sign-in that is open is that of {gone.name}. Merge the other way round: keep that entry.")
    return False


def _move_own(gone: Person, kept: Person) -> list[str]:
    took = [field for field in _OWN if getattr(gone, field) and not getattr(kept, field)]
    values = {field: getattr(gone, field) for field in took}
    for field in _OWN:
        setattr(gone, field, "")
    gone.merged_into = kept
    gone.save(update_fields=[*_OWN, "merged_into"])
    for field, value in values.items():
        setattr(kept, field, value)
    kept.save(update_fields=took)
    Person.objects.filter(merged_into=gone).update(merged_into=kept)
    return took


def _give_back(gone: Person, said: dict[str, Any]) -> None:
    for field in _OWN:
        value = said.get(field) or ""
        taken = Person.objects.filter(trust=gone.trust_id, **{field: value}).exclude(pk=gone.pk)
        if value and not taken.exists():
            Person.objects.filter(pk=gone.pk).update(**{field: value})


def _merged(kept: Person, gone: Person) -> tuple[Entry, dict[str, Any]] | None:
    for entry in Entry.objects.about(subject_of(kept)).filter(kind=kinds.MERGED):
        facts = json.loads(entry.body)["facts"]
        if facts["gone"] == gone.pk:
            return entry, facts
    return None


def _keys(rows: Any) -> list[int]:
    return sorted(rows.values_list("pk", flat=True))
