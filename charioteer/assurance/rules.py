"""Who may have the board asked, and take the board or the log away."""

from datetime import date

from charioteer.errors import Refused
from charioteer.people.access import cannot
from charioteer.people.models import Person
from charioteer.people.roles import Right


def cannot_ask_board(person: Person, day: date) -> Refused | None:
    """Why this person may not have the board asked anew, or None."""
    return cannot(person, Right.ASK_BOARD, day)


def cannot_export_board(person: Person, day: date) -> Refused | None:
    """Why this person may not take the board away as a file, or None: whoever reads it may."""
    return cannot(person, Right.READ_BOARD, day)


def cannot_export_trail(person: Person, day: date) -> Refused | None:
    """Why this person may not take the log away as a file, or None."""
    return cannot(person, Right.EXPORT_TRAIL, day)
