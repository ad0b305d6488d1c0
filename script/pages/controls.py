"""docs/reference/controls.md: every question the board asks, by clause."""

from datetime import timedelta

from charioteer.controls import CONTROLS, Control, Level
from script.pages.markdown import code, table

INTRODUCTION = """# Controls

A control is a question about a clause of the policy that code can answer. Each app declares its own in `controls.py`;
the board asks them all, over every school at once. [How the board answers](../explanation/how-the-board-answers.md)
says what becomes of an answer.
"""


def markdown() -> str:
    """The page."""
    ordered = sorted(CONTROLS.values(), key=lambda one: (_order(one.clauses[0]), one.key))
    rows = [
        (", ".join(one.clauses), code(one.key), one.question, "wholly" if one.whole else "in part") for one in ordered
    ]
    summary = table(("clause", "control", "question", "answers it"), rows)
    return "\n".join([INTRODUCTION, summary, *(_section(one) for one in ordered)])


def _section(one: Control) -> str:
    asked = " and ".join("the Trust" if level is Level.TRUST else "each school" for level in one.levels)
    lines = [
        ("asked of", asked),
        ("counts", one.things),
        ("says OK when", one.passes),
        ("fails when", one.fails),
        ("why", one.why),
        ("who mends it", one.who),
        ("asked at least every", _every(one.every)),
        ("and after", ", ".join(code(event) for event in one.on)),
        ("version of the question", str(one.version)),
    ]
    return f"\n## {one.key}\n\n{one.question}\n\n{table(('', ''), [line for line in lines if line[1]])}"


def _every(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60} hours" if minutes >= 120 else f"{minutes} minutes"


def _order(clause: str) -> tuple[int, str]:
    first = clause.split(".")[0]
    return (int(first) if first.isdigit() else 99, clause)
