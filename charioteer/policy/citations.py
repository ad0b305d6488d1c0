"""Finds the guidance and the laws a policy names, as it wrote them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from charioteer.policy.sections import Section
from charioteer.reference.registers import Record, Register

_PARAGRAPHS = re.compile(r"\bpara(?:graph)?s?\.?\s*(?P<list>\d{1,3}(?:\s*(?:,|-|–|to|and)\s*\d{1,3})*)", re.IGNORECASE)
_PROVISION_AFTER = re.compile(r"^\W{0,3}\s*(?:section|s\.)\s*(?P<name>\d{1,3}[A-Z]?)\b", re.IGNORECASE)
_PROVISION_BEFORE = re.compile(r"(?:section|s\.)\s*(?P<name>\d{1,3}[A-Z]?)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_YEAR_AFTER = re.compile(r"^s?\W{0,3}(?P<year>(?:19|20)\d\d)\b")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
# A line of a PDF ends anywhere: only an empty line, or the next point of a list, ends what belongs together.
_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-•*▪●o]|\d{1,2}[.)])\s)")
# Paragraph numbers stand near the title they belong to, in the same sentence or two.
_NEAR = 120

Span = tuple[int, int]


@dataclass(frozen=True)
class Cited:
    """One mention: in which section, of which register entry, in the document's words.

    `edition` is the year written beside the title and `provisions` are the paragraphs or sections named, both as
    written; empty where none is.
    """

    section: str
    register: str
    key: str
    as_written: str
    edition: str
    provisions: tuple[str, ...]


def citations(sections: Iterable[Section], *registers: Register) -> tuple[Cited, ...]:
    """Find every mention of an entry of these registers, in the order of the document.

    The longest name wins, so the Malicious Communications Act is not also the Communications Act.
    """
    names = {
        written.replace("’", "'"): (register.register, entry)
        for register in registers
        for entry in register.entries
        for written in entry["written_as"]
    }
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(
        r"\b(" + "|".join(map(re.escape, longest_first)).replace(r"\ ", r"\s+") + r")(?=s?(?:\b|\d))", re.IGNORECASE
    )
    return tuple(cited for section in sections for cited in _in_section(section, pattern, names))


def spans(provisions: Iterable[str]) -> tuple[Span, ...]:
    """Read paragraphs as written ("133", "135-148") as first and last."""
    read = []
    for written in provisions:
        numbers = [int(number) for number in re.findall(r"\d+", written)]
        if numbers:
            read.append((numbers[0], numbers[-1]))
    return tuple(read)


def _in_section(section: Section, pattern: re.Pattern[str], names: dict[str, tuple[str, Record]]) -> Iterator[Cited]:
    for line in _BREAK.split(section.text):
        plain = " ".join(_LINK.sub(r"\1", line).replace("**", "").replace("’", "'").split())
        for match in pattern.finditer(plain):
            register, entry = names[" ".join(match[0].lower().split())]
            yield _cited(section.number, register, entry, plain, match)


def _cited(number: str, register: str, entry: Record, line: str, match: re.Match[str]) -> Cited:
    after = line[match.end() : match.end() + _NEAR]
    year = _YEAR_AFTER.match(after)
    end = match.end() + (year.end() if year else 1 if after.startswith("s") else 0)
    provisions = (
        _paragraphs(line[end : end + _NEAR]) if register == "guidance" else _provisions(line, match.start(), end)
    )
    return Cited(
        section=number,
        register=register,
        key=entry["key"],
        as_written=line[match.start() : end].strip(),
        edition=year["year"] if year else "",
        provisions=provisions,
    )


def _paragraphs(after: str) -> tuple[str, ...]:
    found = _PARAGRAPHS.search(after)
    return tuple(re.findall(r"\d+(?:\s*(?:-|–|to)\s*\d+)?", found["list"])) if found else ()


def _provisions(line: str, start: int, end: int) -> tuple[str, ...]:
    found = _PROVISION_AFTER.match(line[end : end + _NEAR]) or _PROVISION_BEFORE.search(line[:start])
    return (found["name"],) if found else ()
