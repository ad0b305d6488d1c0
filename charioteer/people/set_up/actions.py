"""Setting up: adding places, filling offices, saying which there are not."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from charioteer.audit.actions import record
from charioteer.audit.kinds import kind
from charioteer.errors import BadInput, NotNow
from charioteer.jobs import announce
from charioteer.mail.actions import send
from charioteer.people import naming, typed
from charioteer.people.actions import invite
from charioteer.people.actions.invitations import GOOD_FOR
from charioteer.people.models import Centre, NoSuchOffice, Person, RoleHolding, School, Trust
from charioteer.people.reach import Spot
from charioteer.people.roles import ROLES
from charioteer.people.rules import cannot_take_up
from charioteer.people.set_up import rules
from charioteer.people.slots import Filled, Slot, as_it_stands
from charioteer.people.trail import within_reach

SCHOOL_ADDED = kind("people.school.added", "Added a school", visible=within_reach)
CENTRE_ADDED = kind("people.centre.added", "Added a centre", visible=within_reach)
NAMED = kind("people.person.named", "Named somebody new", visible=within_reach)
FILLED = kind("people.office.filled", "Filled an office", visible=within_reach)
LEFT = kind("people.office.left", "Took somebody out of an office", visible=within_reach)
NOT_HELD = kind("people.office.not_held", "Said that there is no such office", visible=within_reach)
OPEN_AGAIN = kind("people.office.opened", "Said that an office is to be filled after all", visible=within_reach)


class Way(StrEnum):
    """How somebody new gets the link with which they sign in for the first time."""

    MAIL = "mail"
    LINK = "link"
    LATER = "later"


@transaction.atomic
def add_school(*, trust: Trust, name: str, by: Person, now: datetime) -> School:
    """Add a school by hand.

    Raises:
        NotAllowed: `by` may not set up this trust.
        BadInput: the name cannot be used, or a school has it already.
    """
    if refusal := rules.cannot_set_up(by, trust, now):
        raise refusal
    _lock(trust)
    name = typed.name(name)
    if School.objects.filter(trust=trust, name__iexact=name).exists():
        raise BadInput(f"{trust.name} has a school called {name} already.", where="name")
    taken = set(School.objects.filter(trust=trust).values_list("slug", flat=True))
    slug = naming.short(name, taken, otherwise="school")
    school = School.objects.create(trust=trust, name=name, slug=slug, known_by=naming.distinctive(name))
    record(SCHOOL_ADDED, of=school, by=by, now=now, trust_id=trust.pk, school_id=school.pk, facts={"name": name})
    return school


@transaction.atomic
def add_centre(*, school: School, name: str, by: Person, now: datetime) -> Centre:
    """Add a campus, phase or satellite of a school by hand.

    Raises:
        NotAllowed: `by` may not set up this trust.
        BadInput: the name cannot be used, or a centre of the school has it already.
    """
    if refusal := rules.cannot_set_up(by, school.trust, now):
        raise refusal
    _lock(school.trust)
    name = typed.name(name)
    if school.centres.filter(name__iexact=name).exists():
        raise BadInput(f"{school.name} has a centre called {name} already.", where="name")
    taken = set(school.centres.values_list("slug", flat=True))
    slug = naming.short(name, taken, otherwise="centre")
    centre = Centre.objects.create(school=school, name=name, slug=slug)
    trust_id, school_id = school.trust_id, school.pk
    record(CENTRE_ADDED, of=centre, by=by, now=now, trust_id=trust_id, school_id=school_id, facts={"name": name})
    return centre


@transaction.atomic
def fill(*, slot: Slot, person: Person, by: Person, now: datetime) -> RoleHolding:
    """Put somebody who is known into an office, from today.

    Raises:
        NotAllowed: `by` may not, or would make themselves somebody who decides about going live.
        NotNow: another holds it, and there is one at a time.
        BadInput: this person cannot hold it beside what else they hold.
    """
    _lock(slot.trust)
    day = timezone.localtime(now).date()
    filled = as_it_stands(slot, day)
    if refusal := rules.cannot_fill(by, filled, person, now):
        raise refusal
    # Somebody may hold it from a later day on; the page shows today.
    spot = Spot(*slot.place[1:])
    if refusal := cannot_take_up(ROLES[slot.post.role], person, spot, from_date=day, stands_in=slot.stand_in):
        raise refusal
    if filled.none:
        filled.none.delete()
    holding = RoleHolding.objects.create(
        person=person,
        role=slot.post.role,
        school=slot.school,
        centre=slot.centre,
        stands_in=slot.stand_in,
        from_date=day,
    )
    _record(FILLED, slot, holding, by, now, person=person)
    announce("people.role.changed", trust_id=slot.trust.pk, person_id=person.pk)
    return holding


@transaction.atomic
def fill_with_new(*, slot: Slot, name: str, email: str, way: Way, by: Person, now: datetime) -> str:
    """Put somebody new into an office, and invite them in the way that is wished.

    Returns:
        The one-time link, if it is to be shown; else "". It is returned once and kept nowhere.
    Raises:
        NotAllowed, NotNow, BadInput: as for `fill`; or the name or the address cannot be used. Nothing is kept then.
    """
    if refusal := rules.cannot_set_up(by, slot.trust, now):
        raise refusal
    name, email = typed.name(name), typed.address(email)
    if refused := rules.cannot_name(slot, email):
        raise refused
    person = Person.objects.create(trust=slot.trust, name=name, email=email)
    _record(NAMED, slot, person, by, now, words={"name": name, "email": email})
    fill(slot=slot, person=person, by=by, now=now)
    if way is Way.LATER:
        return ""
    token = invite(email=email, role="member", trust=slot.trust, by=by, now=now)
    link = settings.SITE_ADDRESS + reverse("invitation", args=[token])
    if way is Way.LINK:
        return link
    subject, key = f"Join {slot.trust.name}", f"people.invitation:{person.pk}:{now.isoformat()}"
    lines = [
        f"{by.name} names you as {slot.words} and invites you to {slot.trust.name}.",
        "This link works once, for seven days. Whoever opens it first chooses your password, so do not pass it on.",
    ]
    send(
        to=email,
        subject=subject,
        lines=lines,
        link=link,
        trust_id=slot.trust.pk,
        key=key,
        now=now,
        good_until=now + GOOD_FOR,
    )
    return ""


@transaction.atomic
def take_out(*, slot: Slot, holding_id: int, by: Person, now: datetime) -> RoleHolding:
    """Say that somebody does not hold an office any more. What began today was a slip and goes altogether.

    Raises:
        NotAllowed: `by` may not set up this trust.
        NotNow: they do not hold it any more.
    """
    if refusal := rules.cannot_set_up(by, slot.trust, now):
        raise refusal
    _lock(slot.trust)
    day = timezone.localtime(now).date()
    holders = {one.pk for one in as_it_stands(slot, day).holders}
    held = RoleHolding.objects.filter(pk=holding_id).select_related("person").first() if holding_id in holders else None
    if held is None:
        raise NotNow(f"Nobody is {slot.words} of {slot.where} in that way any more. Somebody was faster.")
    _record(LEFT, slot, held, by, now, person=held.person)
    row = RoleHolding.objects.filter(pk=held.pk)
    if held.from_date == day:
        row.delete()
    else:
        row.update(until_date=day - timedelta(days=1))
    announce("people.role.changed", trust_id=slot.trust.pk, person_id=held.person_id)
    return held


@transaction.atomic
def do_without(*, slot: Slot, instead: str, by: Person, now: datetime) -> NoSuchOffice:
    """Say that a place has no such office, and who does its work instead.

    Raises:
        NotAllowed: `by` may not set up this trust.
        NotNow: somebody holds it.
        BadInput: it is an office no place can do without, or nothing says who does the work.
    """
    _lock(slot.trust)
    filled = as_it_stands(slot, timezone.localtime(now).date())
    if refusal := rules.cannot_do_without(by, filled, now):
        raise refusal
    instead = " ".join(instead.split())
    if not 3 <= len(instead) <= 300:
        raise BadInput("Say who does it instead, or why there is none, in 3 to 300 letters.", where="instead")
    if filled.none:
        filled.none.delete()
    at = {"trust": slot.trust, "school": slot.school, "centre": slot.centre, "stand_in": slot.stand_in}
    said = {"instead": instead, "said_by": by, "said_at": now}
    none = NoSuchOffice.objects.create(role=slot.post.role, **at, **said)
    _record(NOT_HELD, slot, none, by, now, words={"instead": instead})
    return none


@transaction.atomic
def leave_open(*, slot: Slot, by: Person, now: datetime) -> Filled:
    """“We do not know yet”: the office stays a gap; that there is none is taken back if somebody said so.

    Raises:
        NotAllowed: `by` may not set up this trust.
    """
    if refusal := rules.cannot_set_up(by, slot.trust, now):
        raise refusal
    _lock(slot.trust)
    filled = as_it_stands(slot, timezone.localtime(now).date())
    if filled.none:
        _record(OPEN_AGAIN, slot, filled.none, by, now)
        filled.none.delete()
    return filled


def _lock(trust: Trust) -> None:
    # One change of offices at a time in a trust: “one at a time” is true for two people who press at once.
    Trust.objects.select_for_update().get(pk=trust.pk)


def _record(
    what: str,
    slot: Slot,
    of: Model,
    by: Person,
    now: datetime,
    *,
    person: Person | None = None,
    words: dict[str, str] | None = None,
) -> None:
    trust_id, school_id, centre_id = slot.place
    facts = {"role": slot.post.role, "stands_in": slot.stand_in, "centre": centre_id}
    facts |= {"person": person.pk} if person else {}
    record(what, of=of, by=by, now=now, trust_id=trust_id, school_id=school_id, facts=facts, words=words)
