"""The API for programs that read for somebody: the board, over the places that person may see."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.params import functions as param

from charioteer.assurance.board import Eyes
from charioteer.assurance.board import board as board_of
from charioteer.assurance.facts import facts
from charioteer.assurance.places import places_of
from charioteer.controls import State
from charioteer.people import access
from charioteer.people.bearer import REFUSALS, Bearer, problems
from charioteer.people.roles import Right

router = Router(tags=["For somebody, by token"], auth=Bearer())


class Answered(Schema):
    """How much of the policy a machine answers."""

    wholly: int = Field(description="Clauses answered wholly by machine.")
    partly: int = Field(description="Clauses answered in part.")
    clauses: int = Field(description="All clauses.")


class Figures(Schema):
    """What a control counted, over the places you may see."""

    total: int
    failing: int
    unknown: int
    of: str = Field(description="What is counted: people, accounts, …")


class ControlSays(Schema):
    """What one control says."""

    key: str
    question: str
    state: State = Field(description="The worst of its places.")
    figures: Figures
    places: dict[str, int] = Field(description="How many places are in each state.")
    asked_at: datetime | None
    why: str = Field(description="Why there is no answer; empty where there is one.")


class OneClause(Schema):
    """One clause of the policy."""

    clause: str
    title: str
    state: State = Field(description="The worst of its places. What nobody asks, or not lately, is never ok.")
    places: dict[str, int] = Field(description="How many places are in each state, of those it is asked of.")
    controls: list[ControlSays]


class WholeBoard(Schema):
    """Every clause, as it stands now."""

    trust: str = Field(description="The trust's short name.")
    places: int = Field(description="How many places this board is about.")
    asked_at: datetime | None = Field(description="When anything was asked last; null: nobody has asked yet.")
    answered: Answered
    clauses: list[OneClause]


@router.get(
    "/board",
    response={200: WholeBoard, **REFUSALS},
    operation_id="board",
    url_name="board",
    openapi_extra=problems(),
    summary="How each clause of the policy stands, over the places you may see",
    description="Needs the right `read_board`. The same facts as `charioteer board --json`, within your reach.",
)
def board(
    request: HttpRequest,
    place: Annotated[
        str, param.Query(max_length=100, description="Only this place: a school's short name, or `the-trust`.")
    ] = "",
) -> dict[str, Any]:
    """The board somebody sees."""
    person = access.require(request, Right.READ_BOARD)
    now, today = timezone.now(), timezone.localdate()
    reach = person.reach(Right.READ_BOARD, today)
    places = [one for one in places_of(person, today, reach) if place in {"", one.slug}]
    if place and not places:
        raise Http404
    whole = reach.everywhere and not place
    made = board_of(person.trust_id, places, Eyes(person, today), now=now, every_place=whole)
    return {"trust": person.trust.slug, **facts(made)}
