"""What a public page may repeat of what a document says about itself: days and offices, never a person's name."""

import re
from dataclasses import dataclass

from charioteer.people.roles import OFFICES
from charioteer.policy.stated import Stated

NOT_STATED = "Not stated in the document"
WITHHELD = "Stated in the document"

_DAYS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec st nd rd th of on in from until by and or "
    "autumn spring summer term week month year years annually annual yearly every two three v version draft final"
)
_BODIES = (
    "the trust board of trustees directors governors governing body full local council committee members "
    "academy and finance audit risk standards people resources education safeguarding chair a"
)
_DAY_WORDS = frozenset(_DAYS.split())
_OFFICE_WORDS = frozenset(_BODIES.split()) | {
    word for office in OFFICES.values() for written in office.written for word in written.split()
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Line:
    """One thing the document says, or does not say, about itself."""

    label: str
    words: str
    stated: bool
    as_written: bool


def lines(said: Stated, *, in_full: bool) -> list[Line]:
    """What to show of it.

    Args:
        said: what the document says.
        in_full: for somebody of the trust who is signed in. Otherwise words are repeated only if every one of them
            belongs to a day or an office, because anything else may be a name.
    """
    return [
        _line("Version", said.version, _DAY_WORDS, in_full),
        _line("Dated", said.dated, _DAY_WORDS, in_full),
        _line("Approved by", said.approved_by, _OFFICE_WORDS, in_full),
        _line("Looked after by", said.owner, _OFFICE_WORDS, in_full),
        _line("Next review", said.review, _DAY_WORDS, in_full),
    ]


def _line(label: str, written: str, allowed: frozenset[str], in_full: bool) -> Line:
    if not written:
        return Line(label, NOT_STATED, stated=False, as_written=False)
    if in_full or set(_WORD.findall(written.lower())) <= allowed:
        return Line(label, written, stated=True, as_written=True)
    return Line(label, WITHHELD, stated=True, as_written=False)
