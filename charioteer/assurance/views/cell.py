"""One clause at one place: how it stands, why, who mends it, what fails, and what it said before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from charioteer.assurance import queries
from charioteer.assurance.answers import Said, shape
from charioteer.assurance.board import Cell, Eyes, board
from charioteer.assurance.limits import Overdue, at_most
from charioteer.assurance.places import Place, is_place, places_of
from charioteer.assurance.queries import Once
from charioteer.controls import Scope, State, Thing
from charioteer.people import access
from charioteer.people.models import Person
from charioteer.people.roles import Right

A_PAGE = 50
PATIENCE = timedelta(seconds=2)


@dataclass(frozen=True)
class Shown:
    """One thing behind an answer, with where it leads; "" where there is no page of it."""

    words: str
    href: str


@dataclass(frozen=True)
class Behind:
    """The things behind an answer, as they are at this moment.

    Args:
        title: "These fail" or "Of these nobody can tell".
        next: the address of the rest; "" if that is all.
        why_not: why they cannot be shown, in a sentence.
    """

    title: str
    things: tuple[Shown, ...]
    next: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Answer:
    """What one control says here, and what is behind it."""

    said: Said
    behind: tuple[Behind, ...]


@dataclass(frozen=True)
class Past:
    """What one control said once."""

    key: str
    words: str
    question: str
    once: Once


@require_GET
@access.signed_in
def cell(request: HttpRequest, clause: str, place: str) -> HttpResponseBase:
    """The page of one clause at one place; another's place is not there."""
    person, places, here = _place_for(request, place)
    now, today = timezone.now(), timezone.localdate()
    made = board(person.trust_id, [here], Eyes(person, today), now=now)
    row = next((row for row in made.rows if row.clause.key == clause), None)
    if row is None:
        raise Http404
    found = row.cells[0]
    answers = [Answer(one, _behind(one, person, here, request, now)) for one in found.says]
    context = {
        "cell": found,
        "clause": row.clause,
        "place": here,
        "answers": answers,
        "others": [other for other in places if other != here][:12],
        "past": _past(person, found),
        "in_part": bool(found.says) and not any(one.control.whole for one in found.says),
    }
    return render(request, "assurance/cell.html", context)


def _place_for(request: HttpRequest, slug: str) -> tuple[Person, list[Place], Place]:
    person = access.who(request)
    if person is None:
        raise Http404
    if not is_place(person, slug):
        raise Http404
    access.require(request, Right.READ_BOARD)
    places = places_of(person, timezone.localdate())
    here = next((place for place in places if place.slug == slug), None)
    if here is None:
        raise Http404
    return person, places, here


def _behind(one: Said, person: Person, here: Place, request: HttpRequest, now: datetime) -> tuple[Behind, ...]:
    if one.control.failing is None or one.held is None or not (one.held.failing or one.held.unknown):
        return ()
    wanted = (
        (State.BREACH, one.held.failing, "These fail"),
        (State.UNKNOWN, one.held.unknown, "Of these nobody can tell"),
    )
    right = one.control.to_see
    if right and not person.reach(Right(right), timezone.localdate(now)).covers(here.school_id):
        return (
            Behind(
                "Which they are", (), why_not=f"You may read how many, not which. {access.who_can(Right(right))} can."
            ),
        )
    return tuple(_page(one, state, title, person, here, request, now) for state, number, title in wanted if number)


def _page(
    one: Said, state: State, title: str, person: Person, here: Place, request: HttpRequest, now: datetime
) -> Behind:
    name = f"after-{state.value}-{one.control.key}"
    asked = request.GET.get(name, "")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    scope = Scope(person.trust_id, here.school_id, state, after, A_PAGE + 1)
    assert one.control.failing is not None
    try:
        with at_most(PATIENCE):
            things = list(one.control.failing(scope, now))
    except (Overdue, Error, ArithmeticError, LookupError, TypeError, ValueError):
        return Behind(title, (), why_not="They cannot be shown at this moment. Try again in a minute.")
    more = f"?{name}={things[A_PAGE - 1].id}" if len(things) > A_PAGE else ""
    return Behind(title, tuple(Shown(t.words, _href(one, t)) for t in things[:A_PAGE]), more)


def _href(one: Said, thing: Thing) -> str:
    try:
        return reverse(one.control.url_name, args=thing.args) if one.control.url_name else ""
    except NoReverseMatch:
        return ""


def _past(person: Person, found: Cell) -> list[Past]:
    asked = {one.control.key: one.control for one in found.says}
    if not asked:
        return []
    return [
        Past(
            shape(once.held.state),
            Said(asked[once.control], State(once.held.state), once.held, once.valid_from).figures,
            asked[once.control].question,
            once,
        )
        for once in queries.history(person.trust_id, found.place, list(asked))
    ]
