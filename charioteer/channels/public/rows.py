"""One channel as anybody may read it: on the list, in a file, on its own page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from charioteer.channels import queries
from charioteer.channels.checking import platform_name
from charioteer.channels.models import Channel
from charioteer.channels.standing import Word
from charioteer.look import dates
from charioteer.reference import registers


@dataclass(frozen=True, slots=True)
class PublicRow:
    """What the public list says of one channel. Every field here was made for anybody to read.

    Args:
        run_by: an outside body, the offices that run it, or "".
    """

    ref: str
    name: str
    handle: str
    platform: str
    platform_name: str
    account: str
    address: str
    trust: str
    place: str
    school: str
    standing: str
    run_by: str
    outside: bool
    purpose: str
    opened: tuple[date | None, date | None]
    closed: tuple[date | None, date | None]
    official_until: datetime | None

    @property
    def page(self) -> str:
        """Its own page, as a path on this site."""
        return f"/channels/{self.ref}/"

    @property
    def opened_words(self) -> str:
        """When it was opened, never more exactly than is known; "" if that is not known."""
        return dates.interval(*self.opened)

    @property
    def closed_words(self) -> str:
        """When it was closed; "" if that is not known, or it is open."""
        return dates.interval(*self.closed)

    @property
    def sentence(self) -> str:
        """What it is, in one or two sentences."""
        said = f"{self.account}."
        if self.purpose:
            said += f" For: {self.purpose.rstrip('.')}."
        if self.outside:
            said += f" {self.run_by or 'An outside body'} runs it, not the school."
        if self.standing == Word.CLOSED:
            said += " It is closed: what it posts now is not ours."
        return said

    @property
    def small_print(self) -> str:
        """Its dates and the offices that run it; "" if nothing is known of them."""
        said = [f"Opened {self.opened_words}"] if self.opened_words else []
        said += [f"Closed {self.closed_words}"] if self.closed_words else []
        said += [f"Run by the {self.run_by}"] if self.run_by and not self.outside else []
        return ". ".join(said)


def rows(channels: Sequence[Channel], now: datetime) -> list[PublicRow]:
    """Make channels fit for anybody to read; one read for all of them.

    Args:
        channels: with `school` and `trust` at hand.
        now: the moment their standing is asked for.
    """
    offices = queries.offices([channel.pk for channel in channels])
    return [row(channel, offices.get(channel.pk, ()), now) for channel in channels]


def row(channel: Channel, offices: Iterable[str], now: datetime) -> PublicRow:
    """Make one channel fit for anybody to read.

    Args:
        offices: names of the offices that run it.
        now: the moment its standing is asked for.
    """
    school = channel.school
    return _row(channel, channel.trust.name, (school.slug, school.name) if school else None, offices, now)


def listed_rows(channels: Sequence[Any], trusts: Mapping[int, str], now: datetime, *, brief: bool) -> list[PublicRow]:
    """The same of plain rows; one read for the offices, none where the page is brief and does not say them.

    Args:
        channels: rows of `queries.public_rows`.
        trusts: the names of the trusts, by key.
        now: the moment their standing is asked for.
        brief: whether the offices may be left out.
    """
    offices = {} if brief else queries.offices([channel.pk for channel in channels])
    made = []
    for channel in channels:
        school = (channel.school__slug, channel.school__name) if channel.school_id else None
        made.append(_row(channel, trusts[channel.trust_id], school, offices.get(channel.pk, ()), now))
    return made


def _row(channel: Any, trust: str, school: tuple[str, str] | None, offices: Iterable[str], now: datetime) -> PublicRow:
    lapsed = channel.good_until is not None and channel.good_until <= now
    outside = channel.is_outside_body
    return PublicRow(
        ref=channel.ref,
        name=channel.name or channel.handle,
        handle=channel.handle,
        platform=channel.platform,
        platform_name=platform_name(channel.platform),
        account=account_noun(channel.platform, channel.kind),
        address=channel.address,
        trust=trust,
        place=school[0] if school else queries.THE_TRUST if channel.scope == "trust" else queries.NOT_STATED,
        school=school[1] if school else "",
        standing=Word.UNASSESSED.value if lapsed else channel.standing,
        run_by=channel.owner_body if outside else " and the ".join(offices),
        outside=outside,
        purpose=channel.purpose,
        opened=(channel.opened_earliest, channel.opened_latest),
        closed=(channel.closed_earliest, channel.closed_latest),
        official_until=channel.good_until if lapsed else channel.official_until,
    )


def account_noun(platform: str, kind: str) -> str:
    """ "X account", "Facebook group": what sort of thing it is."""
    known = registers.catalogue().get(platform)
    named = known.kinds.get(kind) if known else None
    noun = named.name if named and kind not in {"handle", "unknown"} else "account"
    return f"{platform_name(platform)} {noun}"
