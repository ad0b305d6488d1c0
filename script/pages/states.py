"""docs/reference/states.md: the states of things, drawn from the tables the code obeys."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from charioteer.channels.standing import WORDS
from script.pages.markdown import table

INTRODUCTION = """# States

Each diagram is drawn from a `lifecycle.py`, the table of legal steps. A step that is not in it is refused.
"""
STANDING_WORDS = """
## Standing of a channel

What a channel *is* now. Nobody sets it: it follows from its state and from the facts about it, and facts run out.
"""


def markdown() -> str:
    """The page."""
    standings = table(("word", "in words"), [(f"`{word.value}`", words) for word, words in WORDS.items()])
    return INTRODUCTION + "".join(_diagrams()) + f"{STANDING_WORDS}\n{standings}\n"


def _diagrams() -> Iterator[str]:
    for config in apps.get_app_configs():
        name = f"{config.name}.lifecycle"
        if not config.name.startswith("charioteer.") or find_spec(name) is None:
            continue
        module = import_module(name)
        steps = [(here, there) for here, nexts in module.TRANSITIONS.items() for there in sorted(nexts)]
        first = {here for here in module.TRANSITIONS} - {there for _, there in steps}
        last = [here for here, nexts in module.TRANSITIONS.items() if not nexts]
        lines = [f"    {state.value} : {state.label}" for state in module.TRANSITIONS]
        lines += [f"    [*] --> {state.value}" for state in sorted(first)]
        lines += [f"    {here.value} --> {there.value}" for here, there in steps]
        lines += [f"    {state.value} --> [*]" for state in last]
        title = " ".join((module.__doc__ or "").split("\n\n")[0].split())
        drawn = "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])
        yield f"\n## {config.label.capitalize()}\n\n{title}\n\n{drawn}\n"
