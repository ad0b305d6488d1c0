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
    HELP_BACK_IN = "help_back_in"
    READ_PEOPLE = "read_people"
    EDIT_PEOPLE = "edit_people"
    IMPORT_PEOPLE = "import_people"
    EXPORT_PEOPLE = "export_people"
    GIVE_ROLES = "give_roles"
    EDIT_CALENDAR = "edit_calendar"
    SET_UP = "set_up"
    DECIDE_MODE = "decide_mode"
    READ_BOARD = "read_board"
    ASK_BOARD = "ask_board"
    READ_TRAIL = "read_trail"
    EXPORT_TRAIL = "export_trail"
    SEE_WORK = "see_work"


class At(StrEnum):
    """Where a role is held."""

    TRUST = "trust"
    SCHOOL = "school"
    CENTRE = "centre"
    ANYWHERE = "anywhere"


@dataclass(frozen=True)
class Role:
    """One role: its key, its name, whom it is for, what it may do, where it is held.

    Args:
        key: as stored.
        name: as people say it.
        whom: whom it is for, in one sentence.
        rights: what it may do, at the place it is held and everything beneath that place.
        at: where it is held.
        second_factor: whether sign-in asks for a second factor (whoever approves or sees what is confidential).
        sole: at most one person holds it at one place (others stand in).
        written: the words documents use for it, in lower case, where channels name it as an office; a longer one wins
            ("primary head of centre" is an office of a centre, not a headteacher's).
    """

    key: str
    name: str
    whom: str
    rights: frozenset[Right]
    at: At = At.ANYWHERE
    second_factor: bool = False
    sole: bool = False
    written: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """As it stands in a sentence: "the headteacher", "an administrator", "human resources"."""
        if self.key == "hr":
            return "human resources"
        name = self.name if self.name.startswith("IT ") else self.name[0].lower() + self.name[1:]
        if self.sole or self.key == "office":
            return f"the {name}"
        return f"{'an' if name[0] in 'aeiouI' else 'a'} {name}"


