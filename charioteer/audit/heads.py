"""A signed head as it is kept, shown and handed out: so many entries, this root, at this moment, signed by this key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from charioteer import keyring
from charioteer.audit.bodies import canonical
from charioteer.audit.models import Head, PublishedHead, SigningKey
from charioteer.errors import BadInput

WHAT = "charioteer head 1"
_HEX = {"root": 64, "public": 64, "key": 32, "signature": 128}
_NOT_A_HEAD = "It holds no head of the log. Take one that `charioteer proof --head` wrote, or that was published."


@dataclass(frozen=True)
class SignedHead:
    """One head, with all that is needed to check it."""

    trust_id: int | None
    size: int
    root: str
    at: datetime
    key_id: str
    public: str
    signature: str

    @property
    def good(self) -> bool:
        """Whether the signature holds."""
        text = signed_text(trust_id=self.trust_id, size=self.size, root=self.root, at=self.at)
        return keyring.signed(self.public, self.signature, text)

    def as_json(self) -> dict[str, Any]:
        """As it is written into files."""
        return {
            "what": WHAT,
            "trust": self.trust_id,
            "size": self.size,
            "root": self.root,
            "at": _moment(self.at),
            "key": self.key_id,
            "public": self.public,
            "signature": self.signature,
        }


def signed_text(*, trust_id: int | None, size: int, root: str, at: datetime) -> bytes:
    """The very bytes that are signed."""
    said = canonical({"trust": trust_id, "size": size, "root": root, "at": _moment(at)})
    return f"{WHAT}\n{said}".encode()


def public_keys() -> dict[str, str]:
    """Every public key that ever signed here, by its short name."""
    return dict(SigningKey.objects.order_by("version").values_list("key_id", "public"))


def shown(head: Head | PublishedHead, keys: Mapping[str, str]) -> SignedHead:
    """A stored head with its public key (\"\" if that is not known, so that its signature does not hold)."""
    public = keys.get(head.key_id, "")
    return SignedHead(head.trust_id, head.size, head.root, head.at, head.key_id, public, head.signature)


def read(said: Any) -> SignedHead:
    """Read a head from a file (or the head inside a proof).

    Raises:
        BadInput: it is none.
    """
    said = said.get("head", said) if isinstance(said, Mapping) else {}
    good = isinstance(said, Mapping) and said.get("what") == WHAT and _whole(said.get("size"))
    trust_id = said.get("trust") if good else 0
    if not good or not (trust_id is None or _whole(trust_id)) or not all(_hex(said, name) for name in _HEX):
        raise BadInput(_NOT_A_HEAD)
    try:
        at = datetime.fromisoformat(str(said["at"]))
    except (KeyError, ValueError):
        raise BadInput(_NOT_A_HEAD) from None
    if at.tzinfo is None or keyring.key_id(said["public"]) != said["key"]:
        raise BadInput(_NOT_A_HEAD)
    return SignedHead(trust_id, said["size"], said["root"], at, said["key"], said["public"], said["signature"])


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _hex(said: Mapping[str, Any], name: str) -> bool:
    value = said.get(name)
    return isinstance(value, str) and len(value) == _HEX[name] and bool(re.fullmatch("[0-9a-f]+", value))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
