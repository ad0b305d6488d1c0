"""One platform as the catalogue describes it: what people need to know of it, and how its accounts are named."""

import re
from dataclasses import dataclass, field
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go for something, and what to look for when there."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a platform: opened, renamed, changed or closed, on a day or in a month."""

    on: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class SchoolUse:
    """Whether a school may use it before the Trust says otherwise: "yes", "ask" or "no", with the reason."""

    default: str
    reason: str


@dataclass(frozen=True, slots=True)
class NameRule:
    """How one sort of name is written on a platform.

    Args:
        pattern: the whole name; if only a part of it tells accounts apart, the one group, called `key`.
        words: the rule as a sentence, for whoever broke it.
        fold: capitals make no difference.
        ignore: characters that make no difference (Facebook's full stops).
        secret: whoever has it gets in, so only a fingerprint of it may be kept.
    """

    pattern: re.Pattern[str]
    words: str
    fold: bool = True
    ignore: str = ""
    secret: bool = False

    def read(self, name: str) -> tuple[str, str] | None:
        """The name as the platform compares it, and as people see it ("" if secret); None if it breaks the rule."""
        match = self.pattern.fullmatch(name)
        if match is None:
            return None
        shown = match["key"] if match.lastindex else name
        if self.secret:
            return blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(), ""
        key = shown.lower() if self.fold else shown
        for character in self.ignore:
            key = key.replace(character, "")
        return (key, shown) if key else None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of account on a platform.

    Args:
        key: "handle", "page", "group", …
        name: for people, within a sentence ("group").
        rule: how its names are written.
        address: template of the address we write, with `{key}`; "" if it must not be written.
        shown: template of the name for people, with `{name}`.
        official: it can be an official account.
        words: why it cannot, or what to know of it.
        delegation: how several people run it without sharing a password, where that differs from the platform's.
    """

    key: str
    name: str
    rule: NameRule
    address: str = ""
    shown: str = "{name}"
    official: bool = True
    words: str = ""
    delegation: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Platform:
    """One entry of the catalogue. See `charioteer/reference/data/platforms.schema.json` for every field.

    `own_domain`: its accounts may live at any website's address. `belongs_to`: the key of the platform whose accounts
    these really are (Messenger's are Facebook's).

    Compared by being the same object: two catalogues (one with a trust's own changes) have different platforms.
    """

    key: str
    name: str
    short_name: str
    kind: str
    status: str
    aliases: tuple[str, ...]
    hosts: tuple[str, ...]
    kinds: dict[str, Kind]
    typed: tuple[str, ...]
    history: tuple[Event, ...]
    minimum_age: int | None
    age_note: str
    settings: Link
    report: Link
    delegation: str
    official: bool
    official_words: str
    school_use: SchoolUse
    no_account_words: str
    checked_on: str
    certainty: str
    own_domain: bool = False
    belongs_to: str = ""
    servers: frozenset[str] = field(default_factory=frozenset)

    @property
    def closed_on(self) -> str:
        """When it closed ("2024-12-01"), or "" if it is open."""
        return next((event.on for event in self.history if event.what == "closed"), "")
