"""Reads for the policy's pages: the edition to show, its findings, the clauses by section."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, When, prefetch_related_objects

from charioteer.people.models import Trust
from charioteer.policy import clauses, findings
from charioteer.policy.citations import Cited
from charioteer.policy.clauses import Clause, Wanted
from charioteer.policy.findings import Finding, World
from charioteer.policy.lifecycle import State
from charioteer.policy.models import Edition
from charioteer.reference.queries import merged
from charioteer.reference.registers import Record, Register, load


@dataclass(frozen=True)
class Part:
    """One section of the policy as a page shows it."""

    section: Record
    clauses: list[Clause]

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"s-{self.section['key'].replace('.', '-').lower()}"


def shown(trust: Trust | None) -> Edition | None:
    """The edition the public sees: the one in force, else the one loaded last that is not retired."""
    if trust is None:
        return None
    first = Case(When(state=State.IN_FORCE, then=0), default=1, output_field=IntegerField())
    live = Edition.objects.of_trust(trust).exclude(state=State.RETIRED)
    return live.order_by(first, "-loaded_at", "-pk").first()


def editions_shown(trust_id: int | None = None) -> list[Edition]:
    """What `shown` gives for each trust that has one, with its citations. Two questions for any number of trusts.

    Args:
        trust_id: only of this trust; None for all.
    """
    first = Case(When(state=State.IN_FORCE, then=0), default=1, output_field=IntegerField())
    live = (
        Edition.objects.exclude(state=State.RETIRED)
        .defer("source_text")
        .order_by("trust_id", first, "-loaded_at", "-pk")
    )
    if trust_id is not None:
        live = live.filter(trust_id=trust_id)
    best: dict[int, Edition] = {}
    for edition in live:
        best.setdefault(edition.trust_id, edition)
    prefetch_related_objects(list(best.values()), "citations")
    return list(best.values())


def findings_of(edition: Edition, on: date) -> tuple[Finding, ...]:
    """What this edition leaves open and what has moved on by a day."""
    numbered = edition.sections.exclude(number="").exists()
    return (
        *findings.unstated(edition.stated, numbered),
        *findings.moved(cited_in(edition), world(edition.trust_id), on),
    )


def world(trust_id: int) -> World:
    """Guidance and law as this trust reads them."""
    return World(
        guidance=merged("guidance", trust_id),
        paragraphs=merged("guidance-paragraphs", trust_id),
        laws=merged("legislation", trust_id),
    )


def cited_in(edition: Edition) -> list[Cited]:
    """Every mention of guidance and law in an edition, in its order."""
    return [
        Cited(
            section=row.section,
            register=row.register,
            key=row.key,
            as_written=row.as_written,
            edition=row.cited_edition,
            provisions=tuple(row.provisions),
        )
        for row in edition.citations.order_by("order")
    ]


def pack(trust: Trust | None) -> Register:
    """The clause pack as this trust reads it."""
    return merged("clauses", trust.pk) if trust else load("clauses")


def parts(register: Register, wanted: Wanted) -> list[Part]:
    """The sections with the clauses that fit; while something is looked for, only sections that have any."""
    found = clauses.chosen(register, wanted)
    kept = {clause.section for clause in found}
    sections = sorted(load("sections").entries, key=lambda section: section["order"])
    roofs = {section["part_of"] for section in sections if section["key"] in kept}
    return [
        Part(section, [clause for clause in found if clause.section == section["key"]])
        for section in sections
        if section["key"] in kept | roofs or not wanted
    ]


def section(key: str) -> Record:
    """One section of the policy, by its number."""
    return load("sections").by_key[key]


def open_words(clause: str, trust: Trust | None) -> list[Record]:
    """The words this clause uses and the policy does not define."""
    terms = merged("undefined-terms", trust.pk) if trust else load("undefined-terms")
    return [term for term in terms.entries if clause in term["clauses"]]
