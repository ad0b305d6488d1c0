"""docs/reference/addresses.md: every address and who gets what there; the walk holds the site to it."""

import re
from collections.abc import Sequence

from script.pages.markdown import code, table
from tests.journeys.addresses import TABLE
from tests.journeys.asked import BY_KEY, Address, Answer, Role, patterns
from tests.parts import ELSEWHERE, HOME, NEXT, PARTS

INTRODUCTION = """# Addresses

Every address, and what each person gets there. A test asks every address as somebody of every role: at a school and for
its trust, at another school of that trust, and in another trust. So this page cannot be wrong.

- **a page** (or a file): what they asked for
- **sign-in**: they are asked to sign in first
- **refused**: 403, a page that says why not and who could
- **not there**: 404, as for an address that does not exist; that is all anybody outside is told
- **led on**: sent to another page
- **not this way**: 405, because the other method is meant: a page cannot be sent to, or an address shows no page
- **cannot tell**: 422, the answer to a question that names no account

The table shows what looking gives (where there is nothing to look at: what sending gives). Where a form can be sent,
the same holds for sending it, unless the table says which right sending takes. Roles that get the same answer stand
together, the largest group as “the rest”; **as there** means: role for role what the column before says of the school.
[Roles](roles.md) says what each role may do.
"""
COLUMNS = (
    "a stranger",
    "whose role has ended",
    "at the school, for its trust",
    "at another school",
    "in another trust",
)


def markdown() -> str:
    """The page."""
    routes = patterns()
    rows: dict[str, tuple[str, ...]] = {}
    for address in TABLE:
        form = "yes" if address.takes_form else ""
        if address.to_send:
            form = f"needs the right to {address.to_send.value.replace('_', ' ')}"
        # Two names may share one route, where a library asks for a name of its own.
        line = (_typed(routes[address.name]), address.words, form, *_answers(address))
        rows.setdefault(routes[address.name], line)
    lines = [rows[route] for route in sorted(rows)]
    return f"{INTRODUCTION}\n{table(('address', 'what it is', 'form', *COLUMNS), lines)}\n"


def _answers(address: Address) -> tuple[str, ...]:
    method = "POST" if address.sent_only else "GET"
    played = {(part.group, part.role): address.answer(BY_KEY[part.key], method) for part in PARTS}
    home, near, far = (
        {role: answer for (group, role), answer in played.items() if group == wanted}
        for wanted in (HOME, NEXT, ELSEWHERE)
    )
    single = [address.answer(BY_KEY[key], method).words for key in ("stranger", "grace")]
    return (*single, _grouped(home), *(_beside(home, there) for there in (near, far)))


def _beside(home: dict[str, Answer], there: dict[str, Answer]) -> str:
    if len(set(home.values())) == 1 and set(there.values()) == set(home.values()):
        return _grouped(there)
    same = all(home[role] is answer for role, answer in there.items())
    return "as there" if same else _grouped(there)


def _grouped(answers: dict[str, Answer]) -> str:
    groups: dict[Answer, list[str]] = {}
    for role, answer in answers.items():
        groups.setdefault(answer, []).append(role)
    if len(groups) == 1:
        return next(iter(groups)).words
    largest = max(groups, key=lambda answer: len(groups[answer]))
    named = [f"{answer.words}: {_names(roles)}" for answer, roles in groups.items() if answer is not largest]
    return "; ".join([*named, f"{largest.words}: the rest"])


def _names(roles: Sequence[str]) -> str:
    names: dict[str, Role] = {part.role: BY_KEY[part.key] for part in PARTS}
    return ", ".join(names[role].words for role in roles)


def _typed(route: str) -> str:
    # `<str:token>` and `(?P<token>.+)` both read as `<token>`.
    plain = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", route)
    return code("/" + re.sub(r"<\w+:(\w+)>", r"<\1>", plain).rstrip("$"))
