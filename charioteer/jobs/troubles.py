"""What a failure is called where people read of it: the kind of error, and a sentence that names nobody.

The message of an exception may hold a name or an address, and the page of work is for whoever looks after the machine.
So only its class is kept, and a sentence written for that class; the rest goes to the log of the process.
"""

from typing import ClassVar

from django.db import DatabaseError, IntegrityError, OperationalError

from charioteer.errors import Refused


class Trouble(Exception):
    """Raised by a job that knows what is wrong. Its `says` is shown to whoever looks after the machine.

    A job's own trouble is a subclass with a sentence of its own; nothing that is put into it at the moment of failing
    is shown.
    """

    says: ClassVar[str] = "Something outside was not as it should be."


class Killed(Trouble):
    """The worker died while it did this, each time."""

    says = "The worker was stopped hard each time it did this."


_SAYS: tuple[tuple[type[BaseException], str], ...] = (
    (Refused, "It was refused: what it was asked for may not be done now."),
    (LookupError, "Something it was about is not there, or no part of the software knows this work any more."),
    (IntegrityError, "The database refused what would not have fitted together."),
    (OperationalError, "The database did not answer, or was busy for too long."),
    (DatabaseError, "The database refused it."),
    (TimeoutError, "Another server did not answer in time."),
    (ConnectionError, "Another server could not be reached."),
    (OSError, "A file or another server could not be reached."),
    (MemoryError, "There was not enough memory."),
)
OTHERWISE = "It broke in a way nobody foresaw. The log of the worker says more."


def sentence(error: BaseException) -> str:
    """The sentence for an error: never its own message."""
    if isinstance(error, Trouble):
        return type(error).says
    return next((says for kind, says in _SAYS if isinstance(error, kind)), OTHERWISE)


def path(error: BaseException) -> str:
    """The full name of its class."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def name(path_of_class: str) -> str:
    """The short name of a class, for a page ("OperationalError")."""
    return path_of_class.rpartition(".")[2]
