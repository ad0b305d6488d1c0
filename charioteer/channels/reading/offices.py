"""People as a register writes them: `Name (Office) / Name`, kept as written and read into slots, nothing guessed.

A slot is a person, an office, or words nobody has matched yet.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charioteer.people.roles import OFFICES

# Words by which a body that is not the school calls itself. Longer names first.
_OUTSIDE = re.compile(
    r"\b(?:friends\s+of|friends['’]?\s+association|parents?['’]?\s+(?:and|&)\s+teachers?['’]?\s+association|"
    r"parents?['’]?\s+association|PTFA|PTSA|PTA|PSA|alumni\s+association)\b",
    re.IGNORECASE,
)
# Of words beside which a person's name may stand, only the body's own: "Friends of Hill School", "PTA".
_FRIENDS = r"friends\s+of\s+(?:the\s+|st\.?\s+|saint\s+)?[\w'’]+"
_BODY = re.compile(
    rf"\b(?:{_FRIENDS}(?:\s+[\w'’]+){{0,3}}?\s+(?:school|academy|college|trust|primary|infants?|juniors?|nursery|centre)\b"
    rf"|{_FRIENDS})",
    re.IGNORECASE,
)
# Words that make a name a body's, so that it is not taken for a person's.
_OF_BODIES = re.compile(
    r"\b(?:academy|alumni|association|board|cafe|centre|charity|church|cic|club|committee|company|council|diocese|"
    r"federation|foundation|friends|group|guides|limited|ltd|network|parish|partnership|parents?|PS?TA|PTFA|PTSA|school|"
    r"scouts|services|society|team|trust|union|university)\b",
    re.IGNORECASE,
)
_LIKE_A_PERSON = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+)?[^\W\d_][\w'’-]*\.?(?:\s+[^\W\d_][\w'’-]*\.?){1,3}")
_ROLE = re.compile(r"^(?P<name>[^()]*)\((?P<role>[^()]*)\)\s*$")
# What stands between names, unless it stands inside brackets.
_PARTS = re.compile(
    r"\s*(?:/|;|\n|\||\s+&\s+|\s+and\s+|,(?=\s*[^\s,]+\s+[^\s,]))\s*(?![^()]*\))",
    re.IGNORECASE,
)
_ALIASES = {alias: office.key for office in OFFICES.values() for alias in office.written}
_MOST_WORDS = max(len(alias.split()) for alias in _ALIASES)
_PUNCTUATION = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Written:
    """One name in a cell.

    Args:
        as_written: the very words.
        name: the person's name, "" if the cell names only an office.
        role: the words in brackets, or of the office.
        office: key of the office those words mean, "" if unknown.
        outside_body: the body the words name if it is not the Trust, else "".
    """

    as_written: str
    name: str = ""
    role: str = ""
    office: str = ""
    outside_body: str = ""

    def as_json(self) -> dict[str, str]:
        """The form that is stored in a preview."""
        return {
            "as_written": self.as_written,
            "name": self.name,
            "role": self.role,
            "office": self.office,
            "outside_body": self.outside_body,
        }


def read_people(cell: str, *, bodies: Sequence[str] = ()) -> tuple[Written, ...]:
    """Read a cell of people.

    Args:
        cell: the cell, as read. Blank gives (): unknown, neither "nobody" nor "everybody".
        bodies: short names of outside bodies learned from the same register ("FOSS").
    """
    parts = (" ".join(part.split()) for part in _PARTS.split(cell))
    return tuple(_read_one(part, bodies) for part in parts if part)


def _read_one(part: str, bodies: Sequence[str]) -> Written:
    match = _ROLE.match(part)
    name, role = (match["name"].strip(), match["role"].strip()) if match else (part, "")
    office = office_of(role or name)
    if not role and office:
        name, role = "", part  # the cell names an office and nobody in it
    return Written(part, name, role, office, _body_beside_a_name(role, bodies) or _body_beside_a_name(part, bodies))


def _body_beside_a_name(words: str, bodies: Sequence[str]) -> str:
    """The outside body in words that may hold a person's name too; never the name, since the public reads the body."""
    known = outside_body(words, bodies)
    if not known or known in bodies:
        return known
    found = _BODY.search(words) or _OUTSIDE.search(words)
    return " ".join(found[0].split()) if found else ""


def reads_as_person(words: str, people: Iterable[Written] = ()) -> bool:
    """Whether these words are a person's name or an office rather than the name of a body; in doubt they are.

    Args:
        words: what stands where a body is expected.
        people: whoever the same row names.
    """
    bare = " ".join(words.split())
    if bare.casefold() in {one.casefold() for written in people for one in (written.name, written.as_written)}:
        return True
    name, _, role = bare.partition("(")
    if office_of(bare) or office_of(role.rstrip(") ")):
        return True
    return not _OF_BODIES.search(bare) and _LIKE_A_PERSON.fullmatch(name.strip()) is not None


def office_of(words: str) -> str:
    """Which office these words mean ("Primary Head of Centre" → "head_of_centre"), or "" if none we know.

    Only whole words count, and the words must begin or end with the office, so that a "Friends' headteacher
    liaison" is not the headteacher.
    """
    plain = _PUNCTUATION.sub(" ", words.lower()).split()
    for size in range(min(_MOST_WORDS, len(plain)), 0, -1):  # the longest office wins
        if key := _ALIASES.get(" ".join(plain[-size:])):
            return key
        if plain[size : size + 1] == ["of"] and (key := _ALIASES.get(" ".join(plain[:size]))):
            return key
    return ""


def outside_body(words: str, bodies: Iterable[str] = ()) -> str:
    """The outside body these words name, or ""."""
    for body in bodies:
        if re.search(rf"\b{re.escape(body)}\b", words):
            return body
    found = _OUTSIDE.search(words)
    return words.strip() if found else ""


def learn_bodies(names: Iterable[str]) -> dict[str, str]:
    """Short names a register explains itself: `FOSS – Friends of Strathmore School` teaches {"FOSS": that}.

    Args:
        names: the account names of the whole register.
    """
    learned = {}
    for name in names:
        match = re.match(
            r"\s*(?P<short>[A-Z][A-Z&.]{1,9})\s*[–—:\-(]\s*(?P<long>[^()\n]+?)(?=\s+(?:https?:|www\.)|[()\n]|$)", name
        )
        if match and _OUTSIDE.search(match["long"]):
            learned[match["short"]] = match["long"].strip()
    return learned
