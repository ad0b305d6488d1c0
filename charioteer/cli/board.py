"""`board`: how each clause of the policy stands, at a terminal."""

from typing import Any

import click
from django.utils import timezone

from charioteer.assurance import running
from charioteer.assurance.answers import shape, worst
from charioteer.assurance.board import Board, Eyes, Row, in_order
from charioteer.assurance.board import board as board_of
from charioteer.assurance.models import Occasion
from charioteer.assurance.places import every_place
from charioteer.cli import answers
from charioteer.controls import Control, State
from charioteer.look.dates import when
from charioteer.look.icons import STATES
from charioteer.people.queries import the_trust


@click.command()
@click.option("--trust", "slug", default="", help="The trust's short name, where several live together.")
@click.option("--ask", is_flag=True, help="Ask every control now instead of showing what was answered last.")
@answers.json_option
def board(slug: str, ask: bool, as_json: bool) -> None:
    """Say how each clause of the policy stands, over every school of a trust.

    The worst place decides. What no machine asks yet, and what was asked too long ago, is never OK. The exit code is 0
    whatever the answer is.
    """
    trust = the_trust(slug)
    now = timezone.now()
    if ask:
        running.ask_all(now=now, occasion=Occasion.COMMAND)
    made = board_of(trust.pk, every_place(trust.pk), Eyes(None, timezone.localdate(now)), now=now, every_place=True)
    answers.say(as_json, {"trust": trust.slug, **facts(made)}, _words(trust.name, made))


def facts(made: Board) -> dict[str, Any]:
    """The board for a machine."""
    return {
        "places": len(made.places),
        "asked_at": made.newest.isoformat() if made.newest else None,
        "answered": {"wholly": made.wholly, "partly": made.partly, "clauses": len(made.rows)},
        "clauses": [_clause(row) for row in made.rows],
    }


def _clause(row: Row) -> dict[str, Any]:
    return {
        "clause": row.clause.key,
        "title": row.clause.title,
        "state": row.state.value,
        "places": {state.value: number for state, number in in_order(row.counts)},
        "controls": [found for one in row.controls if (found := _control(one, row))],
    }


def _control(control: Control, row: Row) -> dict[str, Any] | None:
    said = [one for cell in row.cells for one in cell.says if one.control is control]
    if not said:
        return None
    held = [one.held for one in said if one.held]
    asked_at = said[0].asked_at
    return {
        "key": control.key,
        "question": control.question,
        "state": worst([one.state for one in said]).value,
        "figures": {
            "total": sum(one.total for one in held),
            "failing": sum(one.failing for one in held),
            "unknown": sum(one.unknown for one in held),
            "of": control.things,
        },
        "places": {state.value: n for state, n in in_order(_counted([one.state for one in said]))},
        "asked_at": asked_at.isoformat() if asked_at else None,
        "why": next((one.why for one in said if one.why and one.held is None and one.state is State.UNKNOWN), ""),
    }


def _counted(states: list[State]) -> dict[State, int]:
    return {state: states.count(state) for state in set(states)}


def _words(name: str, made: Board) -> str:
    asked = f"Asked last at {when(made.newest)}." if made.newest else "Nobody has asked yet. Add --ask."
    lines = [f"{name}: {len(made.places)} places. {asked}", ""]
    for row in made.rows:
        if row.asked:
            places = ", ".join(
                f"{number} {STATES[shape(state)].word.lower()}" for state, number in in_order(row.counts)
            )
            lines.append(f"{row.clause.key:<6}{STATES[shape(row.state)].word:<10}{row.clause.title} ({places})")
    answered = made.wholly + made.partly
    lines += [
        "",
        f"{answered} of {len(made.rows)} clauses are answered by machine: {made.wholly} wholly, {made.partly}",
    ]
    lines[-1] += f" in part. {made.informing} only tell people something; {made.not_asked} are not asked yet."
    return "\n".join(lines)
