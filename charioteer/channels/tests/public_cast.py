"""A register to ask about: nine rows like the example's, and a way to make one of them official."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from charioteer.channels import actions, deriving
from charioteer.channels.actions.registering import Details
from charioteer.channels.models import Channel, Fact, SlotKind
from charioteer.channels.standing import REQUIRED, FactKind
from charioteer.people.actions import load_trust
from charioteer.people.models import Person, Trust

EXAMPLE = Path(__file__).parents[3] / "examples/auriga"
NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
FRIENDS = "Friends of Strathmore School"
GROUP = "https://www.facebook.com/groups/3651385304889119"
NINE = (
    Details("x", "@HouseCapella", "@HouseCapella", "capella-house", opened="1/9/21"),
    Details("youtube", "@strathmoreschool589", "Strathmore School Home Learning", "strathmore", opened="April 20"),
    Details("facebook", "FOSSFriendsofStrathmoreSchool", f"FOSS – {FRIENDS}", "strathmore", owner=FRIENDS),
    Details("x", "@friendsof_strat", "@friendsof_strat", "strathmore", owner=FRIENDS, opened="Feb 17"),
    Details("facebook", GROUP, "Strathmore Parents Account", "strathmore", opened="30/3/20"),
    Details("facebook", "", "Clarendon Cycle Scheme", "clarendon", opened="13/9/12"),
    Details("x", "bespokebeheard", "bespokebeheard", opened="June 24"),
    Details("instagram", "bespokebeheard", "bespokebeheard", opened="7/10/15"),
    Details("linkedin", "", "The Auriga Academy Trust", "trust", purpose="recruitment", opened="20 Nov 2011"),
)


def auriga() -> Trust:
    """The example trust with its schools."""
    return load_trust(data=json.loads((EXAMPLE / "trust.json").read_text()), now=NOW)


def administrator(trust: Trust) -> Person:
    """Joel Sharma, who looks after the register."""
    person, made = Person.objects.get_or_create(trust=trust, name="Joel Sharma")
    if made:
        person.roles.create(role="administrator", from_date=NOW.date() - timedelta(days=900))
    return person


def nine_rows(trust: Trust) -> list[Channel]:
    """Nine channels, put on the list by hand."""
    made = [actions.add(trust=trust, details=one, by=administrator(trust), now=NOW) for one in NINE]
    hold(made[1], "Headteacher")
    return made


def hold(channel: Channel, office: str) -> None:
    """Say which office holds the keys and may post."""
    for kind in SlotKind:
        by = administrator(channel.trust)
        actions.set_people(channel=channel, kind=kind, written=office, reason="As agreed", by=by, now=NOW)


def listed(trust: Trust, platform: str, account: str, **more: Any) -> Channel:
    """One channel on the list."""
    details = Details(platform, account, account, **more)
    return actions.add(trust=trust, details=details, by=administrator(trust), now=NOW)


def make_official(channel: Channel, *, until: datetime | None = None, now: datetime = NOW) -> Channel:
    """Record everything `official` asks for."""
    Channel.objects.filter(pk=channel.pk, purpose="").update(purpose="news for families")
    if not channel.slots.exists():
        hold(channel, "School office")
    channel.refresh_from_db()
    for kind in REQUIRED:
        expires, earlier = until or now + timedelta(days=90), now - timedelta(days=1)
        Fact.objects.create(
            channel=channel, kind=FactKind(kind), holds=True, at=earlier, expires_at=expires, evidence=f"Seen: {kind}."
        )
    found = deriving.refresh(channel, by=None, now=now)
    assert found.word == "official", found.reasons
    channel.refresh_from_db()
    return channel


def text_of(response) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()
