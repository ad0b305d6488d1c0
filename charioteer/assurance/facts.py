"""The board for a machine: each clause with its state, its controls, their figures and when they were asked."""

from typing import Any

from charioteer.assurance.answers import worst
from charioteer.assurance.board import Board, Row, in_order
from charioteer.controls import Control, State


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
