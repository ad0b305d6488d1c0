"""What an export is made of, and how a value is written so that every program reads the same."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

# What a spreadsheet may take for the start of a formula (OWASP, "CSV Injection"), the full-width forms included.
_FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
_GUARD = "'"
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Column(NamedTuple):
    """One column: its key for programs and its title for people."""

    key: str
    title: str


@dataclass(frozen=True)
class About:
    """The stamp of an export.

    Args:
        scope: whose rows, and which of them, in words ("Channels of Strathmore School, open ones").
        made_at: when, with its zone.
        made_by: the office or person who took it out, "" in public.
    """

    scope: str
    made_at: datetime
    made_by: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """What the stamp says, line by line."""
        made = ("Made at", self.made_at.isoformat(timespec="seconds"))
        return [("What this is", self.scope), made, *([("Made by", self.made_by)] if self.made_by else [])]


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"{_GUARD}{text}" if text and (text[0] in _FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """Take that apostrophe off again, when our own export comes back."""
    return text[1:] if len(text) > 1 and text[0] == _GUARD and text[1] in _FORMULA_STARTS else text


def written(value: object) -> str:
    """A value as text: dates as ISO 8601, yes and no as words, nothing as nothing."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(written(each) for each in value)
    return str(value)


def plain_text(text: str) -> str:
    """Text that XML and UTF-8 can hold: what they cannot becomes the sign for an unknown character."""
    return _NO_TEXT.sub("\ufffd", text)
