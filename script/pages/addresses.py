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
- **not this way**: 405, because the other method is meant: a page cannot be sent to, or an address shows no page
- **cannot tell**: 422, the answer to a question that names no account

The table shows what looking gives (where there is nothing to look at: what sending gives). Where a form can be sent,
the same holds for sending it, unless the table says which right sending takes.
"""


def markdown() -> str:
    """The page."""
    routes = patterns()
    people = [role.words for role in ROLES]
    rows: dict[str, tuple[str, ...]] = {}
    for address in TABLE:
        method = "POST" if address.sent_only else "GET"
        answers = [address.answer(role, method).words for role in ROLES]
        form = "yes" if address.takes_form else ""
        if address.to_send:
            form = f"needs the right to {address.to_send.value.replace('_', ' ')}"
        # Two names may share one route, where a library asks for a name of its own.
        rows.setdefault(routes[address.name], (_typed(routes[address.name]), address.words, form, *answers))
    lines = [rows[route] for route in sorted(rows)]
    return f"{INTRODUCTION}\n{table(('address', 'what it is', 'form', *people), lines)}\n"


def _typed(route: str) -> str:
    # `<str:token>` and `(?P<token>.+)` both read as `<token>`.
    plain = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", route)
    return code("/" + re.sub(r"<\w+:(\w+)>", r"<\1>", plain).rstrip("$"))
