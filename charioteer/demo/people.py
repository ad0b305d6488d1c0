"""The invented people: who they are, where, in what capacity, who is away, how some of them sign in.

Rows that no action makes yet are made by one function each, so that an action can take its place.
"""

import secrets
from collections.abc import Iterator
from datetime import date

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from charioteer.demo.ground import Ground
from charioteer.demo.names import TITLES, address, invented
from charioteer.demo.offices import HOLDERS, SHELIAK, SULAFAT, VEGA, Holder
from charioteer.people.actions import accept, invite
from charioteer.people.models import Absence, Closure, Engagement, Person, PersonKind, RoleHolding, Term
from charioteer.people.roles import ROLES

EVERYBODY = 150
_SINCE = date(2021, 9, 1)
# How many of each kind there are besides those who hold an office; the rest are staff.
_OTHERS = {
    PersonKind.TRUSTEE: 5,
    PersonKind.GOVERNOR: 14,
    PersonKind.MEMBER: 4,
    PersonKind.VOLUNTEER: 9,
    PersonKind.SUPPLY: 6,
    PersonKind.TRAINEE: 4,
    PersonKind.THERAPIST: 5,
    PersonKind.CONTRACTOR: 3,
    PersonKind.FRIENDS_OFFICER: 3,
}
_FOR_THE_TRUST = {PersonKind.TRUSTEE, PersonKind.MEMBER}
_SCHOOLS = (VEGA, SULAFAT, SHELIAK)
_HEADS = {VEGA: "Wren Okafor", SULAFAT: "Silas Renner", SHELIAK: "Astrid Keane"}


def everybody(ground: Ground) -> str:
    """People of every kind, at three schools and at the trust itself."""
    for number, (name, kind, title, school, centre) in enumerate(_wanted()):
        person = add_person(ground, name, payroll=f"L{1000 + number}" if kind == PersonKind.STAFF else "")
        add_engagement(ground, person, kind, title, school=school, centre=centre)
    for school, head in _HEADS.items():
        led = Engagement.objects.filter(school=ground.school(school), kind=PersonKind.STAFF)
        led.exclude(person=ground.people[head]).update(leader=ground.people[head])
        led.filter(person=ground.people[head]).update(leader=ground.people["Maya Lindgren"])
    return f"{len(ground.people)} people at {len(_SCHOOLS)} schools"


def _wanted() -> Iterator[tuple[str, str, str, str, str]]:
    holders = {holder.name: holder for holder in reversed(HOLDERS)}
    for holder in reversed(holders.values()):
        yield holder.name, holder.kind, holder.title, holder.school, holder.centre
    names = (name for name in invented() if name not in holders)
    kinds = [kind for kind, count in _OTHERS.items() for _ in range(count)]
    kinds += [PersonKind.STAFF] * (EVERYBODY - len(holders) - len(kinds))
    centres = {VEGA: ("primary", "secondary"), SULAFAT: ("lower", "upper"), SHELIAK: ("garden", "")}
    for number, kind in enumerate(kinds):
        school = "" if kind in _FOR_THE_TRUST else _SCHOOLS[number % 3]
        centre = centres[school][number % 2] if school and kind == PersonKind.STAFF else ""
        yield next(names), kind, TITLES[kind][number % len(TITLES[kind])], school, centre


def add_person(ground: Ground, name: str, *, payroll: str) -> Person:
    """One person of the trust."""
    given = {"name": name, "email": address(name), "payroll_number": payroll}
    ground.people[name] = Person.objects.create(trust=ground.trust, **given)
    return ground.people[name]


def add_engagement(ground: Ground, person: Person, kind: str, title: str, *, school: str, centre: str) -> Engagement:
    """Where somebody is, and as what."""
    at = {"school": ground.school(school), "centre": ground.centre(school, centre)}
    return Engagement.objects.create(person=person, kind=kind, job_title=title, from_date=_SINCE, **at)