_EVERYBODY = frozenset({Right.READ_REGISTER})
_LEADS = _EVERYBODY | {Right.READ_PEOPLE, Right.READ_BOARD, Right.READ_TRAIL}
_RUNS = _LEADS | {Right.INVITE, Right.HELP_BACK_IN, Right.EDIT_PEOPLE, Right.GIVE_ROLES, Right.ASK_BOARD}
_WATCHES = _EVERYBODY | {Right.READ_BOARD}

ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role(
            "administrator",
            "Administrator",
            "Whoever sets Charioteer up and looks after the register for the Trust.",
            frozenset(Right) - {Right.DECIDE_MODE},
            At.TRUST,
            second_factor=True,
        ),
        Role(
            "ceo",
            "Chief executive",
            "Answers for the Trust: its channels, its people, and the decision to go live.",
            _RUNS | {Right.SET_UP, Right.DECIDE_MODE, Right.EDIT_CALENDAR, Right.EXPORT_TRAIL, Right.EXPORT_PEOPLE},
            At.TRUST,
            second_factor=True,
            sole=True,
            written=("ceo", "chief executive", "chief executive officer", "executive head"),
        ),
        Role(
            "chair",
            "Chair of trustees",
            "Decides where the chief executive asks, and hears what concerns the chief executive.",
            _LEADS | {Right.DECIDE_MODE},
            At.TRUST,
            second_factor=True,
            sole=True,
        ),
        Role("trustee", "Trustee", "Governs the Trust, and reads the board.", _WATCHES, At.TRUST),
        Role(
            "headteacher",
            "Headteacher",
            "Answers for a school: its channels, its people, its board.",
            _RUNS,
            At.SCHOOL,
            second_factor=True,
            sole=True,
            written=("headteacher", "head teacher", "head", "principal", "executive headteacher"),
        ),
        Role(
            "head_of_centre",
            "Head of centre",
            "Leads a campus or phase by delegation; not a headteacher in law.",
            _LEADS,
            At.CENTRE,
            second_factor=True,
            sole=True,
            written=("head of centre", "centre head", "head of campus"),
        ),
        Role(
            "deputy_head",
            "Deputy headteacher",
            "Leads with the headteacher, and for them while they are away.",
            _LEADS,
            At.SCHOOL,
            second_factor=True,
            written=("deputy headteacher", "deputy head", "assistant headteacher"),
        ),
        Role(
            "trust_dsl",
            "Trust safeguarding lead",
            "Leads safeguarding across the Trust; next above the schools’ leads.",
            _LEADS,
            At.TRUST,
            second_factor=True,
        ),
        Role(
            "dsl",
            "Designated safeguarding lead",
            "Receives and runs a school’s safeguarding concerns.",
            _LEADS,
            At.SCHOOL,
            second_factor=True,
            sole=True,
            written=("dsl", "designated safeguarding lead", "safeguarding lead"),
        ),
        Role(
            "deputy_dsl",
            "Deputy safeguarding lead",
            "Runs safeguarding concerns with the lead, and while the lead is away.",
            _LEADS,
            At.SCHOOL,
            second_factor=True,
        ),
        Role(
            "dpo",
            "Data protection officer",
            "Advises on data protection and never decides; often from outside the Trust.",
            _WATCHES | {Right.READ_TRAIL, Right.EXPORT_TRAIL},
            At.TRUST,
            second_factor=True,
            sole=True,
        ),
        Role(
            "it_lead",
            "IT lead",
            "Keeps the machines, the keys and the backups.",
            _WATCHES | {Right.SEE_WORK, Right.HELP_BACK_IN},
            second_factor=True,
            written=("it lead", "it manager", "network manager"),
        ),
        Role(
            "hr",
            "Human resources",
            "Keeps who works where, from when until when.",
            _EVERYBODY | {Right.READ_PEOPLE, Right.EDIT_PEOPLE, Right.IMPORT_PEOPLE, Right.EXPORT_PEOPLE, Right.INVITE},
            second_factor=True,
            written=("hr", "human resources", "hr manager"),
        ),
        Role(
            "comms_lead",
            "Communications lead",
            "Looks after the channels day by day.",
            _WATCHES,
            second_factor=True,
            written=("comms lead", "communications lead", "marketing manager"),
        ),
        Role("governor", "Governor", "Governs a school, and reads its board.", _WATCHES, At.SCHOOL),
        Role(
            "chair_of_governors",
            "Chair of governors",
            "Leads a school’s local board.",
            _LEADS,
            At.SCHOOL,
            second_factor=True,
            sole=True,
        ),
        Role(
            "clerk",
            "Clerk",
            "Keeps minutes, review dates and editions for trustees and governors.",
            _WATCHES | {Right.LOAD_POLICY, Right.EDIT_CALENDAR},
            second_factor=True,
        ),
        Role(
            "clearer",
            "Clearer",
            "May clear what somebody else wrote before it is posted.",
            _WATCHES,
            second_factor=True,
        ),
        Role(
            "custodian",
            "Custodian",
            "Keeps the ways into the school’s accounts.",
            _WATCHES,
            second_factor=True,
        ),
        Role(
            "office",
            "School office",
            "Keeps a school’s own lists: its people and its calendar.",
            _EVERYBODY | {Right.READ_PEOPLE, Right.EDIT_CALENDAR},
            At.SCHOOL,
            written=("office", "school office", "administrator", "school business manager"),
        ),
        Role("member", "Member of staff", "Everybody else who signs in.", _EVERYBODY),
    )
}

#: The roles that others are asked about by name: the house may never be without the one, and both appoint.
ADMINISTRATOR, CHIEF_EXECUTIVE = "administrator", "ceo"


@dataclass(frozen=True)
class Office:
    """A post that somebody holds, as channels name it: never a person's name in public.

    Most are roles. `written` are the words documents use for it.
    """

    key: str
    name: str
    written: tuple[str, ...]


OFFICES: dict[str, Office] = {
    **{role.key: Office(role.key, role.name, role.written) for role in ROLES.values() if role.written},
    "teacher": Office("teacher", "Teacher", ("teacher", "class teacher")),  # runs channels, and needs no right for it
}
