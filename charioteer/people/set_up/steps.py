"""The steps of setting up, in order, and how each stands: worked out anew every time, so it can be left and resumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from charioteer.people.gaps import Gap, Lack, gaps
from charioteer.people.models import Trust
from charioteer.people.posts import Step
from charioteer.people.slots import Filled, Slot, survey


@dataclass(frozen=True)
class Page:
    """One step: its key, its name, the name of its address, what is asked, and the kind of gap it fills."""

    key: str
    name: str
    url_name: str
    lead: str
    lack: Lack | None = None

    @property
    def href(self) -> str:
        """Its address."""
        return reverse(self.url_name)


PAGES: tuple[Page, ...] = (
    Page(
        "places",
        "Schools and centres",
        "set_up_places",
        "Every school of the Trust, and each campus, phase or satellite that has a head of its own.",
    ),
    Page(
        Step.OFFICES,
        "Offices",
        "set_up_offices",
        "Who holds which office. One person may hold several, such as a headteacher of two schools.",
        Lack.VACANT,
    ),
    Page(
        Step.STAND_INS,
        "Stand-ins",
        "set_up_stand_ins",
        "Who acts while the holder is away. Deputy headteachers and deputy safeguarding leads count by themselves.",
        Lack.NO_STAND_IN,
    ),
    Page(
        Step.CLEARING,
        "Who may clear",
        "set_up_clearing",
        "Before something is posted, somebody other than its author clears it. So each school needs two people.",
        Lack.CLEARING,
    ),
    Page(
        Step.CUSTODY,
        "Who keeps custody",
        "set_up_custody",
        "Custodians keep the ways into a school’s accounts. With two in each school, nobody is locked out.",
        Lack.CUSTODY,
    ),
    Page(
        "terms",
        "Terms",
        "set_up_terms",
        "The terms of this school year, for deadlines in school days and for work that is due once a term.",
        Lack.TERMS,
    ),
    Page("gaps", "What is missing", "set_up_gaps", "Everything that is still open, each with the way to it."),
)
BY_KEY = {page.key: page for page in PAGES}


@dataclass(frozen=True)
class Stand:
    """How one step stands: a state of the board, and a few words."""

    page: Page
    number: int
    state: str
    words: str


@dataclass(frozen=True)
class Section:
    """One place with its slots, in the order of the pages."""

    title: str
    school_id: int | None
    slots: tuple[Filled, ...]


def overview(trust: Trust, day: date) -> list[Stand]:
    """Every step and how it stands."""
    found = gaps(day, trust_ids=[trust.pk])
    schools = trust.schools.count()
    return [_stand(number, page, found, schools) for number, page in enumerate(PAGES, start=1)]


def after(page: Page) -> Page | None:
    """The next step, or None after the last."""
    index = PAGES.index(page) + 1
    return PAGES[index] if index < len(PAGES) else None


def before(page: Page) -> Page | None:
    """The step before, or None at the first."""
    index = PAGES.index(page)
    return PAGES[index - 1] if index else None


def sections(filled: list[Filled]) -> list[Section]:
    """Slots put together by place; a centre stands under its school."""
    found: dict[int | None, list[Filled]] = {}
    for one in filled:
        found.setdefault(one.slot.place[1], []).append(one)
    return [Section(_title(slots[0].slot), school_id, tuple(slots)) for school_id, slots in found.items()]


def of_step(trust: Trust, step: Step, day: date) -> list[Filled]:
    """The slots of one step, trust first, then school by school."""
    return [one for one in survey(day, trust_ids=[trust.pk]) if one.slot.step is step]


def go_on(slot: Slot, day: date) -> str:
    """The address after a slot was dealt with: itself while people are missing, the next open one, or the next step."""
    slots = of_step(slot.trust, slot.step, day)
    keys = [one.slot.key for one in slots]
    rest = slots[keys.index(slot.key) if slot.key in keys else 0 :]
    if rest and rest[0].holders and rest[0].lacks:
        return reverse("set_up_office", args=[slot.key])
    return skip(slot, slots)


def skip(slot: Slot, slots: list[Filled]) -> str:
    """The address of the next open slot of the same step, or of the next step."""
    keys = [one.slot.key for one in slots]
    rest = slots[keys.index(slot.key) + 1 :] if slot.key in keys else slots
    following = next((one for one in rest if one.lacks), None)
    if following:
        return reverse("set_up_office", args=[following.slot.key])
    page = after(BY_KEY[slot.step])
    return page.href if page else reverse("set_up")


def _title(slot: Slot) -> str:
    return slot.school.name if slot.school else slot.trust.name


def _stand(number: int, page: Page, found: list[Gap], schools: int) -> Stand:
    if page.key == "places":
        words = f"{schools} school{'' if schools == 1 else 's'}" if schools else "No school is entered yet"
        return Stand(page, number, "ok" if schools else "breach", words)
    missing = len(found) if page.lack is None else sum(gap.lack is page.lack for gap in found)
    if not schools and not missing:
        return Stand(page, number, "unknown", "No school to ask about yet")
    words = f"{missing} gap{'' if missing == 1 else 's'}" if missing else "Nothing is missing"
    return Stand(page, number, "partial" if missing else "ok", words)


def gaps_of(found: list[Gap]) -> Iterator[tuple[str, list[Gap]]]:
    """Gaps by place, in the order they were found: the name of the place, and what is missing there."""
    places: dict[str, list[Gap]] = {}
    for gap in found:
        places.setdefault(gap.at, []).append(gap)
    yield from places.items()
