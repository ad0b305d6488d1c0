"""Takes a policy's text apart by its section numbers."""

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})?)\.?\s+(?P<words>\S.{0,118})$")
_APPENDIX = re.compile(r"^appendix\s+(?P<number>\d{1,2}|[a-z])\b\s*[:.–-]*\s*(?P<words>.{0,118})$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(table of )?contents\W*$", re.IGNORECASE)
# A line of a table of contents ends with its page: after leader dots, or after a tab.
_LEADER = re.compile(r"(\.{2,}|…|\t)\s*\d{1,3}\s*$")
_MARKUP = "#* \t"
# The end of a sentence or of a point in a list: no heading ends so.
_NOT_A_HEADING = (";", ",", ":")

Place = tuple[int, int]
FRONT = ""


@dataclass(frozen=True)
class Section:
    """One section: its number as the document counts ("5.3", "A1"; "" for what stands before the first), its heading
    and its own words, without those of its parts."""

    number: str
    heading: str
    text: str


def sections(text: str) -> tuple[Section, ...]:
    """Take a document apart.

    A table of contents is passed over, and so is a numbered list inside a section: only a number that follows the
    one before it opens a section. What stands before the first section comes first, under no number.
    """
    found: list[tuple[str, str, list[str]]] = [(FRONT, "", [])]
    place: Place = (0, 0)
    lines = text.splitlines()
    contents = _contents(lines)
    for at, line in enumerate(lines):
        if at in contents:
            continue
        heading = _heading(line)
        if heading and _follows(place, heading[0]):
            place = heading[0]
            found.append((_number(place), heading[1], []))
        else:
            found[-1][2].append(line)
    return tuple(Section(number, words, "\n".join(own).strip()) for number, words, own in found)


_APPENDICES = 100


def _heading(line: str) -> tuple[Place, str] | None:
    """The place and the words of a line that may be a heading."""
    bare = line.strip(_MARKUP)
    if appendix := _APPENDIX.match(bare):
        number = appendix["number"]
        count = int(number) if number.isdigit() else ord(number.lower()) - ord("a") + 1
        return (_APPENDICES + count, 0), appendix["words"].strip(_MARKUP)
    matched = _HEADING.match(bare)
    if not matched or bare.endswith(_NOT_A_HEADING) or _LEADER.search(bare):
        return None
    whole, _, part = matched["number"].partition(".")
    return (int(whole), int(part or 0)), matched["words"].strip(_MARKUP)


def _follows(before: Place, place: Place) -> bool:
    """Whether a section with this number can come next."""
    (whole, part), (next_whole, next_part) = before, place
    if next_part:
        return next_whole == whole and next_part == part + 1
    if next_whole > _APPENDICES:
        return next_whole == (whole + 1 if whole > _APPENDICES else _APPENDICES + 1) and whole > 0
    return next_whole == whole + 1


def _number(place: Place) -> str:
    whole, part = place
    if whole > _APPENDICES:
        return f"A{whole - _APPENDICES}"
    return f"{whole}.{part}" if part else str(whole)


def _contents(lines: list[str]) -> range:
    """The lines of the table of contents: from its title to where the numbers begin again."""
    start = next((at for at, line in enumerate(lines) if _CONTENTS.match(line.strip(_MARKUP))), None)
    if start is None:
        return range(0)
    seen: set[str] = set()
    for at in range(start + 1, len(lines)):
        number = _counted(lines[at])
        if number in seen:
            return range(start, at)
        if number:
            seen.add(number)
    return range(start, start + 1)


def _counted(line: str) -> str:
    """The number a line begins with, whatever else it holds."""
    bare = line.strip(_MARKUP)
    appendix = _APPENDIX.match(bare)
    matched = appendix or re.match(r"^(?P<number>\d{1,2}(?:\.\d{1,2})?)\.?\s+\S", bare)
    return ("appendix " if appendix else "") + matched["number"].lower() if matched else ""
