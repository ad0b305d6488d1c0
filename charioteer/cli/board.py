"""`board`: how each clause of the policy stands, at a terminal."""

import click
from django.utils import timezone

from charioteer.assurance import running
from charioteer.assurance.answers import shape
from charioteer.assurance.board import Board, Eyes, in_order
from charioteer.assurance.board import board as board_of
from charioteer.assurance.facts import facts
from charioteer.assurance.models import Occasion
from charioteer.assurance.places import every_place
from charioteer.cli import answers
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
