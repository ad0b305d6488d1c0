"""What a person should look at in a row, each doubt a stable code and a plain sentence."""

import re
from collections.abc import Sequence
from typing import Protocol

from charioteer.channels.reading.dates import Certainty, WrittenEvents
from charioteer.channels.reading.rows import Doubt, Ground, Understanding

_PARENTS = re.compile(r"\b(?:parents?|carers?|famil(?:y|ies)|PTA|PTFA)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"://|www\.|[\w-]+\.[\w-]+/|[\w-]+\.(?:com|org|net|tv|me|uk)\b", re.IGNORECASE)
_CALLED = re.compile(r"\b(?P<kind>account|page|group|channel)\b", re.IGNORECASE)

#: How much the list keeps of what may be longer in a file.
LONGEST = {"name": 200, "address": 500, "owner_body": 200, "audience": 300, "other_route": 300, "account_id": 200}

#: More people than this who may post, or fewer than this who hold the keys, is said as a doubt (2.4c).
MANY_POSTERS = 4
FEW_MASTERS = 2


def all_of(found: Understanding, ground: Ground, *, purpose_from_platform: bool) -> list[Doubt]:
    """Every doubt that one row alone can show.

    Args:
        found: the row.
        ground: what it was read against.
        purpose_from_platform: its purpose was found in the platform's cell.
    """
    return [
        *_date_doubts(found.events, ground),
        *of_people(found.masters, found.posters),
        *_owner_doubts(found),
        *_length_doubts(found),
        *_kind_doubts(found),
        *_purpose_doubts(found, purpose_from_platform),
    ]


def _date_doubts(events: WrittenEvents, ground: Ground) -> list[Doubt]:
    doubts = []
    for what, written in (("opened", events.opened), ("closed", events.closed)):
        if written.certainty in {Certainty.AMBIGUOUS, Certainty.DAY_FIRST_ASSUMED, Certainty.UNREADABLE}:
            doubts.append(Doubt(f"{what}_{written.certainty}", written.doubt))
    opened, closed = events.opened, events.closed
    if opened.certainty is Certainty.BLANK and closed.certainty is Certainty.BLANK:
        doubts.append(Doubt("opened_blank", "No date is given."))
    if opened.latest and ground.known_since and opened.latest < ground.known_since:
        words = f"It was opened before the Trust is known to have existed ({ground.known_since:%B %Y})."
        doubts.append(Doubt("before_trust", words))
    if opened.earliest and closed.latest and closed.latest < opened.earliest:
        doubts.append(Doubt("closed_before_opened", "It was closed before it was opened. One of the dates is wrong."))
    return doubts


class Held(Protocol):
    """Whoever holds a slot, as written in a row or as kept on a channel."""

    @property
    def name(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def outside_body(self) -> str: ...


def of_people(masters: Sequence[Held], posters: Sequence[Held]) -> list[Doubt]:
    """The doubts about who holds what.

    Args:
        masters, posters: in the order written; empty is unknown.
    """
    doubts = []
    if not masters:
        doubts.append(Doubt("masters_unknown", "Who holds master access is blank. Blank is unknown, not nobody."))
    elif len(masters) < FEW_MASTERS:
        doubts.append(
            Doubt("one_master", "One person alone holds master access. If they leave, the school is locked out.")
        )
    if not posters:
        doubts.append(Doubt("posters_unknown", "Who may post is blank. Blank is unknown, not nobody."))
    elif len(posters) > MANY_POSTERS:
        doubts.append(Doubt("many_posters", f"{len(posters)} people may post. The policy asks for few."))
    if any(not held.office and not held.outside_body for held in masters):
        doubts.append(Doubt("role_unknown", "Master access is held by a name with no office beside it."))
    names = {held.name.casefold() for held in masters}
    if masters and any(held.name.casefold() not in names for held in posters):
        doubts.append(Doubt("poster_not_master", "Somebody may post who holds no master access. That can be right."))
    return doubts


def _owner_doubts(found: Understanding) -> list[Doubt]:
    if not found.owner:
        return []
    words = f"An outside body runs it ({found.owner}), so it is a partner’s, not official. Agreement pending."
    return [Doubt("outside_body", words)]


def _length_doubts(found: Understanding) -> list[Doubt]:
    said = {"name": found.name, "address": found.reading.address, "owner_body": found.owner, **found.more}
    return [
        Doubt("too_long", f"“{words[:30]}…” is longer than the {most} letters we keep. As read, it is kept whole.")
        for field, most in LONGEST.items()
        if len(words := said.get(field, "")) > most
    ]


def _kind_doubts(found: Understanding) -> list[Doubt]:
    doubts = []
    if found.kind == "unknown" and found.reading.platform:
        doubts.append(Doubt("kind_unknown", "What kind of account it is cannot be told from this row."))
    called = _CALLED.search(found.name)
    if found.kind == "group" and called and called["kind"].lower() != "group":
        doubts.append(Doubt("called_otherwise", f"It is called “{called['kind']}”, and its address is a group’s."))
    if found.kind == "handle" and found.reading.as_entered.strip() == found.name and "@" not in found.name:
        doubts.append(Doubt("written_without_at", "It is written without @. We took the words for the account’s name."))
    if found.kind == "handle" and not _ADDRESS.search(found.reading.as_entered):
        doubts.append(Doubt("no_url", f"No address is given. We made it of the platform and the name: {_made(found)}."))
    if found.kind == "group" and _PARENTS.search(found.name):
        doubts.append(Doubt("parents_group", "It is a parents’ group. Closed groups leak too, and need a moderator."))
    if found.reading.identity and found.reading.address and _differs(found):
        doubts.append(Doubt("name_differs", f"Its name is not like its handle ({found.reading.handle})."))
    return [*doubts, *_handle_newer(found)]


def _made(found: Understanding) -> str:
    return found.reading.address.removeprefix("https://")


def _handle_newer(found: Understanding) -> list[Doubt]:
    platform, opened = found.reading.platform, found.events.opened.latest
    if platform is None or opened is None or found.kind != "handle":
        return []
    came = [event.on for event in platform.history if event.what == "handles"]
    if not came or opened.isoformat() >= came[0]:
        return []
    words = f"Handles came to {platform.name} after it was opened, so it had another address before."
    return [Doubt("handle_newer", words)]


def _differs(found: Understanding) -> bool:
    handle, name = (re.sub(r"[\W_]+", "", text.casefold()) for text in (found.reading.handle, found.name))
    is_number = handle.isdigit()
    return bool(handle and name) and not is_number and handle not in name and name not in handle


def _purpose_doubts(found: Understanding, from_platform: bool) -> list[Doubt]:
    if from_platform:
        words = f"Its purpose (“{found.purpose}”) was written in the platform’s cell."
        return [Doubt("purpose_in_platform", words)]
    return [] if found.purpose else [Doubt("purpose_unstated", "What it is for is not stated.")]
