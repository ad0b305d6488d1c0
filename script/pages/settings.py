"""docs/reference/settings.md: every variable that settings read."""

import charioteer.settings  # noqa: F401 (reading it declares them)
from charioteer.environment import DECLARED
from script.pages.markdown import code, table

INTRODUCTION = """# Settings

Charioteer is set up by variables of the environment. None is needed to start: left out, each has the value shown. A
value that cannot be used stops the start with a sentence that says how to mend it. `charioteer doctor` shows what is
set.
"""


def markdown() -> str:
    """The page."""
    rows = [(code(one.name), code(one.default) or "empty", one.words) for _, one in sorted(DECLARED.items())]
    return f"{INTRODUCTION}\n{table(('variable', 'left out, it is', 'what it does'), rows)}\n"
