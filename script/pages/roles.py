"""docs/reference/roles.md: who may do what, and the offices that channels name."""

from charioteer.people.roles import OFFICES, ROLES, Right
from script.pages.markdown import code, table

INTRODUCTION = """# Roles

A role is held at a trust or at one of its schools, for a time. It gives rights; nothing else does. Somebody without the
right reads why not and who could. Somebody of another trust is told that there is nothing there.
"""
OFFICE_WORDS = """
## Offices

A channel names the office that runs it, so that no page for the public names a person. An imported register is read
with these words (capital letters do not matter; the longest match wins).
"""


def markdown() -> str:
    """The page."""
    roles = list(ROLES.values())
    whom = [(role.name, role.whom, "yes" if role.second_factor else "no") for role in roles]
    rights = [
        (right.value.replace("_", " "), *("yes" if right in role.rights else "no" for role in roles)) for right in Right
    ]
    offices = [(office.name, ", ".join(code(word) for word in office.written)) for office in OFFICES.values()]
    return "\n".join(
        [
            INTRODUCTION,
            table(("role", "for whom", "second factor to sign in"), whom),
            "\n## Rights\n",
            table(("may", *(role.name for role in roles)), rights),
            OFFICE_WORDS,
            table(("office", "as written"), offices),
        ]
    )
