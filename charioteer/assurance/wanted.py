"""What an address asks of the board, read without ever failing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from charioteer.assurance.places import Place
from charioteer.controls import State
from charioteer.look.dates import long_date, read_day

ASKED = "asked"
"""The choice that leaves out what no machine asks."""
MOST_PAGES = 100_000


@dataclass(frozen=True)
class Wanted:
    """What can be used of an address; `notes` says in sentences what could not.

    Args:
        place: the name of one place; "" for all.
        state: a state, or `ASKED`.
        section: a section of the policy.
        on: the day to look back to; None for now.
        q: part of a school's name, where there are many.
        page: of the schools, where there are many.
    """

    place: str = ""
    state: str = ""
    section: str = ""
    on: date | None = None
    q: str = ""
    page: int = 1
    notes: tuple[str, ...] = ()

    def address(self, **changes: object) -> str:
        """The address of the board with something changed. Everything but a page leads to page 1."""
        turned = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        pairs = [("place", turned.place), ("state", turned.state), ("section", turned.section), ("q", turned.q)]
        pairs += [("on", turned.on.isoformat() if turned.on else ""), ("page", str(turned.page))]
        kept = [(name, value) for name, value in pairs if value and (name, value) != ("page", "1")]
        return "?" + urlencode(kept)

    @property
    def narrowed(self) -> bool:
        """Whether some clauses are left out."""
        return bool(self.state or self.section)


def read(
    asked: Mapping[str, str],
    *,
    places: Sequence[Place],
    sections: Sequence[str],
    today: date,
    first: datetime | None,
) -> Wanted:
    """Read an address.

    Args:
        asked: names and values (`request.GET`); nothing in them is trusted.
        places: those this person may see.
        sections: the sections of the policy.
        today: the day it is.
        first: when anything was asked for the first time.
    """
    notes: list[str] = []
    known = {
        "place": {place.slug for place in places},
        "state": {*(state.value for state in State), ASKED},
        "section": set(sections),
    }
    chosen = {name: _one_of(asked.get(name, ""), choices, notes) for name, choices in known.items()}
    page = asked.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 and int(page) > 0 else 1
    words = " ".join("".join(x if x.isprintable() else " " for x in asked.get("q", "")[:400]).split())[:100]
    return Wanted(
        **chosen, on=_day(asked.get("on", ""), today, notes), q=words, page=min(number, MOST_PAGES), notes=tuple(notes)
    )


def _one_of(value: str, choices: set[str], notes: list[str]) -> str:
    if not value or value in choices:
        return value
    notes.append("The address asks for a choice that does not exist here, so it was passed over.")
    return ""


def _day(written: str, today: date, notes: list[str]) -> date | None:
    if not written.strip():
        return None
    try:
        day = read_day(written[:60])
    except ValueError as why:
        notes.append(f"{why} This is the board as it stands now.")
        return None
    if day > today:
        notes.append(f"{long_date(day)} has not come yet. This is the board as it stands now.")
        return None
    return day if day < today else None
