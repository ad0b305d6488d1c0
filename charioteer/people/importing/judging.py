"""What each row of a file of people means beside what is known, and what confirming would do with it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from charioteer.intake.importers import Understood
from charioteer.intake.lifecycle import Outcome
from charioteer.look import dates
from charioteer.people.importing.known import Ground, Somebody, There, from_this_list
from charioteer.people.models import Person
from charioteer.people.queries import chain_words
from charioteer.people.reading.loops import chain, circles
from charioteer.people.reading.rows import Row

#: A person: the key of the row that tells of a new one, or the number of one who is known.
Token = str | int


@dataclass
class File:
    """Every row of a file, told apart by person."""

    ground: Ground
    rows: Sequence[Row]
    places: Sequence[str]
    tokens: list[Token] = field(default_factory=list)
    people: dict[Token, Somebody | None] = field(default_factory=dict)
    leaders: list[Token | None] = field(default_factory=list)
    missing: list[tuple[int, bool]] = field(default_factory=list)
    not_about: int = 0


def judge(file: File) -> Iterator[Understood]:
    """Say what every row means, in order; afterwards `file.missing` names what the file leaves out."""
    _tell_apart(file)
    _find_leaders(file)
    _break_circles(file)
    _one_row_each(file)
    _find_missing(file)
    for row, token, leader in zip(file.rows, file.tokens, file.leaders, strict=True):
        yield _judged(file, row, token, leader)


def _tell_apart(file: File) -> None:
    """Say of each row whom it is about; refuse rows in which numbers and addresses contradict each other."""
    ground = file.ground
    first: dict[str, tuple[Row, str]] = {}
    number_of: dict[str, str] = {}
    for row in file.rows:
        if row.payroll_number and row.email:
            number_of.setdefault(row.email, row.payroll_number)
    for row, place in zip(file.rows, file.places, strict=True):
        number = row.payroll_number or number_of.get(row.email, "")
        by_number, by_email = ground.by_payroll.get(number), ground.by_email.get(row.email)
        if refusal := _clash(row, number, number_of.get(row.email, number), by_number, by_email):
            row.refusals.append(refusal)
        known = by_number or by_email
        token: Token = known.pk if known else f"p:{number}" if number else row.key
        if not refusal:
            _agree(row, *(first.setdefault(str(token), (row, place)) if token else (row, place)))
        file.tokens.append(token)
        file.people[token] = known


def _agree(row: Row, first: Row, place: str) -> None:
    """Compare a row with the first one about the same person."""
    if row.name and first.name and first.name.casefold() != row.name.casefold():
        row.refusals.append(f"{place} gives this number or address to {first.name}, this one to {row.name}.")
    if row.email and first.email and first.email != row.email:
        row.doubts.append(f"{place} gives another e-mail address, {first.email}; that one counts.")
        row.email = first.email


def _clash(row: Row, number: str, other: str, by_number: Somebody | None, by_email: Somebody | None) -> str:
    mend = "Mend the file; or, if they are one person, merge the two entries first."
    if row.email and other != number:
        return f"{row.email} stands at payroll number {other} in another row. An address belongs to one person."
    if by_number and by_email and by_number.pk != by_email.pk:
        return (
            f"Payroll number {row.payroll_number or by_number.payroll_number} is that of {by_number.name}, but "
            f"{row.email} is the address of {by_email.name}. {mend}"
        )
    if by_email and not by_number and row.payroll_number and by_email.payroll_number:
        return (
            f"{row.email} is the address of {by_email.name}, whose payroll number is {by_email.payroll_number}, not "
            f"{row.payroll_number}. {mend}"
        )
    return ""


def _find_leaders(file: File) -> None:
    ground = file.ground
    in_file = {row.email: token for row, token in zip(file.rows, file.tokens, strict=True) if row.email}
    in_file |= {f"p:{row.payroll_number}": token for row, token in zip(file.rows, file.tokens, strict=True)}
    for row, token in zip(file.rows, file.tokens, strict=True):
        leader: Token | None = None
        if row.leader:
            known = ground.by_email.get(row.leader) or ground.by_payroll.get(row.leader)
            leader = in_file.get(row.leader) or in_file.get(f"p:{row.leader}") or (known.pk if known else None)
            if leader is None:
                row.doubts.append(f"Nobody with “{row.leader}” is in this file or known; no leader is set.")
            elif leader == token:
                row.doubts.append("This row names somebody as their own leader; no leader is set.")
                leader = None
        file.leaders.append(leader)


def _break_circles(file: File) -> None:
    """Leave out every leader of the file that would close a circle, and name the circle."""
    led: dict[Token, set[Token]] = defaultdict(set)
    for person, leaders in file.ground.led.items():
        led[person] |= set(leaders)
    for token, leader in zip(file.tokens, file.leaders, strict=True):
        if leader is not None:
            led[token].add(leader)
    which = circles(led)
    if not which:
        return
    names: dict[Token, str] = {token: row.name for row, token in zip(file.rows, file.tokens, strict=True)}
    names.update(Person.objects.filter(pk__in=[one for one in which if isinstance(one, int)]).values_list("pk", "name"))
    for at, (row, token, leader) in enumerate(zip(file.rows, file.tokens, file.leaders, strict=True)):
        if leader is None or token not in which or which[token] != which.get(leader):
            continue
        way = chain(led, token, leader)
        told = chain_words([names.get(one, "") or "somebody" for one in (*way, token)]) if way else "too long to tell"
        row.doubts.append(f"This leader would close a circle ({told}); no leader is set.")
        file.leaders[at] = None


def _one_row_each(file: File) -> None:
    """Where several rows put one person in one place in one capacity, the one that lasts longest counts."""
    best: dict[str, int] = {}
    for at, row in enumerate(file.rows):
        if row.refusals:
            continue
        key = _key(row, file.tokens[at])
        if key not in best or _lasts(row) > _lasts(file.rows[best[key]]):
            best[key] = at
    for at, row in enumerate(file.rows):
        if not row.refusals and best[_key(row, file.tokens[at])] != at:
            counts = file.places[best[_key(row, file.tokens[at])]]
            row.doubts.append(f"{counts} puts the same person in the same place; that row counts.")
            file.leaders[at] = None
            file.tokens[at] = ""


def _lasts(row: Row) -> tuple[date, date]:
    return row.until_date or date.max, row.from_date or date.min


def _key(row: Row, token: Token) -> str:
    return f"{token}|{row.kind}|{row.where.school_id or ''}|{row.where.centre_id or ''}"


def _find_missing(file: File) -> None:
    """Whom an earlier edition of the list named at a place, and this one does not.

    A list of governors says nothing of staff, and one school's list nothing of another's: what a file does not name at
    all, it is not about.
    """
    ground = file.ground
    kinds = {row.kind for row in file.rows}
    schools = {row.where.school_id for row in file.rows if not row.where.refusal}
    named: set[tuple[Token, str, int | None, int | None]] = set()
    unsure: set[Token] = set()  # rows that could not be understood whole may mean any of their places
    for row, token in zip(file.rows, file.tokens, strict=True):
        named.add((token, row.kind, row.where.school_id, row.where.centre_id))
        if row.refusals:
            unsure.add(token)
    present = {token for token in file.tokens if isinstance(token, int)}
    for there in from_this_list(ground):
        here = there.person_id in present
        if there.person_id in unsure or there.spot in named:
            continue
        if here or (there.kind in kinds and there.school_id in schools):
            file.missing.append((there.pk, here))
        else:
            file.not_about += 1


def _judged(file: File, row: Row, token: Token, leader: Token | None) -> Understood:
    said: dict[str, Any] = {
        "token": token,
        "name": row.name,
        "email": row.email,
        "payroll_number": row.payroll_number,
        "kind": row.kind,
        "school": row.where.school_id,
        "centre": row.where.centre_id,
        "where": row.where.name,
        "title": row.job_title,
        "from": _iso(row.from_date),
        "until": _iso(row.until_date),
        "leader": leader,
        "led_by": row.leader if leader is not None else "",
    }
    if row.refusals:
        return Understood("", said, [*row.refusals, *row.doubts], Outcome.CANNOT)
    if token == "":
        return Understood("", said, row.doubts, Outcome.SAME)
    known = file.people[token]
    if known is None and not row.name:
        return Understood("", said, ["There is no name, and nobody is known by this.", *row.doubts], Outcome.CANNOT)
    outcome = _compare(file.ground, row, known, leader, said)
    return Understood(_key(row, token), said, row.doubts, outcome)


def _compare(ground: Ground, row: Row, known: Somebody | None, leader: Token | None, said: dict[str, Any]) -> Outcome:
    if known is None:
        if row.until_date and row.until_date < ground.day:
            row.doubts.append("They left before today; taken in as somebody who has left.")
        return Outcome.NEW
    said["person"] = _differs(known, name=row.name, email=row.email, payroll_number=row.payroll_number)
    spot = (known.pk, row.kind, row.where.school_id, row.where.centre_id)
    before = ground.there.get(spot)
    there = before[-1] if before else None
    if there is None or _is_back(row, there, ground.day):
        if there is not None:
            row.doubts.append(f"They left there on {dates.long_date(there.until_date)}, and are back.")
        return Outcome.NEW
    said["engagement"] = there.pk
    if there.until_date and there.until_date < ground.day and (row.until_date is None or row.until_date >= ground.day):
        row.doubts.append(
            f"They left there on {dates.long_date(there.until_date)}, but the file has them there still. Left as it "
            "is; for a return, give a start date after that day."
        )
        said["place"] = {}
    else:
        said["place"] = _place_differs(ground, row, there, leader)
    return Outcome.CHANGED if said["person"] or said["place"] else Outcome.SAME


def _is_back(row: Row, there: There, day: date) -> bool:
    """Whether a row tells of a new time at a place that somebody left."""
    over = there.until_date
    if over is None or over >= day:
        return False
    lasting = row.until_date is None or row.until_date >= day
    return row.from_date > over if row.from_date else lasting


def _differs(known: Somebody, **row: str) -> dict[str, list[str]]:
    was = known._asdict()
    return {name: [was[name], value] for name, value in row.items() if value and was[name] != value}


def _place_differs(ground: Ground, row: Row, there: There, leader: Token | None) -> dict[str, list[Any]]:
    pairs = {
        "from_date": (_iso(there.from_date), _iso(row.from_date)),
        "until_date": (_iso(there.until_date), _iso(row.until_date)),
        "job_title": (there.job_title, row.job_title),
        "leader": (there.leader_id, leader),
        "source": (there.source, ground.source),
    }
    # A blank cell says nothing, so it changes nothing.
    found = {name: [was, now] for name, (was, now) in pairs.items() if now not in (None, "") and was != now}
    first, last = row.from_date or there.from_date, row.until_date or there.until_date
    if last and first > last:
        row.doubts.append("Its dates would end before they begin; the dates are left as they are.")
        found = {name: pair for name, pair in found.items() if name not in {"from_date", "until_date"}}
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