def leavers_and_joiners(ground: Ground) -> str:
    """Some have left, some come next month, one works at two schools."""
    staff = Engagement.objects.filter(person__trust=ground.trust, kind=PersonKind.STAFF, job_title="Teaching assistant")
    chosen = list(staff.order_by("person__name")[:6])
    for one in chosen[:3]:
        Engagement.objects.filter(pk=one.pk).update(until_date=ground.day(-40))
    for one in chosen[3:5]:
        Engagement.objects.filter(pk=one.pk).update(from_date=ground.day(30))
    other = next(slug for slug in _SCHOOLS if ground.school(slug) != chosen[5].school)
    add_engagement(ground, chosen[5].person, PersonKind.STAFF, "Teaching assistant", school=other, centre="")
    return "3 leavers, 2 joiners, 1 person at two schools"


def offices(ground: Ground) -> str:
    """Who holds which office; some offices are empty."""
    for holder in HOLDERS:
        if not RoleHolding.objects.filter(person=ground.people[holder.name]).exists():
            sign_in(ground, holder)
        else:
            give_role(ground, holder)
    return f"{len(HOLDERS)} offices held, and some that nobody holds"


def sign_in(ground: Ground, holder: Holder) -> None:
    """Somebody is invited and accepts; the password is thrown away, so that nobody can ever type it."""
    at = ground.before(60)
    token = invite(email=address(holder.name), role=holder.role, trust=ground.trust, by=None, now=at)
    user = accept(token=token, name=holder.name, password=secrets.token_urlsafe(24), now=at)
    place(ground, holder)
    if holder.factor and ROLES[holder.role].second_factor:
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)


def place(ground: Ground, holder: Holder) -> None:
    """Put the role that came with an invitation where it belongs."""
    at = {"school": ground.school(holder.school), "centre": ground.centre(holder.school, holder.centre)}
    RoleHolding.objects.filter(person=ground.people[holder.name]).update(from_date=_SINCE, **at)


def give_role(ground: Ground, holder: Holder) -> RoleHolding:
    """One more role of somebody who signs in already."""
    return RoleHolding.objects.create(
        person=ground.people[holder.name],
        role=holder.role,
        school=ground.school(holder.school),
        centre=ground.centre(holder.school, holder.centre),
        stands_in=holder.stands_in,
        from_date=_SINCE,
    )


def absences(ground: Ground) -> str:
    """A head who named a deputy, a safeguarding lead who named nobody, one that is over and one to come."""
    add_absence(ground, "Silas Renner", -5, 16, deputy="Rowan Ito")
    add_absence(ground, "Bethan Kaya", -2, 9)
    add_absence(ground, "Carys Holt", -40, -30, deputy="Amara Lindqvist")
    add_absence(ground, "Wren Okafor", 20, 34, deputy="Leif Anand")
    return "4 absences, 2 of them today"


def add_absence(ground: Ground, name: str, first: int, last: int, *, deputy: str = "") -> Absence:
    """Somebody is away for some days."""
    return Absence.objects.create(
        person=ground.people[name],
        deputy=ground.people[deputy] if deputy else None,
        from_date=ground.day(first),
        until_date=ground.day(last),
    )


def calendar(ground: Ground) -> str:
    """Six half-terms of this school year and of the next, and a training day of one school."""
    today = ground.day(0)
    start = today.year if today.month >= 9 else today.year - 1
    for year in (start, start + 1):
        for name, (month, day), (last_month, last_day) in _TERMS:
            first = date(year if month >= 9 else year + 1, month, day)
            last = date(year if last_month >= 9 else year + 1, last_month, last_day)
            Term.objects.create(trust=ground.trust, name=name, first_day=first, last_day=last)
    training = date(start + 1, 1, 4)
    Closure.objects.create(
        trust=ground.trust, school=ground.school(VEGA), name="Training day", first_day=training, last_day=training
    )
    return "12 half-terms and a training day"


_TERMS = (
    ("Autumn, first half", (9, 2), (10, 23)),
    ("Autumn, second half", (11, 2), (12, 18)),
    ("Spring, first half", (1, 4), (2, 12)),
    ("Spring, second half", (2, 22), (3, 26)),
    ("Summer, first half", (4, 12), (5, 28)),
    ("Summer, second half", (6, 7), (7, 22)),
)


def invitations(ground: Ground) -> str:
    """One that waits, one that nobody used in time."""
    amara = ground.people["Amara Lindqvist"]
    for name, days in (("Saskia Moor", 9), ("Idwal Crane", 1)):
        invite(email=address(name), role="member", trust=ground.trust, by=amara, now=ground.before(days))
    return "2 invitations, one of which ran out"
