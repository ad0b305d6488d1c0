"""What must hold before a trust goes live: named questions, each with an answer in one sentence.

Apps above declare their own in a module `preconditions.py`, which is found by itself:

    @precondition("channels.register", "The register was brought in", "register_import")
    def register(trust, now): return met("12 channels are listed.")

What cannot be told is not met: an answer that fails to come counts as unknown.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction
from django.utils import timezone

from charioteer.backup.queries import last_verified
from charioteer.look.dates import long_date
from charioteer.people.gaps import Gap, Lack, gaps
from charioteer.people.models import Trust, User
from charioteer.people.queries import Way, holders

_LOG = logging.getLogger(__name__)


class Met(StrEnum):
    """Whether a precondition holds."""

    OK = "ok"
    NOT = "not"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """One answer: whether it holds, and a sentence."""

    met: Met
    words: str


Ask = Callable[[Trust, datetime], Answer]


@dataclass(frozen=True)
class Precondition:
    """One named precondition: its key (`app.name`), its words, the address at which it is mended ("" for none)."""

    key: str
    words: str
    fix_url: str
    ask: Ask


@dataclass(frozen=True)
class Stands:
    """One precondition as it stands for one trust, at one moment."""

    key: str
    words: str
    fix_url: str
    met: Met
    said: str

    def kept(self) -> dict[str, str]:
        """As it is kept with the decision."""
        return {key: str(value) for key, value in asdict(self).items() if key != "fix_url"}


PRECONDITIONS: dict[str, Precondition] = {}


def precondition(key: str, words: str, fix_url: str = "") -> Callable[[Ask], Precondition]:
    """Declare a precondition.

    Args:
        key: `app.name`, stable for ever.
        words: what must hold, in a few words.
        fix_url: the name of the address at which it is mended, without arguments.
    Raises:
        ValueError: the key is declared already.
    """

    def declare(ask: Ask) -> Precondition:
        if key in PRECONDITIONS:
            raise ValueError(f"The precondition {key} is declared twice.")
        PRECONDITIONS[key] = Precondition(key, words, fix_url, ask)
        return PRECONDITIONS[key]

    return declare


def stand(trust: Trust, now: datetime) -> list[Stands]:
    """Every precondition as it stands, in the order in which they were declared."""
    return [_asked(one, trust, now) for one in PRECONDITIONS.values()]


def met(words: str) -> Answer:
    """It holds."""
    return Answer(Met.OK, words)


def not_met(words: str) -> Answer:
    """It does not hold."""
    return Answer(Met.NOT, words)


def unknown(words: str) -> Answer:
    """Nobody can tell, which counts as not met."""
    return Answer(Met.UNKNOWN, words)


def _asked(one: Precondition, trust: Trust, now: datetime) -> Stands:
    try:
        with transaction.atomic():
            answer = one.ask(trust, now)
    except DatabaseError:
        raise
    except Exception:
        _LOG.exception("The precondition %s could not be asked", one.key)
        answer = unknown("It could not be asked. Whoever runs this server finds why in its log.")
    return Stands(one.key, one.words, one.fix_url, answer.met, answer.words)


@precondition("people.offices", "The offices are filled", "set_up_gaps")
def offices(trust: Trust, now: datetime) -> Answer:
    """No office is vacant, somebody stands in, two clear and two keep custody in every school."""
    found = [gap for gap in _gaps(trust, now) if gap.lack is not Lack.TERMS]
    if not trust.schools.exists():
        return not_met("No school is entered.")
    return not_met(_first_of(found)) if found else met("Every office is filled, or said not to exist.")


@precondition("people.administrators", "Two administrators have a second factor", "people")
def administrators(trust: Trust, now: datetime) -> Answer:
    """So that one who is away, or leaves, does not leave the house without keys."""
    people = _in_office("administrator", trust, now)
    factors = Authenticator.objects.filter(user__person__in=people, user__is_active=True)
    having = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user").distinct().count()
    if having >= 2:
        return met(f"{having} administrators have one.")
    return not_met(
        f"{'One' if having else 'No'} administrator has one. Invite a second, who sets theirs up when they sign in."
    )


@precondition("people.ceo", "The chief executive has signed in", "set_up_offices")
def chief_executive(trust: Trust, now: datetime) -> Answer:
    """Whoever answers for the trust has been here at least once."""
    people = _in_office("ceo", trust, now)
    if not people:
        return not_met("Nobody is the chief executive.")
    seen = User.objects.filter(person__in=people).exclude(last_login=None).exists()
    return met("They have.") if seen else not_met(f"{next(iter(people.values()))} has not signed in yet.")


def _in_office(role: str, trust: Trust, now: datetime) -> dict[int, str]:
    # Who holds it themselves: neither a stand-in nor a deputy makes an office filled.
    found = holders(role, trust.pk, timezone.localtime(now).date())
    return {one.person_id: one.name for one in found if one.way is Way.HOLDS}


GOOD_FOR = timedelta(days=7)


@precondition("people.backup", "A backup was verified in the last seven days")
def backup(trust: Trust, now: datetime) -> Answer:
    """A backup nobody has restored is a hope."""
    last = last_verified()
    if last is None:
        return unknown("Nobody knows of a backup, with the keys of today, that was opened and found whole.")
    if not now - GOOD_FOR <= last <= now:
        return not_met(f"The last one that was found whole is of {long_date(last)}.")
    return met(f"One of {long_date(last)} was found whole.")


@precondition("people.terms", "The terms of this school year are entered", "calendar")
def terms(trust: Trust, now: datetime) -> Answer:
    """Without them, deadlines in school days and once a term are only assumed."""
    found = [gap for gap in _gaps(trust, now) if gap.lack is Lack.TERMS]
    if not trust.schools.exists():
        return not_met("No school is entered.")
    return not_met(_first_of(found)) if found else met("They are, for every school.")


def _gaps(trust: Trust, now: datetime) -> list[Gap]:
    return gaps(timezone.localtime(now).date(), trust_ids=[trust.pk])


def _first_of(found: list[Gap]) -> str:
    more = len(found) - 1
    return found[0].words + (f" And {more} more gap{'' if more == 1 else 's'}." if more else "")
