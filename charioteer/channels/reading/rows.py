"""One row of a register, understood: what was read, what it means, and every doubt."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from charioteer.channels.reading.dates import WrittenDate, WrittenEvents
from charioteer.channels.reading.offices import Written
from charioteer.platforms import Catalogue, Reading

LONGEST_KEY = 300


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: a stable code and a sentence."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """A school as rows may name it."""

    id: int
    slug: str
    name: str
    known_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a row is read against.

    Args:
        catalogue: the platforms there are.
        trust: the trust's name.
        known_since: the earliest day the trust is known to exist, or None.
        places: its schools.
        bodies: short names of outside bodies and what they stand for.
        today: the latest day a date can mean.
    """

    catalogue: Catalogue
    trust: str
    known_since: date | None
    places: tuple[Place, ...]
    bodies: Mapping[str, str]
    today: date


@dataclass(slots=True)
class Understanding:
    """One row, understood. `more` holds the cells that are kept just as they are (audience and the like)."""

    reading: Reading
    name: str
    purpose: str
    masters: tuple[Written, ...]
    posters: tuple[Written, ...]
    events: WrittenEvents
    owner: str
    scope: str = "unstated"
    place: Place | None = None
    more: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind of account; "unknown" where a name alone cannot tell."""
        return self.reading.identity.kind if self.reading.identity else "unknown"

    @property
    def standing(self) -> str:
        """What the row imports as. Nothing imported is official."""
        if self.events.closed.as_written:
            return "closed"
        return "partner" if self.owner else "unassessed"

    @property
    def import_key(self) -> str:
        """What makes the same row the same row next time.

        An account that was closed and listed anew has two rows; the closing tells them apart.
        """
        ended = f"#{self.events.closed.as_written}" if self.events.closed.as_written else ""
        return _fitting(self.account_key + ended)

    @property
    def account_key(self) -> str:
        """What tells the account, whether it was closed or not."""
        identity = self.reading.identity
        return identity.canonical if identity else self.name_key

    @property
    def name_key(self) -> str:
        """The key of the row if its account could not be told."""
        return name_key(self.reading.platform.key if self.reading.platform else None, self.name)

    def as_json(self) -> dict[str, Any]:
        """The form that is stored in a preview, shown on screen and printed by `--json`."""
        reading = self.reading
        return {
            "platform": reading.platform.key if reading.platform else None,
            "kind": self.kind,
            "key": reading.identity.key if reading.identity else None,
            "identity": reading.identity.canonical if reading.identity else "",
            "handle": reading.handle,
            "address": reading.address,
            "name": self.name,
            "scope": self.scope,
            "school": self.place.slug if self.place else None,
            "school_name": self.place.name if self.place else "",
            "owner_body": self.owner,
            "purpose": self.purpose,
            "masters": [written.as_json() for written in self.masters],
            "posters": [written.as_json() for written in self.posters],
            "opened": date_json(self.events.opened),
            "closed": date_json(self.events.closed),
            "standing": self.standing,
            "more": self.more,
            "doubts": [{"code": doubt.code, "words": doubt.words} for doubt in self.doubts],
        }


def name_key(platform: str | None, name: str) -> str:
    """The import key of a row whose account cannot be told: its platform and its name."""
    return _fitting(f"{platform or '?'}:name:{' '.join(name.casefold().split())}")


def _fitting(key: str) -> str:
    """A key no longer than the database holds; the end of a longer one is told apart by its hash."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 65]}#{hashlib.sha256(key.encode()).hexdigest()}"


def date_json(written: WrittenDate) -> dict[str, Any]:
    """A date as the command line and previews show it: as written, and the interval."""
    return {
        "as_written": written.as_written,
        "edtf": written.edtf or None,
        "earliest": written.earliest.isoformat() if written.earliest else None,
        "latest": written.latest.isoformat() if written.latest else None,
        "certainty": written.certainty.value,
    }
