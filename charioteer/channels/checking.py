"""“Is this account really the school’s?” – the public's one question, answered by one indexed read.

The read is compiled once per process: building the same query anew costs more than running it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils.timezone import is_aware

from charioteer.channels import answers
from charioteer.channels.answers import Verdict
from charioteer.channels.deriving import standing_of
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import Channel, Lookalike
from charioteer.channels.standing import Word
from charioteer.platforms import Reading, lookalike, parse
from charioteer.reference import registers


class Found(NamedTuple):
    """The few columns an answer needs, in the order they are read."""

    pk: int
    ref: str
    platform: str
    handle: str
    name: str
    address: str
    owner_body: str
    standing: str
    good_until: datetime | str | None
    official_until: datetime | str | None
    trust: str
    school: str | None


_COLUMNS = (
    "pk",
    "ref",
    "platform",
    "handle",
    "name",
    "address",
    "owner_body",
    "standing",
    "good_until",
    "official_until",
    "trust__name",
    "school__name",
)
# Of several entries of one account (two trusts, or closed and listed anew), the strongest standing speaks.
_STRONGEST = (Word.OFFICIAL, Word.PARTNER, Word.UNASSESSED, Word.CLOSING, Word.SUSPENDED, Word.CLOSED)
_MARK = "charioteer\x00identity"


def check(text: str, *, now: datetime) -> tuple[Verdict, Reading]:
    """Answer one question; fails closed.

    Args:
        text: whatever was pasted or typed.
        now: the moment asked about; a standing that has run out by then is worked out anew.
    Returns:
        The verdict, and what was understood of the question.
    """
    reading = parse(text, registers.catalogue())
    if reading.identity is None:
        return answers.unknown(reading.cannot_tell, _candidates(reading)), reading
    found = _by_identity(reading.identity.canonical) or _by_account_id(reading.identity.canonical)
    if found:
        best = min(found, key=_rank)
        return _verdict(best, now), reading
    return answers.not_registered(_like(reading)), reading


def public_facts(found: Found, standing: str) -> dict[str, Any]:
    """What anybody may know of a channel."""
    return {
        "name": found.name,
        "handle": found.handle,
        "platform": found.platform,
        "address": found.address,
        "trust": found.trust,
        "school": found.school,
        "run_by": found.owner_body or found.school or found.trust,
        "standing": standing,
        "page": f"/channels/{found.ref}/",
    }


def _verdict(found: Found, now: datetime) -> Verdict:
    standing, until = found.standing, _moment(found.official_until)
    lapses = _moment(found.good_until)
    if lapses and now >= lapses:
        # The worker may be down: what ran out is worked out here and now, and is not taken on trust.
        standing = standing_of(Channel.objects.get(pk=found.pk), now).word
        until = lapses if standing != Word.OFFICIAL else until
    facts = public_facts(found, standing)
    return answers.verdict_on(facts, standing=standing, official_until=until, owner=found.owner_body)


def _rank(found: Found) -> int:
    return _STRONGEST.index(Word(found.standing))


@cache
def _by_identity_sql(vendor: str) -> str:
    rows = Channel.objects.filter(identity=_MARK).exclude(status=Status.IN_SET_UP).values_list(*_COLUMNS)
    sql, params = rows.query.sql_with_params()
    assert params == (_MARK, Status.IN_SET_UP.value), "the compiled read must take the identity first"
    return sql


def _by_identity(identity: str) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(_by_identity_sql(connection.vendor), (identity, Status.IN_SET_UP.value))
        return [Found(*row) for row in cursor.fetchmany(10)]


def _by_account_id(identity: str) -> list[Found]:
    rows = Channel.objects.exclude(platform_account_id="").filter(platform_account_id=identity)
    return [Found(*row) for row in rows.public().values_list(*_COLUMNS)[:10]]


def _near(handle: str) -> Sequence[Found]:
    keys = Lookalike.objects.filter(key__in=lookalike.keys(handle)).values("channel_id")
    rows = Channel.objects.public().open().filter(pk__in=keys).values_list(*_COLUMNS)
    return [Found(*row) for row in rows.order_by("pk")[:20]]


def _like(reading: Reading) -> dict[str, Any] | None:
    """The listed channel that the asked handle could be taken for, and how; None if there is none."""
    asked = reading.handle.lstrip("@")
    likes = ((found, lookalike.likeness(asked, found.handle.lstrip("@"))) for found in (_near(asked) if asked else ()))
    near = [(found, like) for found, like in likes if like]
    if not near:
        return None
    platform = reading.platform.key if reading.platform else ""
    found, like = min(near, key=lambda pair: (pair[0].platform != platform, pair[0].pk))
    same_platform = found.platform == platform
    return {
        "handle": found.handle,
        "platform": found.platform,
        "same_platform": same_platform,
        "words": like.words,
        "page": f"/channels/{found.ref}/",
    }


def _candidates(reading: Reading) -> tuple[dict[str, Any], ...]:
    """Listed channels of exactly this name, when no platform was given."""
    asked = reading.handle.lstrip("@")
    if not asked or reading.platform is not None:
        return ()
    same = (found for found in _near(asked) if found.handle.lstrip("@").casefold() == asked.casefold())
    return tuple(public_facts(found, found.standing) for found in same)


def _moment(value: datetime | str | None) -> datetime | None:
    # SQLite hands a plain cursor the text it stores, in UTC.
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if is_aware(moment) else moment.replace(tzinfo=UTC)
