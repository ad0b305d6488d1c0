"""What is missing before a trust can rely on this house: one set-based look over all its schools."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from charioteer.people.calendar import Calendar, academic_year
from charioteer.people.models import School, Term
from charioteer.people.posts import Step
from charioteer.people.queries import terms_of
from charioteer.people.slots import Filled, survey


class Lack(StrEnum):
    """The kinds of gap, in the order in which they are worth filling."""

    VACANT = "vacant"
    NO_STAND_IN = "no_stand_in"
    CLEARING = "clearing"
    CUSTODY = "custody"
    TERMS = "terms"

    @property
    def words(self) -> str:
        """As a heading."""
        return {
            "vacant": "Offices nobody holds",
            "no_stand_in": "Offices nobody stands in for",
            "clearing": "Too few people who clear posts",
            "custody": "Too few custodians",
            "terms": "No terms entered",
        }[self.value]


_LACKS = {
    Step.OFFICES: Lack.VACANT,
    Step.STAND_INS: Lack.NO_STAND_IN,
    Step.CLEARING: Lack.CLEARING,
    Step.CUSTODY: Lack.CUSTODY,
}
_NUMBERS = ("none", "one", "two", "three")


@dataclass(frozen=True)
class Gap:
    """One thing that is missing at one place.

    Args:
        lack: of what kind.
        trust_id: whose.
        school_id: at which school (or centre of it); None for the trust itself.
        at: the school, or the trust, in words (a centre's school is its place).
        words: one sentence.
        slot: the key of the slot to fill; "" for terms.
    """

    lack: Lack
    trust_id: int
    school_id: int | None
    at: str
    words: str
    slot: str = ""


def gaps(day: date, *, trust_ids: Collection[int] | None = None, school: School | None = None) -> list[Gap]:
    """Everything that is missing, place by place; eight queries, however many schools there are.

    Args:
        day: on which day.
        trust_ids: in which trusts; None for all.
        school: only at this school.
    """
    found = list(of_slots(survey(day, trust_ids=trust_ids, school=school)))
    return [*found, *_without_terms(day, trust_ids, school)]


def of_slots(slots: Iterable[Filled]) -> Iterator[Gap]:
    """The gaps among slots that were looked at."""
    for filled in slots:
        if filled.lacks:
            slot = filled.slot
            trust_id, school_id, _ = slot.place
            at = (slot.school or slot.trust).name
            yield Gap(_LACKS[slot.step], trust_id, school_id, at, _sentence(filled), slot.key)


def _sentence(filled: Filled) -> str:
    slot, has = filled.slot, filled.slot.least - filled.lacks
    if slot.stand_in:
        return f"Nobody stands in for the {slot.post.words} of {slot.where}."
    if slot.post.step is Step.CLEARING:
        if has:
            return f"{slot.where} has one person who clears posts, and nobody to clear theirs. Two are needed."
        return f"{slot.where} has nobody who clears posts. Two are needed, so that nobody clears their own."
    if slot.post.step is Step.CUSTODY:
        return f"{slot.where} has {_NUMBERS[has]} of the two custodians it needs."
    return f"{slot.where} has no {slot.post.words}."


def _without_terms(day: date, trust_ids: Collection[int] | None, school: School | None) -> Iterator[Gap]:
    schools = School.objects.order_by("trust__name", "name", "pk")
    schools = schools if trust_ids is None else schools.filter(trust__in=trust_ids)
    schools = schools.filter(pk=school.pk) if school else schools
    year = academic_year(day)
    rows: dict[tuple[int, int | None], list[Term]] = defaultdict(list)
    terms = Term.objects.filter(last_day__gte=year.first, first_day__lte=year.last)
    for term in terms if trust_ids is None else terms.filter(trust__in=trust_ids):
        rows[term.trust_id, term.school_id].append(term)
    for one in schools:
        mine = [*rows.get((one.trust_id, None), ()), *rows.get((one.trust_id, one.pk), ())]
        if not Calendar(terms_of(mine, one.pk)).enough_terms(day):
            words = f"The terms of {year.name} are not all entered for {one.name}."
            yield Gap(Lack.TERMS, one.trust_id, one.pk, one.name, words)


def by_place(found: Iterable[Gap]) -> dict[tuple[int, int | None, Lack], list[Gap]]:
    """Gaps of one kind at one school, together."""
    grouped: dict[tuple[int, int | None, Lack], list[Gap]] = defaultdict(list)
    for gap in found:
        grouped[gap.trust_id, gap.school_id, gap.lack].append(gap)
    return grouped
