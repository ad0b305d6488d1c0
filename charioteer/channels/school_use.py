"""Which platforms are for school use: what is packaged, and the Trust's own word over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from charioteer.people.models import Person
from charioteer.reference.models import Overlay
from charioteer.reference.queries import merged
from charioteer.reference.registers import load, thawed

USES = {"yes": "Yes", "ask": "Ask first", "no": "No"}
KINDS = {
    "network": "Network",
    "video": "Video",
    "messaging": "Messaging",
    "class_app": "Class app",
    "blog": "Blog or website",
    "forum": "Forum",
    "game": "Game",
}
STATUSES = {"active": "Open", "renamed": "Renamed", "closed": "Closed"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One platform as this trust sees it.

    Args:
        record: the entry, the trust's own word laid over it.
        packaged: what Charioteer suggests: `default` and `reason`.
        own: the trust has its own word.
    """

    record: Mapping[str, Any]
    packaged: Mapping[str, Any]
    own: bool

    @property
    def key(self) -> str:
        """Its key ("x")."""
        return str(self.record["key"])

    @property
    def name(self) -> str:
        """Its name for people."""
        return str(self.record["name"])

    @property
    def use(self) -> str:
        """yes, ask or no."""
        return str(self.record["school_use"]["default"])

    @property
    def use_words(self) -> str:
        """The same in words."""
        return USES.get(self.use, self.use)

    @property
    def reason(self) -> str:
        """Why."""
        return str(self.record["school_use"]["reason"])

    @property
    def kind_words(self) -> str:
        """What sort of platform it is."""
        return KINDS.get(str(self.record["kind"]), str(self.record["kind"]))

    @property
    def status_words(self) -> str:
        """Whether it is still there, with the last thing that happened to it."""
        return STATUSES.get(str(self.record["status"]), str(self.record["status"]))


@dataclass(frozen=True, slots=True)
class Decided:
    """One word the trust gave on a platform, for its history."""

    words: str
    reason: str
    who: str
    at: datetime


def listed(trust_id: int) -> list[Listed]:
    """Every platform as this trust sees it, by name (one query)."""
    packaged = load("platforms").by_key
    found = merged("platforms", trust_id).entries
    seen = [Listed(one, packaged.get(one["key"], one)["school_use"], bool(one.get("overlaid", False))) for one in found]
    return sorted(seen, key=lambda one: one.name.casefold())


def history(trust_id: int, key: str) -> list[Decided]:
    """What this trust ever said about one platform, newest first (two queries)."""
    rows = list(Overlay.objects.history(register="platforms", key=key, trust_id=trust_id))
    names = dict(Person.objects.filter(pk__in={row.by_id for row in rows if row.by_id}).values_list("pk", "name"))
    return [Decided(_words(row.changes), row.reason, names.get(row.by_id or 0, "Charioteer"), row.at) for row in rows]


def changes_for(key: str, use: str, reason: str) -> dict[str, Any]:
    """The overlay that says `use`; none at all ("packaged") returns to what is packaged."""
    if use == "packaged":
        return {}
    return {"school_use": {**thawed(load("platforms").by_key[key]["school_use"]), "default": use, "reason": reason}}


def _words(changes: Mapping[str, Any]) -> str:
    said = changes.get("school_use")
    return USES.get(said["default"], said["default"]) if said else "As Charioteer suggests"
