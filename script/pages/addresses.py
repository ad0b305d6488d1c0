"""docs/reference/addresses.md: every address and who gets what there; the walk holds the site to it."""

import re

from script.pages.markdown import code, table
from tests.journeys.addresses import ROLES, TABLE, patterns

INTRODUCTION = """# Addresses

Every address, and what each person gets there. A test asks every address as each of them, so this page cannot be wrong.

- **a page** (or a file): what they asked for
- **sign-in**: they are asked to sign in first
- **refused**: 403, a page that says why not and who could
- **not there**: 404, as for an address that does not exist; that is all anybody outside is told
- **led on**: sent to another page

Where a form can be sent, the same holds for sending it. What may only be read answers 405 to a form.
"""


def markdown() -> str:
    """The page."""
    routes = patterns()
    people = [role.words for role in ROLES]
    rows: dict[str, tuple[str, ...]] = {}
    for address in TABLE:
        answers = [address.answer(role, "GET").words for role in ROLES]
        form = "yes" if address.takes_form else ""
        # Two names may share one route, where a library asks for a name of its own.
        rows.setdefault(routes[address.name], (_typed(routes[address.name]), address.words, form, *answers))
    lines = [rows[route] for route in sorted(rows)]
    return f"{INTRODUCTION}\n{table(('address', 'what it is', 'form', *people), lines)}\n"


def _typed(route: str) -> str:
    # `<str:token>` and `(?P<token>.+)` both read as `<token>`.
    plain = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", route)
    return code("/" + re.sub(r"<\w+:(\w+)>", r"<\1>", plain).rstrip("$"))
