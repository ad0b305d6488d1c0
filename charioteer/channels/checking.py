"""“Is this account really the school’s?” – the public's one question, answered by one indexed read.

The reads are compiled once per process: building the same query anew costs more than running it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils.timezone import is_aware

from charioteer.channels import answers
from charioteer.channels.answers import Verdict
from charioteer.channels.deriving import standing_of
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import PERSONAL_KINDS, Channel, Lookalike
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
_STRONGEST = (
    Word.OFFICIAL,
    Word.PARTNER,
    Word.UNASSESSED,
    Word.CLOSING,
    Word.SUSPENDED,
    Word.CLOSED,
    Word.IN_SET_UP,
)
_NOT_PUBLIC = (Status.IN_SET_UP.value, *PERSONAL_KINDS)
_MARK = "charioteer\x00identity"
_SAME_ACCOUNT = 50  # entries of one account; more is no register
_NUMBERED = frozenset({"id", "channel", "group"})  # kinds of account named by a number that nobody chooses
_NEAREST = 20  # listed handles compared letter by letter with one that is not listed


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
        return _untold(reading, now), reading
    found = _by_identity(reading.identity.canonical) or _by_account_id(reading)
    if found:
        return _verdict(found, now), reading
    return answers.not_registered(_like(reading)), reading


def public_facts(found: Found, standing: str) -> dict[str, Any]:
    """What anybody may know of a channel, with `page` as a path on this site."""
    return {
        "name": found.name,
        "handle": found.handle,
        "platform": found.platform,
        "platform_name": platform_name(found.platform),
        "address": found.address,
        "trust": found.trust,
        "school": found.school,
        "run_by": found.owner_body or found.school or found.trust,
        "standing": standing,
        "page": f"/channels/{found.ref}/",
    }


def platform_name(key: str) -> str:
    """What people call a platform ("X"); the key itself if the catalogue does not know it."""
    platform = registers.catalogue().get(key)
    return platform.short_name if platform else key or "a platform we cannot tell"


def _untold(reading: Reading, now: datetime) -> Verdict:
    """The answer when no account was understood. A name in strange letters that looks like ours is told apart."""
    like = _like(reading)
    if like and not reading.handle.isascii() and reading.platform:
        return answers.not_registered(like)
    return answers.unknown(reading.cannot_tell, _candidates(reading, now), like)


def _verdict(found: Sequence[Found], now: datetime) -> Verdict:
    standings = [(one, _standing_now(one, now)) for one in found]
    best, standing = min(standings, key=lambda pair: _STRONGEST.index(Word(pair[1])))
    until = _moment(best.official_until)
    if best.standing == Word.OFFICIAL != standing:
        until = _moment(best.good_until)  # it lapsed, and nobody has written that down yet
    facts = public_facts(best, standing)
    return answers.verdict_on(facts, standing=standing, official_until=until, owner=best.owner_body)


def _standing_now(found: Found, now: datetime) -> str:
    # The worker may be down: what ran out is worked out here and now, and is not taken on trust.
    lapses = _moment(found.good_until)
    if lapses is None or now < lapses:
        return found.standing
    return standing_of(Channel.objects.get(pk=found.pk), now).word


@cache
def _listed_sql(vendor: str) -> str:
    rows = Channel.objects.filter(identity=_MARK).public().values_list(*_COLUMNS)
    sql, params = rows.query.sql_with_params()
    assert params == (_MARK, *_NOT_PUBLIC), "the compiled read must take the identity first"
    return sql


def _by_identity(identity: str) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(_listed_sql(connection.vendor), (identity, *_NOT_PUBLIC))
        return [Found(*row) for row in cursor.fetchmany(_SAME_ACCOUNT)]


def _by_account_id(reading: Reading) -> list[Found]:
    """The channel whose recorded platform number was pasted.

    Only a reading that is a number and can be nothing else is compared with numbers: on some platforms anybody may
    take digits for a name.
    """
    identity = reading.identity
    if identity is None or not _is_number(reading):
        return []
    wanted = {"platform": identity.platform, "platform_account_id__in": [identity.key, identity.canonical]}
    rows = Channel.objects.public().exclude(platform_account_id="").filter(**wanted)
    return [Found(*row) for row in rows.values_list(*_COLUMNS)[:_SAME_ACCOUNT]]


def _is_number(reading: Reading) -> bool:
    kind = reading.identity.kind if reading.identity else ""
    return kind in _NUMBERED or any(doubt.code == "number_not_name" for doubt in reading.doubts)


def _near(handle: str) -> Sequence[Found]:
    """Listed channels that share most of this handle's look-alike keys, the nearest first."""
    keys = tuple(lookalike.keys(handle))
    if not keys:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_near_sql(connection.vendor, len(keys)), keys)
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return ()
    rows = Channel.objects.public().open().filter(pk__in=ids).values_list(*_COLUMNS)
    found = {row[0]: Found(*row) for row in rows}
    return [found[pk] for pk in ids if pk in found]


@cache
def _near_sql(vendor: str, keys: int) -> str:
    table, channel = Lookalike._meta.db_table, Lookalike._meta.get_field("channel").column
    marks = ", ".join(["%s"] * keys)
    # The number of keys shared orders by nearness; two handles of a long row of numbers share one key each.
    return (
        f'SELECT "{channel}" FROM "{table}" WHERE "key" IN ({marks}) GROUP BY "{channel}"'  # noqa: S608 (our own names)
        f' ORDER BY COUNT(*) DESC, "{channel}" LIMIT {_NEAREST}'
    )


def _like(reading: Reading) -> dict[str, Any] | None:
    """The listed channel that the asked handle could be taken for, and how; None if there is none."""
    asked = reading.handle.lstrip("@")
    platform = reading.platform.key if reading.platform else ""
    likes = ((found, lookalike.likeness(asked, found.handle.lstrip("@"))) for found in _of_near(asked, platform))
    found, like = next(((found, like) for found, like in likes if like), (None, None))
    if found is None or like is None:
        return None
    return {
        "handle": found.handle,
        "platform": found.platform,
        "platform_name": platform_name(found.platform),
        "same_platform": found.platform == platform,
        "same_name": not like.asked_marks and not like.ours_marks,
        "words": like.words,
        "differences": [
            {"asked": theirs, "ours": ours} for theirs, ours in zip(like.asked_words, like.ours_words, strict=False)
        ],
        "asked_marks": [list(mark) for mark in like.asked_marks],
        "ours_marks": [list(mark) for mark in like.ours_marks],
        "page": f"/channels/{found.ref}/",
    }


def _of_near(asked: str, platform: str) -> Iterator[Found]:
    yield from sorted(_near(asked) if asked else (), key=lambda found: found.platform != platform)


def _candidates(reading: Reading, now: datetime) -> tuple[dict[str, Any], ...]:
    """Listed channels of exactly this name, when no platform was given."""
    asked = reading.handle.lstrip("@")
    if not asked or reading.platform is not None:
        return ()
    same = (found for found in _near(asked) if found.handle.lstrip("@").casefold() == asked.casefold())
    return tuple(public_facts(found, _standing_now(found, now)) for found in same)


def _moment(value: datetime | str | None) -> datetime | None:
    # SQLite hands a plain cursor the text it stores, in UTC.
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if is_aware(moment) else moment.replace(tzinfo=UTC)
