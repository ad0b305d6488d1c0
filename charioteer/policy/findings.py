"""What a policy leaves open and which of its references have moved on, derived on the day it is asked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from charioteer.policy.citations import Cited, spans
from charioteer.policy.stated import Stated
from charioteer.reference.registers import Record, Register
from charioteer.reference.topics import in_force

OPEN, MOVED = "open", "moved"
# So many laws in one section make it the list of laws.
_A_LIST = 3


@dataclass(frozen=True)
class Finding:
    """One thing to mend, in calm words.

    `code` is ours and stable; `about` is `open` (the document does not say) or `moved` (what it names has changed);
    `sections` are the document's own numbers; `clause` is the clause it belongs to.
    """

    code: str
    about: str
    words: str
    mend: str
    sections: tuple[str, ...] = ()
    clause: str = ""


_UNSTATED = (
    ("version", "no_version", "The document gives no version number.", "Give each edition a number."),
    ("dated", "no_date", "The document does not say when it was approved.", "Write the day it was approved."),
    ("owner", "no_owner", "The document does not say who looks after it.", "Name the office that owns it."),
    ("approved_by", "no_approver", "The document does not say who approved it.", "Name who approved it, and when."),
    ("review", "no_review", "The document does not say when it will be looked at again.", "Set a day for the review."),
)


def unstated(said: Stated, numbered: bool) -> tuple[Finding, ...]:
    """What the document does not say about itself.

    Args:
        said: what it does say.
        numbered: whether numbered sections could be found in it.
    """
    found = [Finding(code, OPEN, words, mend) for field, code, words, mend in _UNSTATED if not getattr(said, field)]
    if not numbered:
        found.append(
            Finding(
                "no_sections",
                OPEN,
                "We could not find numbered sections in this document.",
                "Word often counts headings by itself, without writing the numbers: save it as PDF and load that.",
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class World:
    """What is known outside the document: guidance, where its paragraphs stand, and the law."""

    guidance: Register
    paragraphs: Register
    laws: Register


def moved(cited: Sequence[Cited], world: World, on: date) -> tuple[Finding, ...]:
    """Which references have moved on by a day.

    Args:
        cited: every mention in the document.
        world: the registers to hold them against.
        on: the day.
    """
    return (
        *(found for entry in world.guidance.entries for found in _about_guidance(entry, cited, world.paragraphs, on)),
        *_guidance_among_laws(cited, world.guidance),
        *(found for entry in world.laws.entries for found in _about_law(entry, _of(cited, entry["key"]), world.laws)),
        *_left_out(cited, world.laws),
    )


def topics(mentions: Iterable[Cited], paragraphs: Register) -> list[str]:
    """What the paragraphs that are named are about, looked up in the edition that is named."""
    found = [
        row["title"]
        for mention in mentions
        for first, last in spans(mention.provisions)
        for row in paragraphs.entries
        if (row["guidance"], row["edition"]) == (mention.key, mention.edition)
        and row["from"] <= last
        and first <= row["to"]
    ]
    return list(dict.fromkeys(found))


def _of(cited: Iterable[Cited], key: str) -> list[Cited]:
    return [mention for mention in cited if mention.key == key]


def _about_guidance(entry: Record, cited: Sequence[Cited], paragraphs: Register, on: date) -> Iterable[Finding]:
    mentions = _of(cited, entry["key"])
    years = sorted({mention.edition for mention in mentions if mention.edition})
    current = in_force(entry, on)
    for year in years:
        of_year = [mention for mention in mentions if mention.edition == year]
        edition = next((edition for edition in entry["editions"] if edition["key"] == year), None)
        if edition is None:
            words = f"The document names a {year} edition of “{entry['title']}”. We know of none."
            yield Finding("unknown_edition", MOVED, words, "Check the year.", _sections(of_year), "7.2")
        elif current and edition["key"] != current["key"]:
            words = f"The document names the {year} edition of “{entry['title']}”. {_when(edition, on)}"
            mend = _mend(current, topics(of_year, paragraphs))
            yield Finding("superseded_edition", MOVED, words, mend, _sections(of_year), "7.2")
    if len(years) > 1:
        words = f"The document names {len(years)} editions of “{entry['title']}”: {' and '.join(years)}."
        mend = "Name one edition throughout, or name none and say “the edition in force”."
        dated = _sections(mention for mention in mentions if mention.edition)
        yield Finding("inconsistent_edition", MOVED, words, mend, dated, "7.2")


def _when(edition: Record, on: date) -> str:
    if edition["in_force_from"] > on.isoformat():
        return f"It comes into force on {_day(edition['in_force_from'])}."
    return f"It ended on {_day(edition['in_force_until'])}."


def _mend(current: Record, about: list[str]) -> str:
    words = f"The {current['key']} edition has been in force since {_day(current['in_force_from'])}."
    if not about:
        return words
    subjects = "; ".join(subject[0].lower() + subject[1:] for subject in about)
    return (
        f"{words} The paragraphs named are about: {subjects}. "
        f"Look up where they stand in the {current['key']} edition: nobody has verified the numbers here."
    )


def _guidance_among_laws(cited: Sequence[Cited], guidance: Register) -> Iterable[Finding]:
    laws = Counter(mention.section for mention in cited if mention.register == "legislation")
    if not laws or max(laws.values()) < _A_LIST:
        return
    section = laws.most_common(1)[0][0]
    misplaced = {mention.key for mention in cited if mention.register == "guidance" and mention.section == section}
    for key in sorted(misplaced):
        words = f"“{guidance.by_key[key]['title']}” stands in the list of laws. It is guidance."
        yield Finding("guidance_among_laws", MOVED, words, "Move it to the guidance.", _named(section), "10")


def _about_law(entry: Record, mentions: list[Cited], laws: Register) -> Iterable[Finding]:
    if not mentions:
        return
    sections = _sections(mentions)
    if entry["status"] != "current":
        newer = [laws.by_key[key]["title"] for key in entry["replaced_by"]]
        mend = f"Name what replaced it too: {'; '.join(newer)}." if newer else "Write “as amended”."
        yield Finding(f"law_{entry['status']}", MOVED, f"{entry['title']}: {entry['says']}", mend, sections, "10")
    named = {provision for mention in mentions for provision in mention.provisions}
    for provision in entry["sections"]:
        if provision["name"] in named and provision["status"] == "other_schools":
            words = f"{entry['title']}, section {provision['name']}: {provision['says']}"
            yield Finding(
                "law_for_other_schools", MOVED, words, "Name the section that binds the Trust.", sections, "10"
            )
    for year in sorted({mention.edition for mention in mentions} - {"", str(entry["year"])}):
        words = f"The document dates the {entry['title']} to {year}."
        yield Finding("law_misdated", MOVED, words, "Check the year.", sections, "10")


def _left_out(cited: Sequence[Cited], laws: Register) -> Iterable[Finding]:
    named = {mention.key for mention in cited if mention.register == "legislation"}
    missing = [entry["title"] for entry in laws.entries if entry["expected"] and entry["key"] not in named]
    if named and missing:
        words = f"The list of laws leaves out {len(missing)} that matter here: {'; '.join(missing)}."
        yield Finding("law_left_out", MOVED, words, "Add those that the Trust's adviser agrees with.", (), "10")


def _sections(mentions: Iterable[Cited]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.section for mention in mentions if mention.section))


def _named(section: str) -> tuple[str, ...]:
    return (section,) if section else ()


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}"
