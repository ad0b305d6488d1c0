"""What may not be done while a trust is set up, and why."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from charioteer.errors import BadInput, NotAllowed, NotNow, Refused
from charioteer.people.access import cannot, who_can
from charioteer.people.models import Person, RoleHolding, Trust, User
from charioteer.people.posts import BY_ROLE, EXCLUDE
from charioteer.people.reach import Spot
from charioteer.people.roles import Right
from charioteer.people.rules import cannot_give_role
from charioteer.people.slots import Filled, Slot


def cannot_set_up(person: Person, trust: Trust, now: datetime) -> Refused | None:
    """Whether this person may set this trust up."""
    if person.trust_id != trust.pk:
        return NotAllowed(f"You cannot set up {trust.name}.", who_can=who_can(Right.SET_UP))
    return cannot(person, Right.SET_UP, timezone.localtime(now).date())


def cannot_fill(by: Person, filled: Filled, person: Person, now: datetime) -> Refused | None:
    """Whether a person may be put into a slot; `filled` is how it stands at this moment."""
    slot = filled.slot
    if refusal := cannot_set_up(by, slot.trust, now):
        return refusal
    if person.trust_id != slot.trust.pk:
        return BadInput(f"{person.name} does not belong to {slot.trust.name}.", where="known")
    if slot.post.decides and person == by:
        return NotAllowed(
            f"You cannot make yourself {slot.words}, who decides about going live. Somebody else must say so.",
            who_can="Another administrator, or `charioteer invite` on the server",
        )
    # Setting up gives nobody what giving a role would not.
    if refusal := cannot_give_role(by, slot.post.role, person, Spot(*slot.place[1:]), now):
        return refusal
    return _taken(filled, person) or _clashes(slot, person, now)


def cannot_name(slot: Slot, email: str) -> BadInput | None:
    """Whether a new person of the trust may have this address."""
    known = Person.objects.filter(trust=slot.trust, email__iexact=email).first()
    if known:
        return BadInput(
            f"{email} is the address of {known.name}, who is known already. Choose {known.name} from the list.",
            where="email",
        )
    elsewhere = Q(person__trust=slot.trust)
    if User.objects.filter(email__iexact=email).exclude(elsewhere).exists() or _of_another(slot.trust, email):
        return BadInput(
            f"{email} belongs to somebody outside {slot.trust.name}. Type the address they have here.", where="email"
        )
    if User.objects.filter(email__iexact=email).exists():
        return BadInput(f"{email} signs in already, under another address of theirs. Look in the list.", where="email")
    return None


def cannot_do_without(by: Person, filled: Filled, now: datetime) -> Refused | None:
    """Whether a place may say that it has no such office."""
    slot = filled.slot
    if refusal := cannot_set_up(by, slot.trust, now):
        return refusal
    if not slot.stand_in and not slot.post.none:
        return BadInput(f"{slot.where} cannot do without a {slot.words}. Say who it is, or leave it open.", where="who")
    if filled.holders:
        return NotNow(f"{_names(filled)} is the {slot.words} of {slot.where}. Say first that this is not so any more.")
    return None


def _taken(filled: Filled, person: Person) -> Refused | None:
    slot = filled.slot
    if any(held.person_id == person.pk for held in filled.holders):
        return BadInput(f"{person.name} is {slot.words} of {slot.where} already.", where="known")
    if filled.holders and not slot.several:
        return NotNow(
            f"{_names(filled)} is the {slot.words} of {slot.where}, and there is one at a time. "
            "Say first that this is not so any more."
        )
    return None


def _clashes(slot: Slot, person: Person, now: datetime) -> BadInput | None:
    day, where = timezone.localtime(now).date(), "known"
    if slot.post.stood_in_for and _holds(person, slot, day, stands_in=not slot.stand_in):
        if slot.stand_in:
            return BadInput(
                f"{person.name} is the {slot.post.words}, so somebody else must stand in for them.", where=where
            )
        return BadInput(
            f"{person.name} stands in for the {slot.post.words}. Say first who does so instead.", where=where
        )
    other = EXCLUDE.get(slot.post.role)
    if other and person.holdings_on(day).filter(role=other).exists():
        return BadInput(
            f"{person.name} is {BY_ROLE[other].words}, or stands in as that. One person cannot also be the "
            f"{slot.words}: each hears what concerns the other.",
            where=where,
        )
    return None


def _holds(person: Person, slot: Slot, day: date, *, stands_in: bool) -> bool:
    held = RoleHolding.objects.on(day).filter(person=person, role=slot.post.role, stands_in=stands_in)
    return held.filter(school=slot.school, centre=slot.centre).exists()


def _of_another(trust: Trust, email: str) -> bool:
    return Person.objects.filter(email__iexact=email).exclude(trust=trust).exists()


def _names(filled: Filled) -> str:
    return " and ".join(dict.fromkeys(held.name for held in filled.holders))
