"""The invented people: who they are, where, in what capacity, who is away, how some of them sign in.

Everything is done by the actions the screens use, by whoever would do it, so that the log tells of each row.
"""

import secrets
from collections.abc import Iterator
from datetime import date, datetime

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from charioteer.audit.actions import record
from charioteer.demo.ground import Ground
from charioteer.demo.names import TITLES, address, invented
from charioteer.demo.offices import HOLDERS, SHELIAK, SULAFAT, VEGA, Holder
from charioteer.people import actions
from charioteer.people.actions import Details, Place
from charioteer.people.models import Closure, Engagement, Person, PersonKind, RoleHolding, Term, User
from charioteer.people.roles import ROLES
from charioteer.people.signals import CODES_MADE, FACTOR_SET
from charioteer.people.year import actions as year

EVERYBODY = 150
BEGAN = 120
"""How many days ago the Trust began with Charioteer."""
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
_ADMINISTRATOR, _HR, _CEO = "Amara Lindqvist", "Dylan Mbeki", "Maya Lindgren"
_HEADS = {VEGA: "Wren Okafor", SULAFAT: "Silas Renner", SHELIAK: "Astrid Keane"}
# The head of Sheliak has no second factor yet, so the administrator still invites for that school.
_INVITES = {VEGA: "Wren Okafor", SULAFAT: "Silas Renner"}
_JOINERS = 2

Wanted = tuple[str, str, str, str, str]


def founders(ground: Ground) -> str:
    """The first administrator, by the command line; then whoever keeps who works where, by the administrator."""
    for name, by in ((_ADMINISTRATOR, None), (_HR, _ADMINISTRATOR)):
        holder = next(one for one in HOLDERS if one.name == name)
        add(ground, (name, holder.kind, holder.title, "", ""), by=by)
        sign_in(ground, holder, by=by)
    return f"{len(ground.people)} people to begin with"


def everybody(ground: Ground) -> str:
    """People of every kind, at three schools and at the trust itself."""
    wanted = [one for one in _wanted() if one[0] not in ground.people]
    for one in wanted[:-_JOINERS]:
        add(ground, one)
    for one in wanted[-_JOINERS:]:
        add(ground, one, since=ground.day(30), at=ground.before(10))
    return f"{len(ground.people)} people at {len(_SCHOOLS)} schools, {_JOINERS} of them from next month on"


def _wanted() -> Iterator[Wanted]:
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


def add(
    ground: Ground, wanted: Wanted, *, by: str | None = _HR, since: date = _SINCE, at: datetime | None = None
) -> None:
    """One person of the trust, at their first place, led by the head of it."""
    name, kind, _, school, _ = wanted
    staff = kind == PersonKind.STAFF
    details = Details(name, address(name), f"L{1000 + len(ground.people)}" if staff else "")
    head = _HEADS.get(school, "")
    boss = "" if not staff else _CEO if name == head else head
    ground.people[name] = actions.add(
        trust=ground.trust,
        details=details,
        place=place(ground, wanted, since, ground.people.get(boss)),
        by=_by(ground, by),
        now=at or ground.before(BEGAN),
    )


def place(ground: Ground, wanted: Wanted, since: date, leader: Person | None = None) -> Place:
    """Where somebody is, and as what."""
    _, kind, title, school, centre = wanted
    return Place(
        kind, ground.school(school), since, centre=ground.centre(school, centre), job_title=title, leader=leader
    )


def leavers(ground: Ground) -> str:
    """Some have left, one works at two schools."""
    hr = ground.people[_HR]
    staff = Engagement.objects.filter(person__trust=ground.trust, job_title="Teaching assistant", from_date=_SINCE)
    chosen = list(staff.select_related("person", "school").order_by("person__name")[:4])
    for one in chosen[:3]:
        actions.end(engagement=one, last_day=ground.day(-40), by=hr, now=ground.before(45))
    last = chosen[3]
    other = next(slug for slug in _SCHOOLS if ground.school(slug) != last.school)
    wanted = (last.person.name, PersonKind.STAFF, "Teaching assistant", other, "")
    actions.begin(person=last.person, place=place(ground, wanted, ground.day(-60)), by=hr, now=ground.before(60))
    return "3 leavers, 1 person at two schools"


def offices(ground: Ground) -> str:
    """Who holds which office; some offices are empty."""
    for holder in HOLDERS:
        by = _INVITES.get(holder.school, _ADMINISTRATOR)
        by = _ADMINISTRATOR if holder.name == by else by
        if not User.objects.filter(email=address(holder.name)).exists():
            sign_in(ground, holder, by=by)
        elif holder.name not in {_ADMINISTRATOR, _HR}:
            give_role(ground, holder, by=by)
    return f"{len(HOLDERS)} offices held, and some that nobody holds"


