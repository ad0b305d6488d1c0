"""What the trust's own document can show of the policy: whether what it names still stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from charioteer.controls import Finding, Level, Scope, State, Thing, control
from charioteer.policy.actions import LOADED
from charioteer.policy.citations import spans
from charioteer.policy.models import Citation, Edition
from charioteer.policy.queries import editions_shown
from charioteer.reference.queries import merged, merged_for_all
from charioteer.reference.registers import Record, Register
from charioteer.reference.topics import edition_of, in_force, successors

LATELY = timedelta(days=365)
"""A law that nobody held against its source for longer than this is one that nobody can tell about."""

_DAILY = timedelta(hours=6)
_OWNER = "Whoever owns the policy, with the Trust’s adviser"


@dataclass(frozen=True)
class Mention:
    """One mention in a document, with what became of it: `State.OK`, `BREACH` or `UNKNOWN`, and why in words."""

    id: int
    state: State
    words: str


def about_guidance(citation: Citation, guidance: Register, on: date) -> Mention | None:
    """What became of one mention of a guidance; None if it names no edition, which is never out of date."""
    entry = guidance.by_key.get(citation.key)
    if entry is None or not citation.cited_edition:
        return None
    where = f"“{citation.as_written}” in section {citation.section}" if citation.section else f"“{citation.as_written}”"
    named, current = edition_of(entry, citation.cited_edition), in_force(entry, on)
    if named is None or current is None:
        return Mention(citation.pk, State.UNKNOWN, f"{where}: we know of no such edition.")
    if named["key"] == current["key"]:
        return Mention(citation.pk, State.OK, where)
    return Mention(citation.pk, State.BREACH, f"{where}: the edition in force is that of {current['key']}.")


def _now_in(citation: Citation, guidance: Register, paragraphs: Register, on: date) -> str:
    """Where the paragraphs that are named have gone, as far as anybody looked them up."""
    moved = [
        passage
        for first, last in spans(citation.provisions)
        for passage in successors(
            citation.key, citation.cited_edition, first, last, on, guidance=guidance, paragraphs=paragraphs
        )
    ]
    said = [f"{one.title}: {one.words}{'' if one.verified else ' (not verified)'}" for one in dict.fromkeys(moved)]
    return f" What it names stands now in: {'; '.join(said)}." if said else ""


def about_law(citation: Citation, laws: Register, on: date) -> Mention | None:
    """What became of one mention of a law; None if the register does not have it any more."""
    entry = laws.by_key.get(citation.key)
    if entry is None:
        return None
    if entry["status"] != "current":
        return Mention(citation.pk, State.BREACH, f"{entry['title']}: {entry['says']}")
    if not _looked_at(entry, on):
        return Mention(citation.pk, State.UNKNOWN, f"{entry['title']}: nobody has looked at it lately.")
    return Mention(citation.pk, State.OK, entry["title"])


def _looked_at(entry: Record, on: date) -> bool:
    checked = str(entry.get("checked_on") or "")
    return bool(checked) and date.fromisoformat(checked) >= on - LATELY


def _mentions(edition: Edition, register: str, known: Register, on: date) -> list[Mention]:
    about = about_guidance if register == "guidance" else about_law
    cited = [one for one in edition.citations.all() if one.register == register]
    if register == "legislation":  # a law named twice is one law
        cited = list({one.key: one for one in reversed(cited)}.values())
    return sorted(filter(None, (about(one, known, on) for one in cited)), key=lambda one: one.id)


def _answers(register: str, now: datetime) -> Iterator[Finding]:
    on, known = timezone.localdate(now), merged_for_all(register)
    for edition in editions_shown():
        found = _mentions(edition, register, known(edition.trust_id), on)
        ids = {state: [one.id for one in found if one.state is state] for state in State}
        yield Finding(edition.trust_id, None, len(found), ids[State.BREACH], ids[State.UNKNOWN])


def _behind(register: str, scope: Scope, now: datetime) -> list[Thing]:
    editions = editions_shown(trust_id=scope.trust_id) if scope.school_id is None else []
    on, known = timezone.localdate(now), merged(register, scope.trust_id)
    things = []
    for edition in editions:
        cited = {one.pk: one for one in edition.citations.all()}
        for one in _mentions(edition, register, known, on):
            if one.state is scope.state and one.id > scope.after:
                more = _moved_to(cited[one.id], known, scope, on) if register == "guidance" else ""
                things.append(Thing(one.id, one.words + more, ("7.2" if register == "guidance" else "10",)))
    return things[: scope.most]


def _moved_to(citation: Citation, guidance: Register, scope: Scope, on: date) -> str:
    return _now_in(citation, guidance, merged("guidance-paragraphs", scope.trust_id), on)


@control(
    "policy.guidance_in_force",
    clauses=("7.2",),
    question="Is every edition of guidance that the policy names the one in force?",
    passes="Each edition that is named is in force, or none is named by its year.",
    fails="It names an edition that has been replaced.",
    why="Paragraphs move each September: whoever looks in the wrong edition reads the wrong duty.",
    who=_OWNER,
    things="mentions",
    url_name="policy_clause",
    every=_DAILY,
    on=(LOADED,),
    levels=(Level.TRUST,),
    whole=True,
    failing=lambda scope, now: _behind("guidance", scope, now),
)
def guidance_in_force(now: datetime) -> Iterable[Finding]:
    """The document in force, else the one loaded last. Without one, nobody can tell."""
    return _answers("guidance", now)


@control(
    "policy.laws_stand",
    clauses=("10",),
    question="Does every law that the policy names still stand as it is named, and did somebody look lately?",
    passes="Each law named is in force unchanged, and was held against its source within a year.",
    fails="It names a law that was repealed, replaced in part or amended, without saying so.",
    why="A policy that leans on a law which is gone leans on nothing.",
    who=_OWNER,
    things="laws",
    url_name="policy_clause",
    every=_DAILY,
    on=(LOADED,),
    levels=(Level.TRUST,),
    whole=True,
    failing=lambda scope, now: _behind("legislation", scope, now),
)
def laws_stand(now: datetime) -> Iterable[Finding]:
    """The document in force, else the one loaded last. Without one, nobody can tell."""
    return _answers("legislation", now)
