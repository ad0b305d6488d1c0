"""Where a topic of guidance stands on a day: which edition is in force, in which paragraph, how sure that is.

Looked up, never worked out by adding: editions renumber their paragraphs as they please.
"""

from dataclasses import dataclass
from datetime import date

from charioteer.reference.registers import Record, Register


@dataclass(frozen=True)
class Passage:
    """Where one edition treats a topic.

    Args:
        guidance: the guidance's key ("kcsie").
        edition: the edition's key ("2026").
        topic: the topic's key ("filtering-monitoring").
        title: the topic in words.
        first, last: its paragraphs; None if nobody has looked them up in this edition.
        certainty: "H", "M" or "L" as the register has it; "" where the paragraphs are not known.
        verified: whether somebody held the numbers against the printed edition.
    """

    guidance: str
    edition: str
    topic: str
    title: str
    first: int | None
    last: int | None
    certainty: str
    verified: bool

    @property
    def words(self) -> str:
        """ "paragraphs 170–173 of the 2026 edition" """
        if self.first is None:
            return f"the {self.edition} edition, in a paragraph nobody has looked up"
        span = f"paragraph {self.first}" if self.first == self.last else f"paragraphs {self.first}–{self.last}"
        return f"{span} of the {self.edition} edition"


def in_force(guidance: Record, on: date) -> Record | None:
    """The edition of a guidance in force on a day; None if we know of none."""
    day = on.isoformat()
    for edition in guidance["editions"]:
        if edition["in_force_from"] <= day and (not edition["in_force_until"] or day <= edition["in_force_until"]):
            found: Record = edition
            return found
    return None


def edition_of(guidance: Record, key: str) -> Record | None:
    """One edition by its key; None if we know of none."""
    return next((edition for edition in guidance["editions"] if edition["key"] == key), None)


def resolve(topic: str, on: date, *, guidance: Register, paragraphs: Register) -> Passage | None:
    """Where a topic stands in the edition in force on a day.

    Args:
        topic: the topic's key; for a topic named by a superseded edition this is its successor.
        on: the day.
        guidance, paragraphs: the registers, as the trust reads them.
    Returns:
        The passage; its paragraphs are None where they are not known for that edition. None if no guidance has such a
        topic, or no edition of it was in force.
    """
    rows = [row for row in paragraphs.entries if row["topic"] == topic]
    if not rows or rows[0]["guidance"] not in guidance.by_key:
        return None
    current = in_force(guidance.by_key[rows[0]["guidance"]], on)
    return _passage(rows, topic, current["key"]) if current else None


def successors(
    key: str, edition: str, first: int, last: int, on: date, *, guidance: Register, paragraphs: Register
) -> list[Passage]:
    """What became of paragraphs named in some edition: their topics, each in the edition in force on a day.

    Args:
        key: the guidance ("kcsie").
        edition: the edition that was named.
        first, last: the paragraphs that were named.
    """
    named = [
        row["topic"]
        for row in paragraphs.entries
        if (row["guidance"], row["edition"]) == (key, edition) and row["from"] <= last and first <= row["to"]
    ]
    found = (resolve(topic, on, guidance=guidance, paragraphs=paragraphs) for topic in dict.fromkeys(named))
    return [passage for passage in found if passage is not None]


def _passage(rows: list[Record], topic: str, edition: str) -> Passage:
    row = next((row for row in rows if row["edition"] == edition), None)
    if row is None:
        return Passage(rows[0]["guidance"], edition, topic, rows[0]["title"], None, None, "", False)
    return Passage(
        row["guidance"],
        edition,
        topic,
        row["title"],
        row["from"],
        row["to"],
        row["certainty"],
        bool(row["verified_on"]),
    )
