"""Effects that happen once, however often the job that brings them about is run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from charioteer.jobs.models import Effect

F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def once(key: str) -> Iterator[bool]:
    """Do something in the database once.

    `with once("digest:3:2026-W47") as first:` opens a transaction and writes the key in it; what is done inside is kept
    with the key or not at all. `first` is False where the key was written before: then there is nothing to do.

    It is exact for what is written to this database. What leaves it (a letter, a post) can be bound to it only by
    writing what is to be sent inside, and sending from what was written.

    Args:
        key: what is done, with the ids and the occasion in it; up to 200 characters.
    """
    with transaction.atomic():
        yield _written(key)


def once_by(key: str) -> Callable[[F], F]:
    """Decorate a function that is called by keyword; calls after the first do nothing.

    Args:
        key: as for `once`, with the names of arguments in it: `@once_by("digest:{person_id}:{week}")`.
    """

    def decorate(do: F) -> F:
        @wraps(do)
        def guarded(**given: Any) -> Any:
            with once(key.format(**given)) as first:
                return do(**given) if first else None

        return guarded  # type: ignore[return-value]

    return decorate


def _written(key: str) -> bool:
    # A second one waits here, if the database can, until the first has kept or dropped its row.
    try:
        with transaction.atomic():
            Effect(key=key, at=timezone.now()).save(force_insert=True)
    except IntegrityError:
        return False
    return True
