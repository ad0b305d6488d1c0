"""What a policy says about itself: version, date, owner, approver, next review. What it does not say stays empty."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from charioteer.policy.sections import FRONT, Section

_LABELS = {
    "version": r"(?:policy |document )?version(?: number| no\.?)?",
    "dated": r"(?:date (?:approved|adopted|of approval|of policy|of issue)|approved on|adopted on"
    r"|effective (?:date|from)|last (?:reviewed|updated))",
    "owner": r"(?:policy|document) (?:owner|author|lead)",
    "approved_by": r"(?:approved|adopted|ratified|signed off) by|approving body|approval body",
    "review": r"(?:next )?review date|next review(?: due)?|date of next review|review due|to be reviewed",
}
# Short labels that mean something else further down ("Date:" on the form to be signed).
_FRONT_LABELS = {"dated": r"dated?", "owner": r"owner|author", "version": r"edition|issue", "review": r"review"}
_BLANK = re.compile(r"^[\s._…–-]*$")


@dataclass(frozen=True)
class Stated:
    """What the document says about itself, as written; "" is "not stated", and is never filled in by us."""

    version: str = ""
    dated: str = ""
    owner: str = ""
    approved_by: str = ""
    review: str = ""


def stated(sections: Iterable[Section], margins: str = "") -> Stated:
    """Read what a document says about itself.

    Args:
        sections: the document, taken apart.
        margins: the words in its page headers and footers, where such things often stand.
    """
    found: dict[str, str] = {}
    for section in (*sections, Section(FRONT, "", margins)):
        for line in section.text.splitlines():
            _note(found, line, front=section.number == FRONT)
    return Stated(**found)


def _note(found: dict[str, str], line: str, *, front: bool) -> None:
    for field, label in _LABELS.items():
        labels = f"{label}|{_FRONT_LABELS[field]}" if front and field in _FRONT_LABELS else label
        matched = re.match(rf"^[\s|*]*(?:{labels})\s*[*]*\s*[:\t|]\s*(?P<value>.{{1,120}})$", line, re.IGNORECASE)
        if not matched:
            continue
        value = matched["value"].strip(" \t*|")
        if not _BLANK.match(value):
            found.setdefault(field, value)
        return
