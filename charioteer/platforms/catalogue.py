"""The catalogue of platforms, made ready so that reading one address is a few look-ups."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from charioteer.platforms.drawn import FEWEST, skeleton
from charioteer.platforms.forms import AddressRules, address_rules
from charioteer.platforms.lookalike import keys
from charioteer.platforms.platform import Kind, Platform
from charioteer.platforms.records import name_rule, platform_of

PREFIXES = ("", "www.", "m.", "mobile.")
OTHER_DOORS = re.compile(r"(?:www\d?|m|mobile|web|touch|[a-z]{2}(?:-[a-z]{2})?)\.")
WORD = re.compile(r"[^\W_]+")
LONGEST_ALIAS = 5


@dataclass(frozen=True, slots=True)
class OwnHosts:
    """Accounts that have a host of their own under `parent`: tumblr.com, with labels that are no accounts."""

    platform: Platform
    kind: Kind
    whole: bool
    reserved: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """What a host is: a platform's front door, one account's own host (`label`), or a host with one purpose.

    Args:
        platform: whose host it is.
        label: the part before the platform's host, if accounts live there ("housecapella" of housecapella.tumblr.com).
        kind: the kind of account that `label` is.
        within: the path that this host stands for ("invite" for discord.gg).
        special: category of a host that never names an account ("short").
        stranger: a host of the platform that we know nothing of ("help.instagram.com").
    """

    platform: Platform
    label: str = ""
    kind: Kind | None = None
    within: str = ""
    special: str = ""
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A platform found in words ("You Tube", "Facebook group"), from word `start` up to word `end`."""

    platform: Platform
    kind: str
    start: int
    end: int


class Catalogue:
    """Every platform we know, with what is needed to read addresses and names on them."""

    def __init__(self, entries: Iterable[tuple[Platform, Mapping[str, Any]]]) -> None:
        """Prefer `from_records`."""
        self.platforms: dict[str, Platform] = {}
        self.rules: dict[str, AddressRules] = {}
        self.hosts: dict[str, Place] = {}
        self.own_hosts: dict[str, OwnHosts] = {}
        self.prefixes: dict[str, tuple[Platform, Kind]] = {}
        self._aliases: dict[tuple[str, ...], tuple[Platform, str]] = {}
        for platform, record in entries:
            self._add(platform, record)
        self.federated = next((platform for platform in self.platforms.values() if platform.servers), None)
        self.website = next((platform for platform in self.platforms.values() if "site" in platform.kinds), None)
        self.drawn_hosts = {skeleton(host): host for host in reversed(self.hosts)}
        self.names_by_key = self._names_by_key()
        self.hint = lru_cache(maxsize=1024)(self._hint)

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> "Catalogue":
        """Make a catalogue from the entries of `platforms.json`.

        Raises:
            KeyError: an entry lacks a field or names a rule or kind it does not have.
        """
        return cls((platform_of(record), record) for record in records)

    def get(self, key: str) -> Platform | None:
        """The platform with this key ("x"), if we know it."""
        return self.platforms.get(key)

    def place(self, host: str) -> Place | None:
        """What `host` (lower case) is, or None if no platform is there."""
        place = self.hosts.get(host)
        if place is not None:
            return place
        bare = OTHER_DOORS.sub("", host, count=1) if OTHER_DOORS.match(host) else host
        return self._own_host(host) or self.hosts.get(bare) or self._own_host(bare) or self._stranger(host)

    def find(self, words: list[str]) -> list[Named]:
        """Platforms named in `words` (see `words_of`), longest names first at each place, in order."""
        found: list[Named] = []
        start = 0
        while start < len(words):
            named = self.named_at(words, start)
            if named:
                found.append(named)
            start = named.end if named else start + 1
        return found

    def named_at(self, words: list[str], start: int) -> Named | None:
        """The platform whose name begins at one word, if any."""
        for end in range(min(len(words), start + LONGEST_ALIAS), start, -1):
            known = self._aliases.get(tuple(words[start:end]))
            if known:
                return Named(known[0], known[1], start, end)
        return None

    def _hint(self, text: str) -> tuple[Named, ...]:
        """The platforms a register's platform cell names; brackets are only asked if nothing else does."""
        outside = words_of(re.sub(r"\(.*?\)|\[.*?\]", " ", text))
        found = self.find(outside) or self.find(words_of(text))
        return tuple({(named.platform.key, named.kind): named for named in found}.values())

    def _own_host(self, host: str) -> Place | None:
        label, _, parent = host.partition(".")
        own = self.own_hosts.get(parent)
        if own is None:
            return None
        if label in own.reserved:
            return Place(own.platform, stranger=True)
        return Place(own.platform, label=host if own.whole else label, kind=own.kind)

    def _stranger(self, host: str) -> Place | None:
        while "." in host:
            host = host.partition(".")[2]
            if host in self.hosts:
                return Place(self.hosts[host].platform, stranger=True)
        return None

    def _names_by_key(self) -> dict[int, list[str]]:
        """Hosts by the keys of their platform's name, to find hosts that nearly are one."""
        found: dict[int, list[str]] = {}
        for platform in self.platforms.values():
            for host in platform.hosts:
                name, _, rest = host.partition(".")
                if len(skeleton(name)) >= FEWEST and ("." not in rest or rest == "co.uk"):
                    for key in keys(name):
                        found.setdefault(key, []).append(host)
        return found

    def _add(self, platform: Platform, record: Mapping[str, Any]) -> None:
        self.platforms[platform.key] = platform
        names = {name: name_rule(rule) for name, rule in record.get("names", {}).items()}
        self.rules[platform.key] = address_rules(record, names, platform.kinds)
        for host in (*platform.hosts, *platform.servers):
            for prefix in PREFIXES:
                self.hosts.setdefault(prefix + host, Place(platform))
        for host, category in record.get("special_hosts", {}).items():
            self.hosts[host] = self.hosts["www." + host] = Place(platform, special=category)
        for host, path in record.get("host_paths", {}).items():
            self.hosts[host] = self.hosts["www." + host] = Place(platform, within=path)
        for parent, own in record.get("own_hosts", {}).items():
            self.own_hosts[parent] = OwnHosts(
                platform, platform.kinds[own["kind"]], own.get("whole", False), frozenset(own.get("reserved", ()))
            )
        for prefix, kind in record.get("prefixes", {}).items():
            self.prefixes[prefix] = (platform, platform.kinds[kind])
        self._name(platform, (platform.name, platform.short_name, *platform.aliases), "")
        for written in record.get("kinds", ()):
            self._name(platform, written.get("aliases", ()), written["key"])

    def _name(self, platform: Platform, aliases: Iterable[str], kind: str) -> None:
        for alias in aliases:
            self._aliases.setdefault(tuple(words_of(alias)), (platform, kind))


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without marks: "Ask.fm" gives ask, fm."""
    return WORD.findall(text.lower())
