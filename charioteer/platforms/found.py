"""What a step of the parser found, before it is handed back as a Reading."""

from dataclasses import dataclass, field

from charioteer.platforms.identity import Doubt
from charioteer.platforms.platform import Kind, NameRule, Platform

FORM_DOUBTS = {
    "read_from_post": "That is the address of one post. We read from it the account it belongs to.",
    "longer_address": "The address goes on after the account’s name. We read only the account.",
    "legacy_address": "That is an older form of address. {name} may show the account under another name today.",
    "number_not_name": "That is the account’s number. It may also have a name, and we cannot tell which.",
    "same_account": "That leads to messages with the account of this name, so we read it as that account.",
    "seen_elsewhere": "That shows the account through another server. We read the account on its own server.",
}
INVITATION_WORDS = (
    "That is an invitation, and whoever has it can join. We keep only a fingerprint of it, which cannot be turned "
    "back into the invitation. Do not publish it."
)


@dataclass(slots=True)
class Found:
    """One account, or `cannot_tell` with whatever is known besides. Fields as in `Reading`."""

    platform: Platform | None = None
    kind: str = ""
    key: str = ""
    shown: str = ""
    address: str = ""
    name: str = ""
    cannot_tell: str = ""
    secret: bool = False
    doubts: list[Doubt] = field(default_factory=list)


def refuse(words: str, *, platform: Platform | None = None, kind: str = "", shown: str = "") -> Found:
    """No account, because of `words`."""
    return Found(platform, kind, "", shown, cannot_tell=words)


def account(platform: Platform, kind: Kind, rule: NameRule, name: str) -> Found:
    """The account called `name`, or the rule that the name breaks."""
    read = rule.read(name)
    if read is None:
        return refuse(rule.words, platform=platform, kind=kind.key, shown=name)
    key, shown = read
    if rule.secret:
        return Found(platform, kind.key, key, secret=True, doubts=[Doubt("secret_link", INVITATION_WORDS)])
    found = Found(platform, kind.key, key, kind.shown.replace("{name}", shown), kind.address.replace("{key}", key))
    if not kind.official and kind.words:
        found.doubts.append(Doubt("not_official", kind.words))
    return found


def form_doubt(code: str, platform: Platform) -> Doubt:
    """The doubt that a form of address always carries."""
    return Doubt(code, FORM_DOUBTS[code].format(name=platform.short_name))
