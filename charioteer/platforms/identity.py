"""What parsing gives back: one identity on one platform, or a plain sentence saying why we cannot tell."""

from dataclasses import dataclass

from charioteer.platforms.platform import Platform

BARE_KINDS = frozenset({"handle", "unknown", "page", "profile"})
"""Kinds that share one space of names on their platform, so the kind is no part of who it is."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One account, the same however its address was written.

    Args:
        platform: the catalogue's key ("x").
        kind: what sort of account ("handle", "group", "channel", "unknown").
        key: the name or number in the form in which the platform compares it.
    """

    platform: str
    kind: str
    key: str

    @property
    def canonical(self) -> str:
        """The text to look it up by: "x:housecapella", "facebook:group:3651385304889119"."""
        if self.kind in BARE_KINDS:
            return f"{self.platform}:{self.key}"
        return f"{self.platform}:{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should know about how a text was read.

    Args:
        code: stable name for machines ("read_from_post").
        words: the sentence for people.
    """

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How one text was read. Exactly one of `identity` and `cannot_tell` is set.

    Args:
        as_entered: what was typed, unchanged.
        identity: the account, if it could be told.
        platform: the platform, which may be known although the account is not.
        kind: the kind of account as far as it is known; "" if no platform is known.
        handle: the account's name for people ("@HouseCapella"), letters as typed.
        address: the one address we write for this account; "" where there is none, or where it is a secret.
        name: words that stood beside the address and are not part of it ("Strathmore School Home Learning").
        doubts: what to know about the reading.
        cannot_tell: why there is no identity.
        secret: what was typed lets a stranger in (an invitation); keep `to_store`, not `as_entered`.
    """

    as_entered: str
    identity: Identity | None = None
    platform: Platform | None = None
    kind: str = ""
    handle: str = ""
    address: str = ""
    name: str = ""
    doubts: tuple[Doubt, ...] = ()
    cannot_tell: str = ""
    secret: bool = False

    @property
    def to_store(self) -> str:
        """What was typed, fit to be kept: an invitation is replaced by words that do not let anybody in."""
        if not self.secret:
            return self.as_entered
        return f"[an invitation to {self.platform.name if self.platform else 'a group'}, not kept]"
