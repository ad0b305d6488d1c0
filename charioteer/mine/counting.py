"""How many things wait, for the top of every page: counted at most once a minute, and anew after each form sent."""

from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from charioteer.mine import lists
from charioteer.mine.lists import Mine
from charioteer.people.access import who
from charioteer.people.models import Person

FOR_SECONDS = 60


def words(found: Mine) -> str:
    """The number as it stands beside the link: "" for none, "5+" where there may be more."""
    if found.unknown:
        return f"{found.count}+"
    return str(found.count) if found.count else ""


def keep(person: Person, found: Mine) -> None:
    """Remember a count that was just made."""
    # The cache is a table, and writing to it costs more than reading.
    if cache.get(_key(person)) != words(found):
        cache.set(_key(person), words(found), FOR_SECONDS)


def of(person: Person) -> str:
    """The number of one person, as remembered or counted now."""
    known: str | None = cache.get(_key(person))
    if known is not None:
        return known
    found = lists.of(person, timezone.now())
    keep(person, found)
    return words(found)


def count(request: HttpRequest) -> dict[str, object]:
    """Context processor: `mine_count`, asked only by a page that shows it."""
    return {"mine_count": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> str:
    person = who(request)
    return of(person) if person else ""


class counts_anew:  # noqa: N801 (named in settings as what it does)
    """Middleware: whoever sends a form may have done one of their duties, so their number is forgotten."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # `accessed`: a page that never asked who it is did nothing for anybody.
        if request.method not in {"GET", "HEAD"} and request.session.accessed and (person := who(request)):
            cache.delete(_key(person))
        return response


def _key(person: Person) -> str:
    return f"mine.count.{person.pk}"
