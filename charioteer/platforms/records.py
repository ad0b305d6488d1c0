"""Turns one record of `platforms.json` into the catalogue's plain objects."""

import re
from collections.abc import Mapping
from typing import Any

from charioteer.platforms.platform import Event, Kind, Link, NameRule, Platform, SchoolUse


def name_rule(written: Mapping[str, Any]) -> NameRule:
    """One entry of a record's `names`."""
    return NameRule(
        pattern=re.compile(written["pattern"]),
        words=written["words"],
        fold=written.get("fold", True),
        ignore=written.get("ignore", ""),
        secret=written.get("secret", False),
    )


def _kind(written: Mapping[str, Any], names: Mapping[str, Any]) -> Kind:
    return Kind(
        key=written["key"],
        name=written["name"],
        rule=name_rule(names[written["rule"]]),
        address=written.get("address", ""),
        shown=written.get("shown", "{name}"),
        official=written.get("official", True),
        words=written.get("words", ""),
        delegation=written.get("delegation", ""),
    )


def platform_of(record: Mapping[str, Any]) -> Platform:
    """What people need to know of a platform, from its record.

    Raises:
        KeyError: a field is missing, or a kind names a rule the record does not have.
    """
    names = record.get("names", {})
    return Platform(
        key=record["key"],
        name=record["name"],
        short_name=record.get("short_name", record["name"]),
        kind=record["kind"],
        status=record["status"],
        aliases=tuple(record.get("aliases", ())),
        hosts=tuple(record.get("hosts", ())),
        kinds={written["key"]: _kind(written, names) for written in record.get("kinds", ())},
        typed=tuple(record.get("typed", ())),
        history=tuple(Event(**event) for event in record.get("history", ())),
        minimum_age=record["minimum_age"],
        age_note=record.get("age_note", ""),
        settings=Link(**record["settings"]),
        report=Link(**record["report"]),
        delegation=record["delegation"],
        official=record["official"],
        official_words=record.get("official_words", ""),
        school_use=SchoolUse(**record["school_use"]),
        no_account_words=record.get("no_account_words", ""),
        checked_on=record["checked_on"],
        certainty=record["certainty"],
        own_domain=record.get("own_domain", False),
        belongs_to=record.get("belongs_to", ""),
        servers=frozenset(record.get("servers", ())),
    )
