"""Where somebody is, as what, led by whom: begun, changed, ended."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.errors import BadInput, NotNow
from charioteer.jobs import announce
from charioteer.people import kinds, rules, written
from charioteer.people.actions.sign_ins import close_if_nothing_is_left
from charioteer.people.models import Centre, Engagement, Person, PersonKind, RoleHolding, School, Trust
from charioteer.people.models.acting import lasting
from charioteer.people.queries import chain_words, loop_of_leaders, roles_that_end
from charioteer.people.reach import Spot


@dataclass(frozen=True)
class Place:
    """One engagement as somebody says it. School None is the trust itself."""

    kind: str
    school: School | None
    from_date: date
    until_date: date | None = None
    centre: Centre | None = None
    job_title: str = ""
    leader: Person | None = None

    @classmethod
    def of(cls, engagement: Engagement) -> "Place":
        """An engagement as somebody would say it."""
        return cls(**{name: getattr(engagement, name) for name in cls.__dataclass_fields__})

    @property
    def spot(self) -> Spot:
        """Where it is."""
        return Spot(self.school.pk if self.school else None, self.centre.pk if self.centre else None)


def begin(*, person: Person, place: Place, by: Person | None, now: datetime) -> Engagement:
    """Note that somebody is at a place, beside wherever else they are.

    Raises:
        NotAllowed: `by` does not say who is at that place.
        BadInput: something does not fit, or the leader would lead in a circle.
        NotNow: they are there already in that capacity.
    """
    if by is not None and by.trust_id != person.trust_id:
        raise rules.cannot_edit(by, person, now) or NotNow("This person belongs to another trust.")
    if refusal := rules.cannot_edit_at(by, place.spot, now):
        raise refusal
    with transaction.atomic():
        return put(person=person, place=place, by=by, now=now)


def put(*, person: Person, place: Place, by: Person | None, now: datetime) -> Engagement:
    """Write a new engagement with its log entry; `begin` and `persons.add` have asked whether it may be.

    Raises:
        BadInput, NotNow: as for `begin`.
    """
    if person.merged_into_id is not None:
        raise NotNow(f"{person.name} was merged into another entry. Use that one.")
    place = _checked(person, place, now)
    same = person.engagements.filter(kind=place.kind, school=place.school, centre=place.centre)
    if same.filter(lasting(place.from_date), from_date__lte=place.until_date or date.max).exists():
        raise NotNow(f"{person.name} is there in that capacity already. Change that entry instead.")
    made = Engagement.objects.create(person=person, **_columns(place))
    _record(kinds.BEGUN, made, by, now, _facts(made))
    return made


@transaction.atomic
def change(*, engagement: Engagement, place: Place, by: Person | None, now: datetime) -> list[str]:
    """Change what is known of an engagement that is not over: capacity, title, leader, dates; or its place.

    Returns:
        The columns that were different.
    Raises:
        NotAllowed: `by` does not say who is at the old or the new place.
        BadInput: something does not fit; to end it, use `end`.
    """
    for spot in (Spot(engagement.school_id, engagement.centre_id), place.spot):
        if refusal := rules.cannot_edit_at(by, spot, now):
            raise refusal
    if place.until_date != engagement.until_date:
        raise BadInput("A last day is noted by “leaves”, so that roles end with it.", where="until_date")
    columns = _columns(_checked(engagement.person, place, now))
    was = {name: _id(getattr(engagement, name)) for name in columns}
    changed = [name for name, value in columns.items() if was[name] != _id(value)]
    if changed:
        for name in changed:
            setattr(engagement, name, columns[name])
        engagement.save(update_fields=changed)
        facts = {"was": {name: was[name] for name in changed if name != "job_title"}, "now": _facts(engagement)}
        titles = {"title_was": was["job_title"], "title_now": engagement.job_title}
        _record(kinds.CHANGED, engagement, by, now, facts, titles if "job_title" in changed else None)
    return changed


def set_leader(*, engagement: Engagement, leader: Person | None, by: Person | None, now: datetime) -> bool:
    """Say who leads somebody there; None for nobody.

    Returns:
        Whether that was different.
    Raises:
        BadInput: a leader of themselves, or a circle of leaders, which the sentence names.
    """
    return bool(change(engagement=engagement, place=replace(Place.of(engagement), leader=leader), by=by, now=now))


@transaction.atomic
def end(*, engagement: Engagement, last_day: date, by: Person | None, now: datetime) -> list[RoleHolding]:
    """Note the last day of somebody at a place. Roles there end with it; with the last place, every role does.

    Who has nothing left cannot sign in any more: at once if the day is over, else when it is (a daily job sees to it).

    Returns:
        The roles that end with it.
    Raises:
        NotAllowed: `by` does not say who is at that place, or it would end a role beyond theirs.
        BadInput: the day is before the first one.
        NotNow: it is over already, or they are the last administrator.
    """
    Trust.objects.select_for_update().get(pk=engagement.person.trust_id)  # two who end each other's role wait in turn
    engagement.refresh_from_db()
    ends = roles_that_end(engagement, last_day)
    if refusal := rules.cannot_end_engagement(by, engagement, ends, last_day, now):
        raise refusal
    if last_day < engagement.from_date:
        raise BadInput("The last day is before the first one. Mend one of the two.", where="last_day")
    if engagement.until_date is not None and engagement.until_date < timezone.localdate(now):
        raise NotNow(f"{engagement.person.name} has left there already.")
    engagement.until_date = last_day
    engagement.save(update_fields=["until_date"])
    for held in ends:
        held.end_on(last_day)
    facts = {
        "school": engagement.school_id,
        "last_day": last_day.isoformat(),
        "roles": [[held.role, held.school_id, held.centre_id] for held in ends],
    }
    _record(kinds.ENDED, engagement, by, now, facts)
    if ends:
        announce("people.role.changed", trust_id=engagement.person.trust_id, person_id=engagement.person_id)
    close_if_nothing_is_left(person=engagement.person, now=now)
    return ends


def _checked(person: Person, place: Place, now: datetime) -> Place:
    if place.kind not in PersonKind.values:
        raise BadInput(f"“{place.kind}” is not a capacity we know. Choose one of the list.", where="kind")
    if place.school is not None and place.school.trust_id != person.trust_id:
        raise BadInput("That school belongs to another trust.", where="place")
    if place.centre is not None and (place.school is None or place.centre.school_id != place.school.pk):
        raise BadInput("That centre is not part of the school.", where="place")
    if place.until_date is not None and place.until_date < place.from_date:
        raise BadInput("The last day is before the first one. Mend one of the two.", where="until_date")
    title = written.plain(place.job_title, what="The job title", where="job_title", most=120)
    if place.leader is not None:
        _check_leader(person, place.leader, timezone.localdate(now))
    return replace(place, job_title=title)


def _check_leader(person: Person, leader: Person, day: date) -> None:
    if leader.pk == person.pk:
        raise BadInput("Nobody leads themselves. Name somebody else, or leave the leader blank.", where="leader")
    if leader.trust_id != person.trust_id or leader.merged_into_id is not None:
        raise BadInput("That leader is not on the list of this trust.", where="leader")
    if names := loop_of_leaders(person, leader, day):
        raise BadInput(
            f"{leader.name} cannot lead {person.name}, because it would go round in a circle: {chain_words(names)}. "
            "Change one of these first.",
            where="leader",
        )


def _columns(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in place.__dataclass_fields__}


def _id(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if hasattr(value, "pk") else value


def _facts(engagement: Engagement) -> dict[str, Any]:
    return {
        "person": engagement.person_id,
        "kind": engagement.kind,
        "school": engagement.school_id,
        "centre": engagement.centre_id,
        "leader": engagement.leader_id,
        "from": _id(engagement.from_date),
        "until": _id(engagement.until_date),
    }


def _record(
    kind: str,
    engagement: Engagement,
    by: Person | None,
    now: datetime,
    facts: dict[str, Any],
    words: dict[str, Any] | None = None,
) -> None:
    person = engagement.person
    facts, at = {"engagement": engagement.pk, **facts}, engagement.school_id
    record(kind, of=person, by=by, now=now, trust_id=person.trust_id, school_id=at, facts=facts, words=words)
    announce("people.engagement.changed", trust_id=person.trust_id, person_id=person.pk)