def sign_in(ground: Ground, holder: Holder, *, by: str | None) -> None:
    """Somebody is invited and accepts; the password is thrown away, so that nobody can ever type it."""
    at = ground.before(BEGAN)
    # Whoever leads a centre joins as a member of the school's staff, and is given the centre then.
    token = actions.invite(
        email=address(holder.name),
        role="member" if holder.centre else holder.role,
        trust=ground.trust,
        school=ground.school(holder.school),
        by=_by(ground, by),
        now=at,
    )
    user = actions.accept(token=token, name=holder.name, password=secrets.token_urlsafe(24), now=at)
    if holder.centre:
        give_role(ground, holder, by=by)
    if holder.factor and ROLES[holder.role].second_factor:
        set_up_factor(user, at)


def set_up_factor(user: User, at: datetime) -> None:
    """Their second factor and recovery codes, as allauth makes them and as its signals are written down."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    person = user.person
    for kind, facts in ((FACTOR_SET, {"factor": "totp"}), (CODES_MADE, {})):
        record(kind, of=user, by=person, now=at, trust_id=person.trust_id, facts=facts)


def give_role(ground: Ground, holder: Holder, *, by: str | None) -> RoleHolding:
    """One more role of somebody who signs in already."""
    return actions.give_role(
        person=ground.people[holder.name],
        role=holder.role,
        school=ground.school(holder.school),
        centre=ground.centre(holder.school, holder.centre),
        stands_in=holder.stands_in,
        from_date=ground.day(-BEGAN),
        by=_by(ground, by),
        now=ground.before(BEGAN),
    )


def _by(ground: Ground, name: str | None) -> Person | None:
    return ground.people[name] if name else None


def absences(ground: Ground) -> str:
    """A head who named a deputy, a safeguarding lead who named nobody, one that is over and one to come."""
    add_absence(ground, "Silas Renner", -5, 16, deputy="Rowan Ito")
    add_absence(ground, "Bethan Kaya", -2, 9)
    add_absence(ground, "Carys Holt", -40, -30, deputy="Amara Lindqvist")
    add_absence(ground, "Wren Okafor", 20, 34, deputy="Leif Anand")
    return "4 absences, 2 of them today"


def add_absence(ground: Ground, name: str, first: int, last: int, *, deputy: str = "") -> None:
    """Somebody says that they are away for some days."""
    actions.note_absence(
        person=ground.people[name],
        deputy=ground.people[deputy] if deputy else None,
        from_date=ground.day(first),
        until_date=ground.day(last),
        by=ground.people[name],
        now=ground.before(max(1, 1 - first)),
    )


def calendar(ground: Ground) -> str:
    """Six half-terms of this school year and of the next, and a training day of one school."""
    today, amara, at = ground.day(0), ground.people[_ADMINISTRATOR], ground.before(BEGAN)
    start = today.year if today.month >= 9 else today.year - 1
    for begins in (start, start + 1):
        for name, (month, day), (last_month, last_day) in _TERMS:
            first = date(begins if month >= 9 else begins + 1, month, day)
            last = date(begins if last_month >= 9 else begins + 1, last_month, last_day)
            days = year.Days(name, first, last)
            year.add(what=Term, trust=ground.trust, school=None, days=days, by=amara, now=at)
    training = date(start + 1, 1, 4)
    shut, office = year.Days("Training day", training, training), ground.people["Bram Castell"]
    year.add(what=Closure, trust=ground.trust, school=ground.school(VEGA), days=shut, by=office, now=ground.before(60))
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
    """One that waits, and some that nobody used in time: their makers have that to do, or who acts for them."""
    for name, school, by, days in _INVITED:
        actions.invite(
            email=address(name),
            role="member",
            trust=ground.trust,
            school=ground.school(school),
            by=ground.people[by],
            now=ground.before(days),
        )
    return f"{len(_INVITED)} invitations, one of which still waits"


_INVITED = (
    ("Idwal Crane", "", _ADMINISTRATOR, 1),
    ("Saskia Moor", "", _ADMINISTRATOR, 9),
    ("Corin Vale", VEGA, "Wren Okafor", 12),
    ("Nell Hargreave", SULAFAT, "Silas Renner", 10),  # away now: his deputy sees to it
    ("Ewan Pryce", SHELIAK, _HR, 15),
)
