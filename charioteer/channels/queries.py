"""Reads of the register that span tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from charioteer.audit.models import Entry, Words
from charioteer.channels.deriving import latest_facts, standing_of
from charioteer.channels.lifecycle import Status
from charioteer.channels.models import (
    PERSONAL_KINDS,
    Channel,
    ChannelQuerySet,
    Fact,
    Lookalike,
    PublicChange,
    Slot,
    SlotKind,
)
from charioteer.channels.standing import FactKind, Known, Standing
from charioteer.intake import actions as intake
from charioteer.people.models import Person, School, Trust
from charioteer.people.roles import OFFICES
from charioteer.platforms import lookalike

# Of the import a channel came with, only that it was taken in is the channel's own history.
_BEFORE = (intake.PREVIEWED, intake.REMATCHED)
LISTED = (
    *("pk", "ref", "trust_id", "school_id", "scope", "platform", "kind", "handle", "name", "address", "purpose"),
    *("owner_body", "is_outside_body", "opened_earliest", "opened_latest", "closed_earliest", "closed_latest"),
    *("standing", "good_until", "official_until", "standing_now", "school__name", "school__slug"),
)
"""All that the public list says of a channel, and where it stands."""
THE_TRUST, NOT_STATED = "the-trust", "not-stated"
"""Names of the two places that are no school, in addresses."""


def register(person: Person) -> ChannelQuerySet:
    """The register as this person may read it, with each channel's school.

    The trust is not joined: it is one and the same, and the join has SQLite sort every channel instead of reading the
    first page from its index.
    """
    return Channel.objects.visible_to(person).select_related("school")


def public_register() -> ChannelQuerySet:
    """The register as anybody may read it, with each channel's school."""
    return Channel.objects.public().select_related("school", "trust")


def public_rows(now: datetime) -> QuerySet[Channel, Any]:
    """The same as plain rows of `LISTED`, which is what makes a page of fifty quick.

    Args:
        now: the moment their standing is asked for (`standing_now`).
    """
    return Channel.objects.public().standing_at(now).values_list(*LISTED, named=True)


def public_page(after: str, size: int = 100) -> tuple[list[Channel], bool] | None:
    """Some channels of the public list, in the order they were put on it.

    Args:
        after: the reference where the page before ended; "" for the first page.
        size: how many.
    Returns:
        The channels, and whether there are more; None if there is no channel of that reference.
    """
    channels = public_register().order_by("pk")
    if after:
        known = Channel.objects.public().filter(ref=after) if "\0" not in after else Channel.objects.none()
        last = known.values_list("pk", flat=True).first()  # PostgreSQL cannot even be asked about a NUL
        if last is None:
            return None
        channels = channels.filter(pk__gt=last)
    found = list(channels[: size + 1])
    return found[:size], len(found) > size


def slots(channel: Channel) -> dict[str, list[Slot]]:
    """Who holds what, by kind ("master", "poster"); one read."""
    held: dict[str, list[Slot]] = {kind.value: [] for kind in SlotKind}
    for slot in channel.slots.select_related("person").order_by("kind", "position"):
        held[slot.kind].append(slot)
    return held


def offices(channels: Iterable[int]) -> dict[int, list[str]]:
    """The offices that run each channel, each once: what the public may read instead of names. One read.

    Args:
        channels: their keys.
    Returns:
        Names of offices from our own list, by the channel's key. Words that somebody typed are never among them.
    """
    found: dict[int, list[str]] = {}
    held = Slot.objects.filter(channel__in=list(channels), kind=SlotKind.MASTER, office__gt="")
    for channel_id, office in held.order_by("position").values_list("channel_id", "office"):
        names = found.setdefault(channel_id, [])
        if (name := OFFICES[office].name) not in names:
            names.append(name)
    return found


def known(channel: Channel) -> dict[FactKind, Known]:
    """The latest fact of each kind, in memory when the facts were prefetched."""
    return latest_facts(sorted(channel.facts.all(), key=lambda fact: (fact.at, fact.pk)), channel.identity)


def latest_fact_rows(channel: Channel) -> dict[FactKind, Fact]:
    """The latest fact of each kind with the person who recorded it; one read."""
    about_it = channel.facts.filter(identity__in=["", channel.identity])
    return {FactKind(fact.kind): fact for fact in about_it.select_related("by").order_by("at", "pk")}


