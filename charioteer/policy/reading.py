"""Reads a policy document: its sections, what it says about itself, what it cites."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from charioteer.errors import BadInput
from charioteer.intake import readers
from charioteer.policy.citations import Cited, citations
from charioteer.policy.sections import FRONT, Section, sections
from charioteer.policy.stated import Stated, stated
from charioteer.reference.registers import load

_SPREADSHEET = "spreadsheetml"
_FEWEST_WORDS = 40


@dataclass(frozen=True)
class Reading:
    """One document, understood. `notes` are the reader's own sentences about the file."""

    title: str
    document: readers.Document
    sections: tuple[Section, ...]
    stated: Stated
    cited: tuple[Cited, ...]
    notes: tuple[str, ...]

    @property
    def numbered(self) -> tuple[Section, ...]:
        """The sections that have a number."""
        return tuple(section for section in self.sections if section.number != FRONT)


def read(file_name: str, data: bytes) -> Reading:
    """Read a policy from a file. Nothing is written.

    Args:
        file_name: as it was sent.
        data: the file's bytes.
    Raises:
        BadInput: it cannot be read, or is no policy; the sentence says what to do.
    """
    document = readers.read(file_name, data)
    if _SPREADSHEET in document.media_type:
        raise BadInput("This is a spreadsheet. Choose the policy itself: a .docx, .pdf or .txt file.", where="file")
    if len(document.text.split()) < _FEWEST_WORDS:
        raise BadInput("There are too few words in this file for a policy. Choose the whole document.", where="file")
    parts = sections(document.text)
    return Reading(
        title=_title(parts[0].text, file_name),
        document=document,
        sections=parts,
        stated=stated(parts, document.margins),
        cited=citations(parts, load("guidance"), load("legislation")),
        notes=document.notes,
    )


def _title(front: str, file_name: str) -> str:
    """The first line above the sections that names a policy; else the file's name."""
    for line in front.splitlines():
        words = " ".join(line.strip("#*| \t").split())
        if re.search(r"\bpolicy\b", words, re.IGNORECASE) and len(words) <= 120:
            return words
    return PurePath(file_name).stem[:120] or "Policy"
