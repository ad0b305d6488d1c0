"""Roles as data: who each is for and what it may do. The page docs/reference/roles.md is made from this file."""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """Something a role may do. Each is asked by exactly one rule."""

    READ_REGISTER = "read_register"
    EDIT_REGISTER = "edit_register"
    IMPORT_REGISTER = "import_register"
    EXPORT_REGISTER = "export_register"
    LOAD_POLICY = "load_policy"
    SET_PLATFORMS = "set_platforms"
    INVITE = "invite"


@dataclass(frozen=True)
class Role:
    """One role: its key, its name, whom it is for, what it may do, whether sign-in asks for a second factor."""

    key: str
    name: str
    whom: str
    rights: frozenset[Right]
    second_factor: bool = False


ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role(
            "administrator",
            "Administrator",
            "Whoever sets Charioteer up and looks after the register for the Trust.",
            frozenset(Right),
            second_factor=True,
        ),
        Role("member", "Member of staff", "Everybody else who signs in.", frozenset({Right.READ_REGISTER})),
    )
}


@dataclass(frozen=True)
class Office:
    """A post that somebody holds, as channels name it: never a person's name in public.

    `written` are the words documents use for it, in lower case; a longer one wins ("primary head of centre" is an
    office of a centre, not a headteacher's).
    """

    key: str
    name: str
    written: tuple[str, ...]


OFFICES: dict[str, Office] = {
    office.key: office
    for office in (
        Office("ceo", "Chief executive", ("ceo", "chief executive", "chief executive officer", "executive head")),
        Office(
            "headteacher", "Headteacher", ("headteacher", "head teacher", "head", "principal", "executive headteacher")
        ),
        Office("head_of_centre", "Head of centre", ("head of centre", "centre head", "head of campus")),
        Office("deputy_head", "Deputy headteacher", ("deputy headteacher", "deputy head", "assistant headteacher")),
        Office("dsl", "Designated safeguarding lead", ("dsl", "designated safeguarding lead", "safeguarding lead")),
        Office("it_lead", "IT lead", ("it lead", "it manager", "network manager")),
        Office("hr", "Human resources", ("hr", "human resources", "hr manager")),
        Office("comms_lead", "Communications lead", ("comms lead", "communications lead", "marketing manager")),
        Office("office", "School office", ("office", "school office", "administrator", "school business manager")),
        Office("teacher", "Teacher", ("teacher", "class teacher")),
    )
}