def held_by(channel: Channel, kind: str) -> list[str]:
    """Who holds what, in words and in order, in memory when the slots were prefetched; [] is unknown."""
    held = sorted((slot for slot in channel.slots.all() if slot.kind == kind), key=lambda slot: slot.position)
    return [slot.as_written for slot in held]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a channel's history, ready to be shown.

    Args:
        who: the person's name, "Charioteer" for the system.
        words: what was said about it, {} if it was erased or nothing was said.
    """

    entry: Entry
    who: str
    words: dict[str, object]


def history(channel: Channel) -> list[Event]:
    """What happened to a channel, newest first: its own entries and that of the import it came with."""
    subjects = [f"channels.channel:{channel.pk}", *filter(None, [channel.batch_ref])]
    about = Entry.objects.filter(subject__in=subjects, trust_id=channel.trust_id).exclude(kind__in=_BEFORE)
    entries = list(about.order_by("-at", "-pk")[:200])
    said = {words.ref: words.text for words in Words.objects.filter(ref__in=[entry.ref for entry in entries])}
    actors = {int(entry.actor.split(":")[1]) for entry in entries if entry.actor.startswith("people.person:")}
    names = dict(Person.objects.filter(pk__in=actors).values_list("pk", "name"))
    return [Event(entry, _who(entry.actor, names), said.get(entry.ref, {})) for entry in entries]


def _who(actor: str, names: dict[int, str]) -> str:
    if not actor.startswith("people.person:"):
        return "Charioteer"
    return names.get(int(actor.split(":")[1]), "Somebody no longer here")


@dataclass(frozen=True, slots=True)
class Similar:
    """A channel whose name is like another's, and how."""

    channel: Channel
    words: str


def similar(handle: str, *, within: ChannelQuerySet, but: Channel | None = None) -> list[Similar]:
    """Channels whose handle could be taken for this one, on any platform.

    Args:
        handle: with or without @.
        within: where to look.
        but: the channel itself.
    """
    bare = handle.lstrip("@")
    if not bare:
        return []
    keys = Lookalike.objects.filter(key__in=lookalike.keys(bare)).values("channel_id")
    others = within.exclude(pk=but.pk) if but else within
    near = others.filter(pk__in=keys).order_by("pk")[:20]
    found = ((channel, lookalike.likeness(bare, channel.handle.lstrip("@"))) for channel in near)
    return [Similar(channel, like.words) for channel, like in found if like]


def several_trusts() -> bool:
    """Whether more than one trust lives in this installation, so that a place must say whose it is."""
    return len(Trust.objects.order_by("pk").values("pk")[:2]) > 1


def place_key(trust: Trust, slug: str, *, several: bool) -> str:
    """A place's name in addresses ("capella-house"; "auriga.capella-house" where several trusts live together).

    Args:
        slug: the school's, or one of the two places that are no school.
    """
    return f"{trust.slug}.{slug}" if several else slug


def place_name(trust: Trust, school: School | None, slug: str, *, several: bool) -> str:
    """What a place is called as a heading.

    Args:
        school: None for a place that is no school; then `slug` says which.
    """
    if school:
        return f"{school.name}, {trust.name}" if several else school.name
    if slug == THE_TRUST:
        return trust.name if several else "The Trust"
    return f"School not stated, {trust.name}" if several else "School not stated"


def listed_schools() -> QuerySet[School]:
    """The schools with a channel on the public list, by name, with no more than what a link to one needs."""
    theirs = Channel.objects.public().filter(school=OuterRef("pk"))
    return School.objects.filter(Exists(theirs)).only("name", "slug", "trust").order_by("name", "pk")


def changed_lately(limit: int = 5) -> list[PublicChange]:
    """The latest public changes, newest first, each with its channel, school and trust."""
    changes = PublicChange.objects.select_related("channel__school", "channel__trust")
    shown = changes.exclude(channel__status=Status.IN_SET_UP).exclude(channel__kind__in=PERSONAL_KINDS)
    return list(shown.order_by("-at", "-pk")[:limit])


def headlines(limit: int) -> list[PublicChange]:
    """The same with no more of each channel than its headline says; two reads.

    The channels are not joined: a planner that thinks there are few changes would read every channel first.
    """
    listed = Channel.objects.public().filter(pk=OuterRef("channel_id"))
    about = Prefetch("channel", Channel.objects.only("ref", "name", "handle", "platform"))
    changes = PublicChange.objects.filter(Exists(listed)).order_by("-at", "-pk")
    return list(changes.prefetch_related(about)[:limit])


def changes_of(channel: Channel) -> QuerySet[PublicChange]:
    """What changed about one channel, fit for anybody, newest first."""
    return channel.changes.order_by("-at", "-pk")


def standing_now(channel: Channel, now: datetime) -> Standing:
    """A channel's standing with its reasons, worked out at this moment."""
    return standing_of(channel, now)


def for_notice(trust: Trust) -> ChannelQuerySet:
    """The channels a privacy notice must list (2.6): every one that is not closed, with its school."""
    return public_register().open().filter(trust=trust).order_by("scope", "school__name", "name", "pk")
