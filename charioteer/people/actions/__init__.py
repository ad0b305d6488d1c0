"""What may be done to trusts, people and their ways in."""

from charioteer.people.actions.absences import end_absence, note_absence
from charioteer.people.actions.engagements import Place, begin, change, end, set_leader
from charioteer.people.actions.invitations import accept, invite, make_password_link, open_invitation, withdraw
from charioteer.people.actions.merging import merge, split, unmerge
from charioteer.people.actions.persons import Details, add, correct
from charioteer.people.actions.roles import end_role, give_role
from charioteer.people.actions.sign_ins import close_for_leavers, close_sign_in, reopen_sign_in
from charioteer.people.actions.trusts import load_trust

__all__ = [
    "Details",
    "Place",
    "accept",
    "add",
    "begin",
    "change",
    "close_for_leavers",
    "close_sign_in",
    "correct",
    "end",
    "end_absence",
    "end_role",
    "give_role",
    "invite",
    "load_trust",
    "make_password_link",
    "merge",
    "note_absence",
    "open_invitation",
    "reopen_sign_in",
    "set_leader",
    "split",
    "unmerge",
    "withdraw",
]
