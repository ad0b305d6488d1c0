"""The board: its answer first, where to start, then every clause at every place one may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from charioteer.assurance import actions, queries, rules, shown, wanted
from charioteer.assurance.board import Board, Eyes, board
from charioteer.assurance.places import Place, places_of
from charioteer.assurance.views import files
from charioteer.assurance.wanted import Wanted
from charioteer.people import access
from charioteer.people.roles import Right
from charioteer.people.take_away import TYPES
from charioteer.reference.registers import load

MOST_COLUMNS = 5
"""More places than this are added up, with a way to each."""


@require_GET
@access.signed_in
def index(request: HttpRequest) -> HttpResponseBase:
    """The whole board within one's reach; with `format=` the same as a file."""
    person = access.require(request, Right.READ_BOARD)
    now, today = timezone.now(), timezone.localdate()
    reach = person.reach(Right.READ_BOARD, today)
    places = places_of(person, today, reach)
    first = queries.first_asked()
    sections = [one["key"] for one in load("sections").entries if not one["part_of"]]
    asked = wanted.read(request.GET, places=places, sections=sections, today=today, first=first)
    found = [place for place in places if asked.place in {"", place.slug}]
    whole = reach.everywhere and not asked.place
    made = board(person.trust_id, found, Eyes(person, today), now=now, on=asked.on, every_place=whole)
    if (form := request.GET.get("format", "")) in TYPES:
        return files.board(person, made, asked, form)
    context = {
        **_shell(made, asked, places),
        "nobody_asked": made.newest is None,
        "sections": shown.sections(made, asked),
        "many": len(found) > MOST_COLUMNS,
        "ask_refusal": rules.cannot_ask_board(person, today),
    }
    if context["many"]:
        context["schools"] = shown.schools(made, asked)
    return render(request, "assurance/board.html", context)


@require_POST
@access.signed_in
def ask(request: HttpRequest) -> HttpResponseBase:
    """Have every control asked by the worker."""
    person = access.require(request, Right.ASK_BOARD)
    actions.ask_board(by=person, now=timezone.now())
    return redirect("board_asked")


@require_GET
@access.signed_in
def asked(request: HttpRequest) -> HttpResponseBase:
    """It will be asked; where to look, and when."""
    access.require(request, Right.ASK_BOARD)
    return render(request, "assurance/asked.html", {"newest": _newest()})


def _newest() -> datetime | None:
    return max((one.asked_at for one in queries.runs(None).values()), default=None)


def _shell(made: Board, asked: Wanted, places: Sequence[Place]) -> dict[str, Any]:
    return {
        "board": made,
        "wanted": asked,
        "places": made.places,
        "others": [(place, asked.address(place=place.slug)) for place in places if place not in made.places],
        "chips": shown.chips(made, asked),
        "lead": shown.lead(made),
        "start": [] if asked.on or asked.narrowed else made.worst_cells(3),
        "tally": shown.tally(made, made.places[:MOST_COLUMNS]),
    }
