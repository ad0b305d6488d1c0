"""docs/reference/roles.md: who may do what, and the offices that channels name."""

from charioteer.people.roles import OFFICES, ROLES, At, Right
from script.pages.markdown import code, table

INTRODUCTION = """# Roles

A role is held at the Trust, at a school or at a centre, for a time. It gives rights there and beneath; nothing else
does. Somebody without the right reads why not and who could. Somebody of another trust finds nothing there.
[People and roles](../explanation/people-and-roles.md) says who acts while somebody is away.
"""
OFFICE_WORDS = """
## Offices

A channel names the office that runs it, so that no page for the public names a person. An imported register is read
with these words (capital letters do not matter; the longest match wins).
"""

_AT = {
    At.TRUST: "the Trust",
    At.SCHOOL: "a school",
    At.CENTRE: "a centre",
    At.ANYWHERE: "the Trust, a school or a centre",
}


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def markdown() -> str:
    """The page."""
    roles = list(ROLES.values())
    whom = [(role.name, role.whom, _AT[role.at], _yes(role.sole), _yes(role.second_factor)) for role in roles]
    rights = [(right.value.replace("_", " "), *(_yes(right in role.rights) for role in roles)) for right in Right]
    offices = [(office.name, ", ".join(code(word) for word in office.written)) for office in OFFICES.values()]
    return "\n".join(
        [
            INTRODUCTION,
            table(("role", "for whom", "held at", "by one person at a time", "second factor to sign in"), whom),
            "\n## Rights\n",
            table(("may", *(role.name for role in roles)), rights),
            OFFICE_WORDS,
            table(("office", "as written"), offices),
        ]
    )
