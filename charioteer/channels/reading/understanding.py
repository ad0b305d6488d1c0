"""From one row of a register as somebody wrote it to what we understand; nothing is guessed silently."""

import re
from collections.abc import Mapping, Sequence

from charioteer.channels.reading import doubts
from charioteer.channels.reading.dates import WrittenEvents, read_closing, read_events
from charioteer.channels.reading.offices import Written, outside_body, read_people, reads_as_person
from charioteer.channels.reading.rows import Doubt, Ground, Place, Understanding
from charioteer.platforms import parse

#: Columns whose cells are kept just as they are.
KEPT = ("audience", "other_route", "account_id", "how_closed")

_NOTHING = {"", "-", "–", "?", "n/a", "na", "none", "nobody", "not known", "unknown", "tbc"}
#: Words for an owner that is no outside body, whatever the Trust and its schools are called.
_OURS = {"trust", "school", "the trust", "the school"}
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PURPOSE_IN_PLATFORM = re.compile(r"\(\s*(?:used\s+for|for)\s+(?P<purpose>[^()]+?)\s*\)", re.IGNORECASE)


def understand(cells: Mapping[str, str], ground: Ground) -> Understanding:
    """Read one row.

    Args:
        cells: by column key (`platform`, `name`, `masters`, `posters`, `dates`, `opened`, `closed`, `address`,
            `purpose`, `owner`, `school`, ...); a missing one is blank.
        ground: what it is read against.
    Returns:
        What was understood, with its doubts; never an exception.
    """
    platform_cell = cells.get("platform", "")
    name, address = _name_and_address(cells)
    reading = parse(address or name, ground.catalogue, platform_hint=platform_cell)
    purpose, from_platform = _purpose(cells, platform_cell)
    masters = read_people(cells.get("masters", ""), bodies=tuple(ground.bodies))
    posters = read_people(cells.get("posters", ""), bodies=tuple(ground.bodies))
    owner = _owner(cells, name, masters, ground)
    found = Understanding(reading, name or reading.handle, purpose, masters, posters, _events(cells, ground), owner)
    found.more = {key: cells[key].strip() for key in KEPT if cells.get(key, "").strip()}
    _place(found, cells, ground)
    found.doubts += _owner_doubts(cells.get("owner", "").strip(), masters)
    found.doubts += [Doubt(doubt.code, doubt.words) for doubt in reading.doubts]
    if reading.identity is None and reading.cannot_tell and not reading.doubts:
        found.doubts.append(Doubt("no_account", reading.cannot_tell))
    found.doubts += doubts.all_of(found, ground, purpose_from_platform=from_platform)
    return found


def _name_and_address(cells: Mapping[str, str]) -> tuple[str, str]:
    cell, address = cells.get("name", ""), cells.get("address", "").strip()
    urls = _URL.findall(cell)
    name = " ".join(_URL.sub(" ", cell).split()).strip(" -–:|")
    # Two addresses in one cell are left together: the parser says that it cannot tell which is meant.
    return name, address or " ".join(urls)


def _purpose(cells: Mapping[str, str], platform_cell: str) -> tuple[str, bool]:
    if cells.get("purpose", "").strip():
        return cells["purpose"].strip(), False
    match = _PURPOSE_IN_PLATFORM.search(platform_cell)
    return (match["purpose"], True) if match else ("", False)


def _events(cells: Mapping[str, str], ground: Ground) -> WrittenEvents:
    both = read_events(cells.get("dates", ""), today=ground.today)
    opened, closed = cells.get("opened", "").strip(), cells.get("closed", "").strip()
    return WrittenEvents(
        read_events(opened, today=ground.today).opened if opened else both.opened,
        read_closing(closed.removeprefix("Closed:").strip(), today=ground.today) if closed else both.closed,
    )


def _owner(cells: Mapping[str, str], name: str, masters: Sequence[Written], ground: Ground) -> str:
    """The outside body that runs it: said outright, in its name, or in the office of whoever holds the keys."""
    said = cells.get("owner", "").strip()
    if said.casefold() in _ours(ground):
        return ""
    if said.casefold() not in _NOTHING and not reads_as_person(said, masters):
        return ground.bodies.get(said, said)
    for words in (*(written.outside_body for written in masters), outside_body(name, ground.bodies)):
        if words:
            return ground.bodies.get(words, words)
    return ""


def _ours(ground: Ground) -> set[str]:
    """The Trust and its schools, as an owner's cell may name them."""
    schools = {name.casefold() for place in ground.places for name in (place.name, place.slug, *place.known_by)}
    return {ground.trust.casefold(), *_OURS, *schools}


def _owner_doubts(said: str, masters: Sequence[Written]) -> list[Doubt]:
    if said.casefold() in _NOTHING or not reads_as_person(said, masters):
        return []
    words = "Who runs it reads as a person or an office, not as a body, so it was not taken: the public reads it."
    return [Doubt("owner_person", words)]


def _school(said: str, ground: Ground) -> Place | None:
    return next((place for place in ground.places if said in {place.name.casefold(), place.slug}), None)


def _place(found: Understanding, cells: Mapping[str, str], ground: Ground) -> None:
    owner = cells.get("owner", "").strip()
    by_school = owner if _school(owner.casefold(), ground) else ""  # “run by Hill School” says whose it is too
    if said := cells.get("school", "").strip() or by_school:
        _place_said(found, said, ground)
        return
    text = " ".join((found.name, found.reading.handle, found.owner, *(written.role for written in found.masters)))
    haystack = text.casefold()
    if ground.trust.casefold() in haystack:
        found.scope = "trust"
        return
    places = [place for place in ground.places if any(word.casefold() in haystack for word in place.known_by)]
    if len(places) == 1:
        found.place, found.scope = places[0], "school"
        words = f"No school is stated. We took {places[0].name}, because its name is in the row."
        found.doubts.append(Doubt("school_from_name", words))
    elif places:
        named = " and ".join(place.name for place in places)
        found.doubts.append(Doubt("school_not_stated", f"No school is stated, and the row could be of {named}."))
    else:
        found.doubts.append(Doubt("school_not_stated", "No school is stated. We do not guess."))


def _place_said(found: Understanding, said: str, ground: Ground) -> None:
    if said.casefold() in {ground.trust.casefold(), "trust", "the trust"}:
        found.scope = "trust"
    elif place := _school(said.casefold(), ground):
        found.place, found.scope = place, "school"
    else:
        words = f"“{said}” is not one of the Trust’s schools. Correct the name, or add the school first."
        found.doubts.append(Doubt("school_unknown", words))
